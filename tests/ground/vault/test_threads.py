"""A conversation from both sides, and what must not open it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tejido.engines.sealing import CannotOpen, FileHeader
from tejido.ground.vault import threads
from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.ground.vault.threads import NoKeyForIt, NoSuchReceipt, NotListening, Said, by_receipt, for_member
from tests.factories import ground, vault
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def said(thread):
    return [(it.side, it.kind, it.payload) for it in thread.items()]


def test_thread_opens_with_its_receipt_and_with_the_key_of_a_member():
    us = vault.listening()
    opened = vault.thread(us, {"text": "Cobran piso"})
    expected = [("reporter", "report", {"text": "Cobran piso"})]
    assert said(by_receipt(opened.receipt)) == expected
    assert said(for_member(Thread.objects.get(), us.keys)) == expected


def test_receipt_opens_however_it_was_typed():
    opened = vault.thread(vault.listening())
    assert by_receipt(" " + opened.receipt.lower().replace("-", " ")).row == Thread.objects.get()


def test_wrong_receipt_and_erased_one_are_refused_in_the_same_words():
    opened = vault.thread(vault.listening())
    other = vault.thread(vault.listening())
    by_receipt(opened.receipt).withdraw(now=NOW)
    answers = []
    for typed in (opened.receipt, "0000-0000-0000-0000-00000", "no es", other.receipt[:-1]):
        with pytest.raises(NoSuchReceipt) as refused:
            by_receipt(typed)
        answers.append(str(refused.value))
    assert len(set(answers)) == 1


def test_each_side_adds_and_the_thread_waits_for_the_other_from_that_day():
    us = vault.listening()
    opened = vault.thread(us)
    later = NOW + timedelta(days=3)
    for_member(Thread.objects.get(), us.keys).add("question", {"text": "¿Cuándo?"}, now=later)
    row = Thread.objects.get()
    assert (row.waits_for, row.waits_since) == ("reporter", later.date())
    by_receipt(opened.receipt).add("answer", {"text": "Ayer"}, now=later)
    row = Thread.objects.get()
    assert (row.waits_for, row.is_unread) == ("organisation", True)
    assert [kind for _side, kind, _payload in said(by_receipt(opened.receipt))] == ["report", "question", "answer"]


def test_reporter_who_adds_to_a_closed_thread_opens_it_again():
    opened = vault.thread(vault.listening())
    Thread.objects.update(closed_on=NOW.date())
    by_receipt(opened.receipt).add("addition", {}, now=NOW)
    assert Thread.objects.get().closed_on is None


def test_note_of_members_is_not_for_the_reporter():
    us = vault.listening()
    opened = vault.thread(us)
    for_member(Thread.objects.get(), us.keys).note("note", {"text": "Llamar a Ana"}, now=NOW)
    assert [it.kind for it in for_member(Thread.objects.get(), us.keys).items()] == ["report", "note"]
    reporter = by_receipt(opened.receipt)
    assert [it.kind for it in reporter.items()] == ["report"]
    with pytest.raises(CannotOpen):
        reporter.note("note", {}, now=NOW)


def test_reporter_key_does_not_open_a_note_even_where_its_row_is_made_to_look_like_an_answer():
    us = vault.listening()
    opened = vault.thread(us)
    for_member(Thread.objects.get(), us.keys).note("note", {"text": "Llamar a Ana"}, now=NOW)
    Item.objects.filter(side="inside").update(side="organisation")
    assert [it.is_damaged for it in by_receipt(opened.receipt).items()].count(True) == 1


def test_member_of_another_organisation_and_member_without_a_wrap_open_nothing():
    us, them = vault.listening(), vault.listening()
    vault.thread(us)
    newcomer = ground.person()
    for keys in (them.keys, threads.MemberKeys(vault.key_of(newcomer), newcomer)):
        with pytest.raises(NoKeyForIt):
            for_member(Thread.objects.get(), keys)


def test_item_or_wrap_moved_to_another_thread_opens_nothing():
    us = vault.listening()
    one, other = vault.thread(us, {"text": "uno"}), vault.thread(us, {"text": "dos"})
    Item.objects.filter(thread=one.thread.row).update(thread=other.thread.row)
    assert sorted(it.is_damaged for it in by_receipt(other.receipt).items()) == [False, True]
    wraps = Wrap.objects.filter(thread=one.thread.row)
    Wrap.objects.filter(thread=other.thread.row).delete()
    wraps.update(thread=other.thread.row)
    with pytest.raises(NoSuchReceipt):
        by_receipt(other.receipt)
    with pytest.raises(NoKeyForIt):
        for_member(other.thread.row, us.keys)


def test_file_is_kept_sealed_under_a_random_name_and_opens_again(settings):
    us = vault.listening()
    opened = vault.thread(us)
    clear = b"grabacion " * 20_000
    row = opened.thread.add_file(FileHeader("audio.ogg", "audio/ogg", len(clear)), iter([clear]), now=NOW)
    [file] = for_member(Thread.objects.get(), us.keys).files()
    assert (file.header.name, b"".join(file.chunks())) == ("audio.ogg", clear)
    path = settings.STORAGES["sealed"]["OPTIONS"]["location"] / row.blob
    stored = path.read_bytes()
    assert (b"grabacion" in stored, b"audio" in stored) == (False, False)
    assert (path.stat().st_mtime, path.stat().st_mode & 0o777) == (946_684_800, 0o600)


def test_file_that_was_cut_does_not_open(settings):
    us = vault.listening()
    opened = vault.thread(us)
    row = opened.thread.add_file(FileHeader("a", "b"), iter([b"x" * 300_000]), now=NOW)
    path = settings.STORAGES["sealed"]["OPTIONS"]["location"] / row.blob
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(CannotOpen):
        b"".join(by_receipt(opened.receipt).file(row.pk).chunks())


def test_file_that_breaks_off_while_it_comes_leaves_nothing_behind(settings):
    opened = vault.thread(vault.listening())
    folder = settings.STORAGES["sealed"]["OPTIONS"]["location"]
    before = set(folder.iterdir()) if folder.exists() else set()

    def breaking():
        yield b"x" * 100_000
        raise OSError("the line broke")

    with pytest.raises(OSError, match="line"):
        opened.thread.add_file(FileHeader("a", "b"), breaking(), now=NOW)
    assert (set(folder.iterdir()) - before, SealedFile.objects.count()) == (set(), 0)


def test_who_reads_apart_answers_without_opening():
    us = vault.listening()
    opened = vault.thread(us)
    threads.leave(Thread.objects.get(), "answer", {"text": "Gracias"}, now=NOW)
    for thread in (by_receipt(opened.receipt), for_member(Thread.objects.get(), us.keys)):
        assert said(thread)[1] == ("organisation", "answer", {"text": "Gracias"})


def test_thread_wrapped_to_the_next_version_opens_with_it_and_no_longer_with_the_old():
    us = vault.listening()
    opened = vault.thread(us)
    threads.leave(Thread.objects.get(), "answer", {"text": "Gracias"}, now=NOW)
    new = vault.version(us)
    for_member(Thread.objects.get(), us.keys).rewrap_to(new, now=NOW)
    assert set(Wrap.objects.exclude(side="reporter").values_list("key__version", flat=True)) == {2}
    assert [it.is_damaged for it in for_member(Thread.objects.get(), us.keys).items()] == [False, False]
    assert [it.is_damaged for it in by_receipt(opened.receipt).items()] == [False, False]


def test_organisation_without_a_key_is_refused():
    with pytest.raises(NotListening), transaction.atomic():
        threads.open_thread(organisation=ground.organisation(), kind="report", first={}, now=NOW)


def test_day_of_what_was_said_is_that_of_the_place_and_not_of_utc():
    assert Said(uuid4(), "reporter", "report", {}, "2026-11-23T02", 0).day == date(2026, 11, 22)
    assert Said(uuid4(), "reporter", "", {}, "2026-11-22", 0, is_damaged=True).day == date(2026, 11, 22)
