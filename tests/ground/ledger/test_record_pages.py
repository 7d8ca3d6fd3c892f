"""Pages of the record: what visitors read, in both languages, at a cost that does not grow."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.ground.ledger import naming, showing
from tejido.ground.ledger.actions import make_checkpoint
from tests.factories.moments import NOW
from tests.ground.ledger.things import ORGANISATION, OTHER, THING, act, acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    """Things and organisations have names; everything may be told."""
    monkeypatch.setattr(showing, "_shows", {})
    monkeypatch.setattr(naming, "_names", {})
    monkeypatch.setattr(naming, "_nouns", {})
    naming.register("thing", lambda ids: {own: (f"Cosa {own[-1]}", f"/cosas/{own}/") for own in ids}, noun="una cosa")
    naming.register("organisation", lambda ids: dict.fromkeys(ids, ("Vecinas (ejemplo)", "")))


def page(client, address: str = "") -> str:
    answer = client.get(f"/bitacora/{address}")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer.content.decode()


def indices(text: str) -> list[int]:
    """The entries that a list shows, in its order."""
    return [int(part.split("/")[0]) for part in text.split('<h2><a href="/bitacora/')[1:]]


def test_record_shows_the_newest_first_with_names_and_texts(client):
    act(text="Veinte lámparas")
    act(subject=OTHER, by=None)
    shown = page(client)
    assert indices(shown) == [2, 1, 0]
    assert [word in shown for word in ("Cosa 1", "Cosa 2", "Veinte lámparas", "Vecinas (ejemplo)", "El sitio")] == [
        True
    ] * 5


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("acto=record.log.opened", [0]),
        (f"asunto={OTHER.record_name}", [2]),
        (f"quien={ORGANISATION.record_name}", [3, 1]),
        ("quien=site", [2, 0]),
        ("dia_desde=2026-02-01&dia_hasta=2026-02-28", [2]),
        ("orden=antiguos", [0, 1, 2, 3]),
        ("asunto=thing:no-es-nada", [3, 2, 1, 0]),
        ("asunto=organisation:1", [3, 2, 1, 0]),
        ("acto=nada", [3, 2, 1, 0]),
    ],
)
def test_record_is_filtered_by_what_the_address_says(client, asked, found):
    act(day=date(2026, 1, 12))
    act(subject=OTHER, by=None, day=date(2026, 2, 12))
    act(day=date(2026, 3, 12))
    assert indices(page(client, f"?{asked}")) == found


def test_record_before_its_first_act_says_what_will_be_here(client):
    assert "Aquí estará lo que se prometió" in page(client)
    assert "La bitácora aún no comienza" in page(client, "comprobar/")
    assert "El primer punto de control" in page(client, "puntos/")


@pytest.mark.parametrize("address", ["", "?formato=atom", "?formato=csv"])
def test_record_costs_the_same_for_one_act_and_for_thirty(client, address):
    counts = []
    for count in (1, 30):
        acts(count)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/bitacora/{address}")
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_record_of_what_may_not_be_shown_says_only_that_something_was_done(client):
    act(text="Secreto", state="escondido")
    showing.register("thing", lambda ids, today: set())
    for shown in (page(client), page(client, "1/")):
        assert [word in shown for word in ("Secreto", "escondido", "Cosa 1", "una cosa")] == [False, False, False, True]


def test_entry_shows_what_is_needed_to_check_it(client):
    made = act(text="Veinte lámparas", cost=5)
    make_checkpoint(now=NOW)
    shown = page(client, "1/")
    words = (made.text_hash, bytes(made.text_beside.salt).hex(), "Veinte lámparas", "&quot;cost&quot;:5", "?leaf=1")
    assert [word in shown for word in words] == [True] * 5


def test_entry_leads_to_those_around_it_and_about_the_same(client):
    acts(3)
    shown = page(client, "2/")
    links = ('href="/bitacora/1/"', 'href="/bitacora/3/"', f"?asunto={THING.record_name}".replace(":", "%3A"))
    assert [link in shown for link in links] == [True] * 3
    assert 'rel="next"' not in page(client, "3/")
    assert 'rel="prev"' not in page(client, "0/")


@pytest.mark.parametrize("index", ["7", "99999999999999999999"])
def test_entry_that_does_not_exist_is_not_found(client, index):
    assert client.get(f"/bitacora/{index}/").status_code == 404


def test_checkpoints_are_listed_to_be_taken_along(client):
    act()
    make_checkpoint(now=NOW)
    acts(3)
    make_checkpoint(now=NOW)
    shown = page(client, "puntos/")
    assert shown.index("/bitacora/puntos/5.txt") < shown.index("/bitacora/puntos/2.txt")


def test_page_on_checking_gives_the_exact_command_and_the_key(client, settings):
    settings.SITE_URL = "https://tejido.example"
    act()
    shown = page(client, "comprobar/")
    command = "tejido record verify https://tejido.example/bitacora --key tejido.example/bitacora+"
    assert shown.count(command) == 2


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Public record"),
        ("1/", "Check this entry"),
        ("puntos/", "Checkpoints"),
        ("comprobar/", "Keep a checkpoint"),
    ],
)
def test_page_is_in_english_as_well(client, address, words):
    act(text="Texto")
    make_checkpoint(now=NOW)
    assert words in client.get(f"/en/bitacora/{address}").content.decode()
