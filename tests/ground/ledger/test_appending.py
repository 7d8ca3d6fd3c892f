"""Appending: the engine's leaf and tree in the site's tables, in the transaction of the act."""

import threading
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.record import EMPTY_ROOT, Frontier, LeafError, leaf_hash, text_hash
from tejido.engines.record import Leaf as Parsed
from tejido.engines.record.tree import verify_consistency, verify_inclusion
from tejido.ground.ledger import keys, nodes
from tejido.ground.ledger.actions import append
from tejido.ground.ledger.lines import line_of
from tejido.ground.ledger.models import Leaf, LeafText, LogSize, Node
from tejido.ground.ledger.queries import size_of_log
from tests.ground.ledger.things import DAY, ORGANISATION, OTHER, THING, act, acts

pytestmark = pytest.mark.django_db


def test_first_act_opens_the_log_with_its_key():
    made = act()
    opening = Leaf.objects.get(pk=0)
    assert (made.index, size_of_log()) == (1, 2)
    assert (opening.verb, opening.subject, opening.actor, opening.day) == ("record.log.opened", "site", "site", DAY)
    assert opening.fields == {"key": str(keys.signer().verifier)}


def test_key_is_named_after_the_address_of_the_site(settings):
    settings.SITE_URL = "https://tejido.example/mx"
    act()
    settings.SITE_URL = "https://moved.example"
    assert keys.signer().name == "tejido.example/mx/bitacora"


def test_leaf_holds_what_was_done():
    made = act("things.thing.moved", text="Veinte lámparas", due_on=DAY, owner=UUID(int=3), causes={"b", "a"}, cost=5)
    read = Leaf.objects.get(pk=made.pk)
    salt = bytes(read.text_beside.salt)
    assert Parsed.parse(line_of(read)) == Parsed(
        index=1,
        day=DAY,
        verb="things.thing.moved",
        subject=THING.record_name,
        actor=ORGANISATION.record_name,
        fields={"due_on": "2026-01-12", "owner": str(UUID(int=3)), "causes": ["a", "b"], "cost": 5},
        text=text_hash(salt, "Veinte lámparas"),
    )


def test_act_of_the_clock_is_the_sites():
    assert act(by=None).actor == "site"


def test_act_without_text_keeps_no_text():
    act()
    assert not LeafText.objects.exists()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("palabra", "palabra"),
        (DAY, "2026-01-12"),
        (datetime(2026, 1, 12, 18, 30, 5, 9, tzinfo=UTC), "2026-01-12T18:30:05Z"),
        (UUID(int=1), str(UUID(int=1))),
        (Decimal("10.50"), "10.50"),
        ([], []),
        (("b", "a"), ["a", "b"]),
    ],
)
def test_value_is_kept_in_its_plain_form(value, kept):
    assert act(value=value).fields == {"value": kept}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (1.5, "fields.value holds a float"),
        ({"a": 1}, "fields.value holds a dict"),
        (object(), "fields.value holds a object"),
        ([1], "fields.value holds a int"),
        (datetime(2026, 1, 12), "fields.value holds a moment without a zone"),
        (gettext_lazy("Home"), "fields.value holds a __proxy__"),
    ],
)
def test_value_of_another_type_is_refused_by_name(value, problem):
    with pytest.raises(TypeError, match=problem):
        act(value=value)
    assert size_of_log() == 0


@pytest.mark.parametrize(
    ("value", "problem"),
    [("x" * 301, "fields.value is too long"), (f"person:{UUID(int=1)}", "names a person"), (2**53, "integer")],
)
def test_value_that_the_record_refuses_is_named(value, problem):
    with pytest.raises(LeafError, match=problem):
        act(value=value)
    assert size_of_log() == 0


@pytest.mark.parametrize("day", [datetime(2026, 1, 12, tzinfo=UTC), "2026-01-12"])
def test_day_that_is_none_is_refused(day):
    with pytest.raises(TypeError, match="day"):
        act(day=day)


@pytest.mark.parametrize("text", ["con \x00 dentro", "mitad \ud800"])
def test_text_that_no_table_can_hold_is_refused(text):
    with pytest.raises(ValueError):
        act(text=text)
    assert size_of_log() == 0


def test_tree_in_the_table_is_that_of_the_leaves():
    frontier, roots = Frontier(), []
    acts(69)
    for leaf in Leaf.objects.order_by("index"):
        frontier.append(leaf_hash(line_of(leaf)))
        roots.append(frontier.root())
    assert [nodes.root_of(size) for size in range(1, 71)] == roots
    assert nodes.root_of(0) == EMPTY_ROOT
    assert Node.objects.count() == 70 * 2 - bin(70).count("1")


@given(st.integers(0, 40), st.integers(0, 2**40))
def test_number_of_a_node_says_its_level_and_position(level, position):
    node = Node(number=Node.number_of(level, position))
    assert (node.level, node.position) == (level, position)


def test_numbers_of_the_nodes_of_a_complete_tree_have_no_gaps():
    numbers = [Node.number_of(level, position) for level in range(5) for position in range(16 >> level)]
    assert sorted(numbers) == list(range(31))


def test_proofs_from_the_table_hold():
    acts(40)
    size, root = 41, nodes.root_of(41)
    for leaf in Leaf.objects.all():
        proof = nodes.inclusion_proof(leaf.index, size)
        assert verify_inclusion(leaf_hash(line_of(leaf)), leaf.index, size, proof, root)
    for first in range(1, size + 1):
        proof = nodes.consistency_proof(first, size)
        assert verify_consistency(first, size, nodes.root_of(first), root, proof)


@pytest.mark.parametrize("size", [1, 7, 8, 255])
def test_appending_costs_the_same_number_of_queries(size, django_assert_max_num_queries):
    acts(size)
    with django_assert_max_num_queries(8):  # savepoint and its release, lock, nodes, leaf, nodes, text, size
        act(text="Texto")


def test_act_that_fails_leaves_nothing_in_the_log():
    act()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append("things.thing.made", subject=OTHER, by=None, day=DAY, text="Texto")
        raise ZeroDivisionError
    assert (size_of_log(), Leaf.objects.count(), LeafText.objects.count(), Node.objects.count()) == (2, 2, 0, 3)


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        append("things.thing.made", subject=THING, by=None, day=DAY)


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_time_stand_one_after_another():
    start, problems = threading.Barrier(6), []

    def work(number: int) -> None:
        try:
            start.wait()
            for turn in range(8):
                act(number=number, turn=turn)
        except Exception as problem:  # a thread's exception is lost otherwise
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    indices = list(Leaf.objects.order_by("index").values_list("index", flat=True))
    assert indices == list(range(49))
    frontier = Frontier()
    for leaf in Leaf.objects.order_by("index"):
        frontier.append(leaf_hash(line_of(leaf)))
    assert nodes.root_of(size_of_log()) == frontier.root()
    assert LogSize.objects.count() == 1
