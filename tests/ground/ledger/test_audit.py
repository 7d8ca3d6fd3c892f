"""The audit of leaves, tree, checkpoints and texts; and of columns, on a kind that is made up for it."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.db import connection

from tejido.cli.record import record
from tejido.ground.ledger import actions, audit, showing, withdrawal
from tejido.ground.ledger.auditing import audit_site
from tejido.ground.ledger.models import Checkpoint, Leaf, LeafText, LogSize, Node
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tests.factories.ground import organisation, person
from tests.ground.ledger.things import DAY, act, acts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def problems() -> list[str]:
    return [str(problem) for problem in audit_site(DAY).problems]


@pytest.fixture
def log():
    """A log of ten leaves with three texts, one of them withdrawn, and two checkpoints."""
    acts(8)
    actions.make_checkpoint(now=NOW)
    hosts = person(is_host=True), person(is_host=True)
    actions.ask_withdrawal(Leaf.objects.get(pk=4), reason="danger", by=hosts[0], now=NOW)
    actions.confirm_withdrawal(Leaf.objects.get(pk=4), by=hosts[1], now=NOW)
    actions.make_checkpoint(now=NOW)


def sql(statement: str, *values) -> None:
    """Change the tables as somebody would who has the database and not the site."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def test_log_that_nobody_touched_holds(log):
    found = audit_site(DAY)
    assert (found.ok, found.leaves, found.compared, found.left_out, found.problems) == (True, 10, 3, 0, ())


def test_empty_site_holds():
    assert audit_site(DAY).ok


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day", "2025-01-01"),
        ("verb", "things.thing.kept"),
        ("subject", "thing:00000000-0000-0000-0000-000000000009"),
        ("actor", "site"),
        ("fields", '{"number": 77}'),
        ("text_hash", "ab" * 32),
    ],
)
@pytest.mark.parametrize("index", [0, 1, 4, 8])
def test_leaf_that_was_changed_is_found(log, column, value, index):
    if (index, column) == (0, "actor"):
        value = "post:00000000-0000-0000-0000-000000000009"
    sql(f'UPDATE ledger_leaf SET {column} = %s WHERE "index" = %s', value, index)
    found = problems()
    node = f"node {index} of level 0 of the tree is not what the leaves give"
    assert node in found
    assert "the checkpoint of 9 leaves states another root than the leaves give" in found


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE ledger_leaf SET actor = 'post:nobody' WHERE \"index\" = 3", "leaf 3: actor is neither site"),
        ('DELETE FROM ledger_leaf WHERE "index" = 3', "the log jumps from leaf 2 to leaf 4"),
        ('DELETE FROM ledger_leaf WHERE "index" = 9', "the log is said to have 10 leaves, and has 9"),
        ('UPDATE ledger_leaf SET "index" = 99 WHERE "index" = 9', "the log jumps from leaf 8 to leaf 99"),
        ("UPDATE ledger_leaf SET verb = 'a.b' WHERE \"index\" = 0", "leaf 0 does not open the log"),
        ("UPDATE ledger_logsize SET size = 11", "the log is said to have 11 leaves, and has 10"),
        ("DELETE FROM ledger_node WHERE number = 7", "node 0 of level 3 of the tree is missing"),
        ("DELETE FROM ledger_node WHERE number = 18", "node 9 of level 0 of the tree is missing"),
        ("UPDATE ledger_checkpoint SET size = 8 WHERE size = 9", "the checkpoint of 8 leaves states another root"),
        ("UPDATE ledger_checkpoint SET size = 77 WHERE size = 10", "checkpoint of 77 leaves speaks of more leaves"),
        ("UPDATE ledger_checkpoint SET note = 'x' WHERE size = 9", "the checkpoint of 9 leaves: the note has no blank"),
        ("UPDATE ledger_leaftext SET text = 'otro' WHERE leaf_id = 1", "the text of leaf 1 is not the one"),
        (
            "UPDATE ledger_leaftext SET withdrawn_on = '2026-03-03' WHERE leaf_id = 4",
            "the text of leaf 4 was withdrawn",
        ),
        ("DELETE FROM ledger_leaftext WHERE leaf_id = 1", "the text of leaf 1 is gone, and no act withdrew it"),
        (
            "UPDATE ledger_leaftext SET text = '', salt = NULL, withdrawn_on = '2026-01-01' WHERE leaf_id = 1",
            "the text of leaf 1 is gone, and no act withdrew it",
        ),
        ("UPDATE ledger_leaf SET text_hash = '' WHERE \"index\" = 1", "leaf 1 has a text and records none"),
    ],
)
def test_table_of_the_record_that_was_changed_is_found(log, statement, expected):
    if "DELETE FROM ledger_leaf " in statement:
        LeafText.objects.filter(leaf_id=3).delete()
    sql(statement)
    assert [problem for problem in problems() if expected in problem]


@pytest.mark.parametrize("table", ["ledger_node", "ledger_leaftext"])
def test_bytes_that_were_changed_are_found(log, table):
    if table == "ledger_node":
        Node.objects.filter(pk=Node.number_of(1, 2)).update(digest=bytes(32))
        assert problems() == ["node 2 of level 1 of the tree is not what the leaves give"]
    else:
        LeafText.objects.filter(leaf_id=7).update(salt=bytes(32))
        assert problems() == ["the text of leaf 7 is not the one that was recorded"]


def test_node_that_no_leaf_gives_is_found(log):
    Node.objects.create(number=Node.number_of(0, 10), digest=bytes(32))
    assert problems() == ["the tree has 1 nodes that no leaf gives"]


def test_withdrawn_text_that_was_put_back_is_found(log):
    LeafText.objects.filter(leaf_id=4).update(text="Texto 3", salt=bytes(32), withdrawn_on=None)
    assert problems() == ["the text of leaf 4 was withdrawn, and is there or has another day"]


def test_two_leaves_that_changed_places_are_found(log):
    sql('UPDATE ledger_leaf SET fields = \'{"number": 2}\' WHERE "index" = 2')
    sql('UPDATE ledger_leaf SET fields = \'{"number": 1}\' WHERE "index" = 3')
    assert len([problem for problem in problems() if "of level 0" in problem]) == 2


def test_checkpoint_by_another_key_is_found(log, settings):
    settings.KEYS = settings.KEYS._replace(record=bytes(32))
    assert problems()[0] == "leaf 0 does not open the log with the key of this site"


def test_log_that_was_rewritten_with_its_tree_is_found_by_its_checkpoints():
    acts(3)
    kept = actions.make_checkpoint(now=NOW)
    for table in (Node, LeafText, Leaf, LogSize):
        table.objects.all().delete()
    acts(2)
    act(number=9)
    assert problems() == [f"the checkpoint of {kept.size} leaves states another root than the leaves give"]


def test_problems_beyond_a_hundred_are_counted():
    acts(150)
    Node.objects.filter(pk__in=range(0, 302, 2)).update(digest=bytes(32))
    found = problems()
    assert (len(found), found[-1]) == (101, "and 51 more")


@pytest.mark.parametrize("size", [1, 7, 8, 9])
def test_tree_is_compared_in_batches(monkeypatch, size):
    from tejido.ground.ledger.auditing import columns, log

    monkeypatch.setattr(log, "BATCH", 4)
    monkeypatch.setattr(columns, "BATCH", 2)
    acts(size)
    assert problems() == []
    Node.objects.filter(pk=Node.number_of(0, size)).update(digest=bytes(32))
    assert problems() == [f"node {size} of level 0 of the tree is not what the leaves give"]


@pytest.fixture
def audited(monkeypatch):
    """Organisations alone are audited, in a few columns and their description."""
    monkeypatch.setattr(audit, "AUDITED", {})
    for module in ("columns",):
        monkeypatch.setattr(f"tejido.ground.ledger.auditing.{module}.AUDITED", audit.AUDITED)
    monkeypatch.setattr("tejido.ground.ledger.actions.withdrawing.AUDITED", audit.AUDITED)
    monkeypatch.setattr(showing, "_shows", {})

    def registered(**more):
        texts = {"about": ("organisation.described",)}
        columns = ("causes", "places", "verified_on", "closed_on", "kind")
        audit.register(audit.Audited("organisation", Organisation, columns, texts, **more))

    return registered


def described(**fields) -> Organisation:
    """An organisation that an act described."""
    ours = organisation(about="Cuidamos.", causes=["poverty", "corruption"], verified_on=None)
    values = {"causes": ours.causes, "places": ["08037"], "kind": ours.kind}
    act("organisation.described", subject=ours, text="Cuidamos.", **(values | fields))
    return ours


def test_columns_that_follow_from_the_record_hold(audited):
    audited()
    described()
    assert problems() == []


def test_last_act_that_carries_a_column_counts(audited):
    audited()
    ours = described()
    act("organisation.changed", subject=ours, causes=["weapons"])
    assert problems() == [
        f"{ours.record_name}: causes is ['corruption', 'poverty'], the record says ['weapons']",
    ]


def test_column_that_no_act_carried_must_be_at_rest(audited):
    audited()
    ours = described()
    Organisation.objects.filter(pk=ours.pk).update(closed_on=DAY)
    assert problems() == [f"{ours.record_name}: closed_on is '2026-01-12', and no act of the record said so"]


def test_column_that_is_withheld_is_not_compared(audited):
    audited()
    ours = described(causes=audit.WITHHELD)
    assert problems() == []
    act("organisation.changed", subject=ours, causes=["weapons"])
    assert len(problems()) == 1


def test_text_that_no_act_said_is_found(audited):
    audited()
    ours = organisation(about="Algo", causes=[], verified_on=None)
    act("organisation.verified", subject=ours, kind=ours.kind, places=["08037"])
    assert problems() == [f"{ours.record_name}: about is not the text that was recorded"]


def test_text_that_was_emptied_by_an_act_holds(audited):
    audited()
    ours = described()
    Organisation.objects.filter(pk=ours.pk).update(about="")
    assert len(problems()) == 1
    act("organisation.described", subject=ours)
    assert problems() == []


def test_text_that_was_withdrawn_is_empty_in_its_row_as_well(audited, monkeypatch):
    audited()
    monkeypatch.setattr(withdrawal, "_may", [lambda asker, leaf: True])
    ours = described()
    actions.ask_withdrawal(Leaf.objects.get(pk=1), reason="danger", by=person(), now=NOW)
    actions.confirm_withdrawal(Leaf.objects.get(pk=1), by=person(), now=NOW)
    assert problems() == []
    Organisation.objects.filter(pk=ours.pk).update(about="Cuidamos.")
    assert problems() == [f"{ours.record_name}: about is not the text that was recorded"]


def test_row_that_may_be_gone_after_its_last_act_holds(audited):
    audited(ends=("organisation.closed",))
    act("organisation.closed", subject=organisation())
    Organisation.objects.all().delete()
    assert problems() == []


def test_row_that_need_not_be_recorded_holds(audited):
    from django.db.models import Q

    audited(expected=~Q(profile=Profile.PROTECTED))
    organisation(profile=Profile.PROTECTED)
    assert problems() == []
    shown = organisation()
    assert problems() == [f"{shown.record_name} is in the tables and not in the record"]


def test_row_that_the_record_does_not_tell_of_is_counted(audited):
    audited()
    ours = described()
    showing.register("organisation", lambda ids, today: set())
    Organisation.objects.filter(pk=ours.pk).update(about="Otra cosa")
    found = audit_site(DAY)
    assert (found.ok, found.left_out) == (True, 1)


def run(*words: str, language: str = "en"):
    return CliRunner().invoke(record, ["audit", *words], env={"LANGUAGE": language})


def test_command_tells_in_json(log):
    done = run("--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        0,
        {"ok": True, "compared": 3, "leaves": 10, "left_out": 0, "problems": []},
    )
    Node.objects.filter(pk=Node.number_of(1, 2)).update(digest=bytes(32))
    done = run("--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ok"]) == (1, False)
    assert told["problems"] == ["node 2 of level 1 of the tree is not what the leaves give"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The site does not say what its record says."), ("es", "El sitio no dice")]
)
def test_command_tells_in_words(log, language, words):
    Checkpoint.objects.filter(size=9).update(size=5)
    done = run(language=language)
    assert (done.exit_code, words in done.stderr) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_audit_outside_a_transaction_reads_one_moment_and_writes_nothing():
    act(text="Texto")
    assert audit_site(date(2026, 1, 1)).ok
    act(text="Otro")
    assert audit_site(date(2026, 1, 1)).leaves == 3
