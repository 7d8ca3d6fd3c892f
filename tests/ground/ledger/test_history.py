"""The history of a thing: what was said on the day, and what is said now."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tejido.ground.ledger import audit, naming, queries, showing, wording
from tejido.ground.ledger.history import Change, Compared, Said
from tejido.ground.ledger.models import LeafText
from tests.ground.ledger.things import ORGANISATION, OTHER, THING, act

pytestmark = pytest.mark.django_db

FIRST, LATER, LAST = date(2026, 1, 12), date(2026, 3, 2), date(2026, 5, 4)
MADE, MOVED = "things.thing.made", "things.thing.moved"


@pytest.fixture(autouse=True)
def _things(monkeypatch):
    """Things have words; the organisation has a name."""
    for registry, name in ((audit, "AUDITED"), (naming, "_names"), (naming, "_nouns"), (showing, "_shows")):
        monkeypatch.setattr(registry, name, {})
    monkeypatch.setattr(wording, "AUDITED", audit.AUDITED)
    monkeypatch.setattr(queries, "AUDITED", audit.AUDITED)
    monkeypatch.setattr(wording, "_columns", dict(wording._columns))
    audit.register(audit.Audited("thing", LeafText, ("due_on", "state"), {"text": (MADE, MOVED)}))
    states = {"accepted": "aceptado", "late": "tarde"}
    columns = {"due_on": "Fecha", "state": wording.Column("Estado", values=states), "text": "Texto"}
    wording.register("thing", columns | {"owner": wording.Column("Responsable", kind="organisation")})
    naming.register("organisation", lambda ids: {own: ("Vecinas (ejemplo)", f"/o/{own}/") for own in ids})


def story():
    act(MADE, day=FIRST, text="Veinte lámparas", due_on=date(2026, 3, 1), state="accepted", owner=own())
    act(MOVED, day=LATER, text="Diez lámparas", due_on=date(2026, 5, 1), state="accepted")
    act("things.thing.late", day=LAST, by=None, state="late")


def own():
    return ORGANISATION.record_name.partition(":")[2]


def test_history_tells_each_act_with_what_it_changed():
    story()
    act(MADE, subject=OTHER)
    entries = queries.history_of(THING)
    assert [(one.day, one.verb, one.actor.name) for one in entries] == [
        (FIRST, MADE, "Vecinas (ejemplo)"),
        (LATER, MOVED, "Vecinas (ejemplo)"),
        (LAST, "things.thing.late", "El sitio"),
    ]
    assert entries[0].changes == (
        Change("due_on", "Fecha", None, "1 de marzo de 2026"),
        Change("state", "Estado", None, "aceptado"),
        Change("owner", "Responsable", None, "Vecinas (ejemplo)"),
    )
    assert entries[1].changes == (Change("due_on", "Fecha", "1 de marzo de 2026", "1 de mayo de 2026"),)
    assert entries[2].changes == (Change("state", "Estado", "aceptado", "tarde"),)
    assert [one.said for one in entries] == [Said("Veinte lámparas"), Said("Diez lámparas"), None]


def test_history_compares_the_first_day_with_now():
    story()
    assert queries.history(THING).compared == (
        Compared("Texto", "Veinte lámparas", FIRST, "Diez lámparas", LATER, 1, is_text=True),
        Compared("Fecha", "1 de marzo de 2026", FIRST, "1 de mayo de 2026", LATER, 1),
        Compared("Estado", "aceptado", FIRST, "tarde", LAST, 1),
    )


def test_history_of_what_may_not_be_shown_tells_only_that_something_was_done():
    story()
    showing.register("thing", lambda ids, today: set())
    found = queries.history(THING)
    assert [(one.changes, one.fields) for one in found.entries] == [((), None)] * 3
    assert [one.said for one in found.entries] == [Said(is_shown=False), Said(is_shown=False), None]
    assert found.compared == ()


def test_actor_that_may_not_be_shown_is_not_named():
    story()
    showing.register("organisation", lambda ids, today: set())
    naming.register("organisation", lambda ids: dict.fromkeys(ids, ("Nombre", "/")), noun="una organización")
    actor = queries.history_of(THING)[0].actor
    assert (actor.name, actor.url, actor.is_told) == ("una organización", "", False)


def test_history_costs_the_same_for_one_act_and_for_many():
    counts = []
    for _turn in range(2):
        act(MADE, day=FIRST, text="Texto", owner=own())
        with CaptureQueriesContext(connection) as asked:
            queries.history(THING)
        counts.append(len(asked))
        for number in range(30):
            act(MOVED, day=LATER, text=f"Texto {number}", owner=own())
    assert counts[0] == counts[1] <= 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 3, 1), "1 de marzo de 2026"),
        (datetime(2026, 3, 1, 17, 30, tzinfo=UTC), "1 de marzo de 2026, 11:30"),
        (Decimal("4.50"), "4.5"),
        (Decimal("4.00"), "4"),
        (12500, "12,500"),
        (True, "sí"),
        (None, "nada"),
        ("withheld", "no se muestra"),
        ("20260301", "20260301"),
        ("2026-02-30", "2026-02-30"),
        (["accepted", "otro"], "aceptado, otro"),
    ],
)
def test_value_is_said_as_people_do(value, words):
    made = act(state=value)
    assert wording.say("thing", "state", made.fields["state"], {}) == words


def test_count_that_begins_at_nought_is_worth_no_line_of_its_own():
    act(MADE, day=FIRST, state=0)
    assert "Estado" not in drawn()
    act(MOVED, day=LATER, state=2)
    assert "Estado: 2 (antes: 0)" in drawn()
    assert queries.history(THING).compared == (Compared("Estado", "0", FIRST, "2", LATER, 1),)


def drawn(subject=THING) -> str:
    template = engines["django"].from_string("{% history thing %}")
    return template.render({"thing": subject}, request=RequestFactory().get("/"))


def test_tag_draws_the_history_with_links_to_its_leaves():
    story()
    page = drawn()
    assert page.index("Veinte lámparas") < page.index("Diez lámparas")
    assert [f'href="/bitacora/{index}/"' in page for index in (1, 2, 3)] == [True] * 3
    assert "Fecha: 1 de mayo de 2026 (antes: 1 de marzo de 2026)" in page


def test_tag_says_that_nothing_was_recorded_yet():
    assert "La bitácora pública no dice nada de esto todavía." in drawn(OTHER)


def test_text_is_drawn_as_text():
    act(MADE, text="<script>x</script>\nsegunda línea")
    assert "&lt;script&gt;x&lt;/script&gt;<br>segunda línea" in drawn()
