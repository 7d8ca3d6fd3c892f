"""Short notes to persons."""

from uuid import uuid4

import pytest
from django.db import transaction

from tejido.engines.sealing import CannotOpen
from tejido.ground.vault import envelopes
from tejido.ground.vault.actions import erase_due
from tejido.ground.vault.models import Envelope, NoteWrap
from tests.factories import ground, vault
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def note(to, about=None, days=30, **payload):
    with transaction.atomic():
        return envelopes.seal_note(
            payload or {"why": "Quiero ayudar"},
            to=to,
            about=about or uuid4(),
            erase_on=later(days=days).date(),
            now=NOW,
        )


def test_note_opens_for_those_it_is_for_and_for_nobody_else():
    ana, berta, carla = ground.person(), ground.person(), ground.person()
    pairs = {one: vault.key_of(one) for one in (ana, berta, carla)}
    about = uuid4()
    note([ana, berta], about)
    assert [envelopes.notes_about(about, one, pairs[one]) for one in (ana, berta, carla)] == [
        [{"why": "Quiero ayudar"}],
        [{"why": "Quiero ayudar"}],
        [],
    ]
    with pytest.raises(CannotOpen):
        envelopes.read_note(Envelope.objects.get(), carla, pairs[carla])


def test_note_about_something_else_does_not_open():
    ana = ground.person()
    pair = vault.key_of(ana)
    note([ana])
    about = uuid4()
    Envelope.objects.update(about=about)
    assert envelopes.notes_about(about, ana, pair) == []


def test_coordinator_without_a_key_is_left_out_and_without_any_nothing_is_sent():
    ana, berta = ground.person(), ground.person()
    vault.key_of(ana)
    note([ana, berta])
    assert list(NoteWrap.objects.values_list("person", flat=True)) == [ana.pk]
    with pytest.raises(envelopes.NobodyCanRead):
        note([berta])


def test_note_is_erased_on_its_day_and_not_before():
    ana = ground.person()
    vault.key_of(ana)
    note([ana], days=30)
    assert erase_due(now=later(days=29))["notes"] == 0
    assert erase_due(now=later(days=30))["notes"] == 1
    assert (Envelope.objects.count(), NoteWrap.objects.count()) == (0, 0)


def test_notes_about_something_can_be_erased_at_once():
    ana = ground.person()
    vault.key_of(ana)
    about = uuid4()
    note([ana], about)
    note([ana])
    with transaction.atomic():
        assert envelopes.erase_notes(about) == 1
    assert Envelope.objects.count() == 1
