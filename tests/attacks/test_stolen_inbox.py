"""Promises 1 and 4: what members write and refer, and every key to it, is in nothing that a thief carries away."""

from itertools import count

import pytest
from django.conf import settings

from tejido.engines.sealing import CannotOpen, FileHeader
from tejido.ground.organisations.keyring import open_secret
from tejido.ground.vault import epochs, pepper, wrapping
from tejido.ground.vault.models import Item, Thread, Wrap
from tejido.ground.vault.threads import MemberKeys, by_receipt, for_member
from tests.attacks import stolen
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader

pytestmark = pytest.mark.django_db(transaction=True)
_number = count(1000)


def marker():
    return f"qzx{next(_number)}vwk"


@pytest.fixture
def lived():
    """Two organisations in the midst of their work: (ours, police, opened thread, markers)."""
    us, police = vault.listening(), vault.listening(ground.institution())
    markers = [marker() for _ in range(12)]
    it = iter(markers)
    opened = vault.thread(us, {"text": next(it), "where": next(it)})
    with_file(opened, next(it), next(it))
    client, url = reader(us.member), f"/buzon/t/{opened.thread.row.pk}/"
    client.get(url)
    client.post(url, {"text": next(it), "is_question": "on"})
    client.post(f"{url}hacer/nota/", {"nota-text": next(it)})
    client.post(f"{url}hacer/etiquetas/", {"labels": next(it)})
    client.post(f"/buzon/{us.organisation.pk}/buscar/", {"words": next(it)})
    form = {"institution": str(police.organisation.pk), "why": next(it), "part_1": next(it), "part_2": next(it)}
    client.post(f"{url}remitir/", form)
    agree_to_first(opened)
    proposal = next(one.id for one in by_receipt(opened.receipt).items() if one.kind == "proposal")
    client.post(f"{url}propuestas/{proposal}/", {"sure": "yes"})
    copy = police.organisation.threads.get()
    reader(police.member).post(f"/buzon/t/{copy.pk}/", {"text": next(it)})
    return us, police, opened, markers


def with_file(opened, name, content):
    from django.db import transaction

    with transaction.atomic():
        header = FileHeader(f"{name}.ogg", "audio/ogg", len(content))
        opened.thread.add_file(header, iter([content.encode()]), now=NOW)


def agree_to_first(opened):
    from tejido.stages.reports.actions import telling

    thread = by_receipt(opened.receipt)
    proposal = next(one.id for one in thread.items() if one.kind == "proposal")
    telling.agree_to_referral(thread=thread, proposal=proposal, parts=["1"], now=NOW)


def test_attack_means_something_since_the_recipients_read_it_all(lived):
    us, police, _opened, markers = lived
    threads = [(us, us.organisation.threads.get()), (police, police.organisation.threads.get())]
    read = "".join(str(it.payload) for at, row in threads for it in for_member(row, at.keys).items())
    searched_for, in_file = markers[7], markers[2:4]
    assert [one for one in markers if one not in read] == [*in_file, searched_for]


def test_nothing_of_it_is_in_database_log_or_sealed_files(lived):
    _us, _police, opened, markers = lived
    taken = stolen.everything()
    secrets = [*markers, opened.receipt, opened.receipt.replace("-", "")]
    assert {one: stolen.holding(one.encode(), taken) for one in secrets if stolen.holding(one.encode(), taken)} == {}


def test_no_key_that_opens_anything_is_in_it(lived):
    us, police, _opened, _markers = lived
    taken, keys = stolen.everything(), []
    for at in (us, police):
        secret = open_secret(at.key, at.pair, at.member)
        keys += [at.pair.private, secret.pair.private, secret.signing.private]
        members = MemberKeys(at.pair, at.member)
        keys += [members.open(wrap) for wrap in Wrap.objects.filter(key=at.key)]
    keys += [epochs.current(NOW.date()).key, pepper.of_receipts(), settings.KEYS.people]
    whole = [key[at : at + 32] for key in keys for at in range(0, len(key), 32)]
    assert len(whole) == 2 * (3 + 2) + 3
    assert [stolen.holding(key, taken) for key in whole] == [[]] * len(whole)


def test_keys_of_the_instance_open_no_report_either(lived):
    """Who has the whole server, switched off: database, sealed files, instance.json and the epochs."""
    us, police, _opened, markers = lived
    lifted = {str(wrap.pk): wrapping.lifted(wrap) for wrap in Wrap.objects.all()}
    taken = stolen.everything() | lifted
    assert [one for one in markers if stolen.holding(one.encode(), taken)] == []
    for wrap in Wrap.objects.exclude(key=None).select_related("key"):
        other = police if wrap.key == us.key else us
        with pytest.raises(CannotOpen):
            wrapping.unwrap(wrap, open_secret(other.key, other.pair, other.member).pair)


def test_rows_say_no_hour_and_ids_no_order(lived):
    """Days only, random ids; the hour is sealed with what was said."""
    for model in (Thread, Item, Wrap):
        kinds = {type(field).__name__ for field in model._meta.get_fields() if field.concrete}
        assert "DateTimeField" not in kinds
        assert {row.pk.version for row in model.objects.all()} == {4}
