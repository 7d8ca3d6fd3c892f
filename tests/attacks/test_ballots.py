"""Promise 8: a code counts once, and after closing nothing we keep links it to a ballot.

The attacker has the tables in the order in which they lie, PostgreSQL's numbers of transactions, copies of the database
from before and after, and even the keys of the instance; not the key of the box, which is destroyed at the end.
"""

import json
import logging
import threading

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tejido.ground.codes.models import Code
from tejido.ground.codes.vocabulary import CodeState
from tejido.stages.funding import box
from tejido.stages.funding.actions import paper, voting
from tejido.stages.funding.actions.voting_refusals import CodeDoesNotCount, NotVotingNow
from tejido.stages.funding.models import CastBallot, SetAside, Shuffled
from tests.attacks import stolen
from tests.factories import voting as factory
from tests.factories.moments import NOW

MANY = 24


@pytest.fixture
def call(transactional_db):
    return factory.call(projects=MANY)


@pytest.fixture
def codes(call):
    return factory.codes(call, number=MANY)


def cast_each(call, codes):
    """The first code votes for 1, the second for 2 and so on: whoever knows the order knows who voted what."""
    for number, code in enumerate(codes, start=1):
        factory.cast(call, code, number)


def as_they_lie(model, column):
    """A column of a table in the order in which the database finds its rows, with the transaction that wrote each."""
    table = model._meta.db_table
    number = "xmin::text" if connection.vendor == "postgresql" else "0"
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}", {number} FROM "{table}" ORDER BY {order}')
        return cursor.fetchall()


def numbers_of(rows):
    return [(json.loads(said) if isinstance(said, str) else said)[0][0] for said, _xmin in rows]


def test_closed_ballots_lie_in_the_order_of_random_keys_written_by_one_transaction(call, codes):
    cast_each(call, codes)
    factory.closed(call)
    keys = [key for key, _xmin in as_they_lie(CastBallot, "id")]
    rows = as_they_lie(CastBallot, "choices")
    assert keys == sorted(keys)
    assert len({xmin for _said, xmin in rows}) == 1
    assert sorted(numbers_of(rows)) == list(range(1, MANY + 1))
    assert numbers_of(rows) != list(range(1, MANY + 1))  # once in 24! runs it is


def test_paper_and_phone_are_written_together(call, codes):
    held = Code.objects.first().batch.holding
    two = factory.coordinator_of(held), factory.coordinator_of(held)
    urn = paper.announce_urn(call, urn="Quiosco", by=two[0], now=NOW)
    cast_each(call, codes)
    urn = paper.begin_bundle(urn, size=3, by=two[0], now=factory.after(call))
    for who in two:
        paper.type_sheets(urn, typed={1: [[1, 1]], 2: [[2, 1]], 3: [[3, 1]]}, by=who, now=factory.after(call))
    factory.closed(call)
    keys = [key for key, _xmin in as_they_lie(CastBallot, "id")]
    assert (keys, len(keys)) == (sorted(keys), MANY + 3)


def test_shuffling_leaves_no_order_of_use_in_the_codes(call, codes):
    cast_each(call, codes[:-2])
    assert voting.shuffle_boxes(now=NOW) == MANY - 2
    used = [(digest, xmin) for digest, xmin in as_they_lie(Code, "digest") if digest in used_digests()]
    if connection.vendor == "postgresql":
        assert [digest for digest, _xmin in used] == sorted(digest for digest, _xmin in used)
    assert len({xmin for _digest, xmin in used}) == 1
    assert SetAside.objects.count() == 0


def used_digests():
    return set(Code.objects.filter(state=CodeState.USED).values_list("digest", flat=True))


def test_ballots_that_were_shuffled_cannot_be_told_apart_even_with_the_key_of_the_box(call, codes):
    cast_each(call, codes)
    voting.shuffle_boxes(now=NOW)
    row = Shuffled.objects.get()
    [ballots] = [box.open_sealed(box.key_of(call.pk, call.voting.key_check), row.sealed, row=row.pk)]
    numbers = [choices[0][0] for choices in ballots]
    assert sorted(numbers) == list(range(1, MANY + 1))
    assert numbers != list(range(1, MANY + 1))


def test_copy_from_the_days_of_voting_opens_with_no_key_that_is_left(call, codes):
    cast_each(call, codes)
    copies = [(row.pk, bytes(row.sealed)) for row in SetAside.objects.all()]
    check = call.voting.key_check
    factory.closed(call)
    with pytest.raises(box.KeyIsMissing):
        box.key_of(call.pk, check)
    for key in (settings.KEYS.people, settings.KEYS.record):
        with pytest.raises(box.KeyIsMissing):
            box.open_sealed(key, copies[0][1], row=copies[0][0])
    assert not any(key.hex().encode() in b"".join(stolen.database().values()) for key in [settings.KEYS.people])


def test_ballots_in_the_box_are_all_of_one_length(call, codes):
    factory.cast(call, codes[0])
    factory.cast(call, codes[1], *range(1, MANY + 1))
    assert len({len(bytes(row.sealed)) for row in SetAside.objects.all()}) == 1


def test_database_never_holds_a_code_and_after_closing_not_even_its_digest(call, codes):
    cast_each(call, codes)
    digests = set(Code.objects.values_list("digest", flat=True))
    before = stolen.database()
    for code in codes:
        assert stolen.holding(code.encode(), before) == []
        assert stolen.holding(code.replace("-", "").encode(), before) == []
    factory.closed(call)
    after = stolen.database()
    assert [digest for digest in digests if stolen.holding(digest.encode(), after)] == []


def test_code_and_choice_stand_in_no_log_cache_or_session(call, codes, caplog, capfd, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client = Client()
    with caplog.at_level(logging.DEBUG):
        for do in ("open", "review", "change", "cast", "cast"):
            client.post(reverse("vote"), {"code": codes[0], "do": do, "p7": "1"})
    assert SetAside.objects.count() == 1
    said = "".join(str(vars(record)) for record in caplog.records if not record.name.startswith("django.db"))
    said += "".join(capfd.readouterr()) + str(vars(caches["pages"]))
    assert codes[0] not in said
    assert connection_tables_holding(codes[0]) == []
    assert client.cookies == {}


def connection_tables_holding(secret):
    return [name for name, data in stolen.database().items() if secret.encode() in data]


def test_two_requests_with_one_code_at_the_same_instant_count_once(call, codes):
    start, outcomes = threading.Barrier(6), []

    def work(number):
        try:
            start.wait()
            factory.cast(call, codes[0], number)
            outcomes.append("cast")
        except CodeDoesNotCount:
            outcomes.append("refused")
        except Exception as problem:  # a thread's exception is lost otherwise
            outcomes.append(repr(problem))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["cast", *["refused"] * 5]
    assert SetAside.objects.count() == 1
    assert factory.closed(call).online == 1


def test_nothing_is_lost_or_doubled_while_people_vote_and_the_box_is_shuffled(call, codes):
    start, problems = threading.Barrier(4), []

    def vote(own):
        try:
            start.wait()
            for number, code in own:
                factory.cast(call, code, number)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    def shuffle():
        try:
            start.wait()
            for _ in range(6):
                voting.shuffle_boxes(now=NOW)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    numbered = list(enumerate(codes, start=1))
    threads = [threading.Thread(target=vote, args=(numbered[at::3],)) for at in range(3)]
    threads.append(threading.Thread(target=shuffle))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    voting.shuffle_boxes(now=NOW)
    assert Shuffled.objects.count() >= 1
    factory.closed(call)
    assert sorted(numbers_of(as_they_lie(CastBallot, "choices"))) == list(range(1, MANY + 1))


def test_whoever_votes_while_it_closes_is_counted_or_told_that_they_are_not(call, codes):
    start, outcomes = threading.Barrier(2), []

    def vote():
        try:
            start.wait()
            for number, code in enumerate(codes, start=1):
                factory.cast(call, code, number)
                outcomes.append(number)
        except (CodeDoesNotCount, NotVotingNow):
            pass
        finally:
            connections.close_all()

    thread = threading.Thread(target=vote)
    thread.start()
    start.wait()
    closed = factory.closed(call)
    thread.join()
    assert closed.online == len(outcomes)
    assert sorted(numbers_of(as_they_lie(CastBallot, "choices"))) == outcomes


def test_ballot_that_somebody_slips_into_the_box_is_announced(call, codes):
    """Whoever holds database and keys can add a ballot; they cannot make the codes add up with it."""
    from tejido.stages.funding.voting_page import page_of

    factory.cast(call, codes[0], 1)
    row = SetAside(voting=call.voting)
    row.sealed = box.seal(box.key_of(call.pk, call.voting.key_check), [[[2, 1]]], row=row.pk)
    row.save(force_insert=True)
    factory.closed(call)
    page = page_of(call, None, factory.after(call).date())
    assert "En la urna del sitio: boletas 2, códigos usados por teléfono 1." in page.differences
