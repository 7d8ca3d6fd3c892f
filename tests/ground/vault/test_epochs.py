"""Epoch keys: what is older than a week opens nothing, and nothing is lost on the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from tejido.engines.sealing import CannotOpen
from tejido.ground.vault import envelopes, epochs, wrapping
from tejido.ground.vault.actions import turn_epoch
from tejido.ground.vault.models import NoteWrap, Thread, Wrap
from tejido.ground.vault.threads import by_receipt, for_member
from tests.factories import vault
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.EPOCHS = tmp_path / "epochs"


def keys_on_disk(settings):
    return sorted(path.name for path in settings.EPOCHS.glob("*"))


def test_every_day_for_two_weeks_everything_opens_and_no_key_lives_longer_than_a_week(settings):
    us = vault.listening()
    opened = vault.thread(us)
    with transaction.atomic():
        note = envelopes.seal_note({"text": "Soy"}, to=[us.member], about=us.key.pk, erase_on=NOW.date(), now=NOW)
    for day in range(15):
        turn_epoch(now=later(days=day))
        assert len(by_receipt(opened.receipt).items()) == len(for_member(Thread.objects.get(), us.keys).items()) == 1
        assert envelopes.read_note(note, us.member, us.pair) == {"text": "Soy"}
        ages = [later(days=day).date() - epochs.epoch(int(name[:-4])).began_on for name in keys_on_disk(settings)]
        assert max(ages) <= timedelta(days=6)
    assert keys_on_disk(settings) == ["3.key"]


def test_copy_of_the_database_from_a_week_ago_opens_nothing():
    us = vault.listening()
    opened = vault.thread(us)
    old = list(Wrap.objects.values())
    for day in range(8):
        turn_epoch(now=later(days=day))
    for values in old:
        Wrap.objects.filter(pk=values["id"]).update(epoch=values["epoch"], blob=values["blob"])
    for wrap in Wrap.objects.all():
        with pytest.raises(CannotOpen):
            wrapping.lifted(wrap)
    assert opened.receipt


def test_turning_twice_on_one_day_changes_nothing_more():
    vault.thread(vault.listening())
    turn_epoch(now=NOW)
    assert turn_epoch(now=later(days=5)) == {"renewed": 2, "lost": 0, "destroyed": 0}
    assert turn_epoch(now=later(days=5)) == {"renewed": 0, "lost": 0, "destroyed": 0}
    assert turn_epoch(now=later(days=6)) == {"renewed": 0, "lost": 0, "destroyed": 1}


def test_envelope_that_was_changed_does_not_keep_the_old_key_alive():
    vault.thread(vault.listening())
    Wrap.objects.filter(side="organisation").update(blob=b"x" * 100)
    assert turn_epoch(now=later(days=5)) == {"renewed": 1, "lost": 1, "destroyed": 0}
    assert turn_epoch(now=later(days=6))["destroyed"] == 1


def test_folder_of_keys_that_is_missing_stops_writing_and_loses_nothing(settings, tmp_path):
    us = vault.listening()
    opened = vault.thread(us)
    mirror, settings.EPOCHS = settings.EPOCHS, tmp_path / "elsewhere"
    with pytest.raises(ImproperlyConfigured, match="mirror"):
        turn_epoch(now=NOW)
    with pytest.raises(ImproperlyConfigured, match="mirror"):
        vault.thread(us)
    settings.EPOCHS = mirror
    assert len(by_receipt(opened.receipt).items()) == 1


def test_keys_are_readable_by_their_owner_only(settings):
    vault.thread(vault.listening())
    assert {path.stat().st_mode & 0o777 for path in settings.EPOCHS.iterdir()} == {0o600}
    assert settings.EPOCHS.stat().st_mode & 0o777 == 0o700
    assert NoteWrap.objects.count() == 0
