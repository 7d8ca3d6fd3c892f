"""Lists: whatever the address says, the answer is a list."""

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from django.utils.timezone import localdate
from django.utils.translation import override

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal, in_list, respond, select
from tejido.ground.web.searching import folded
from tests.factories.ground import organisation

LISTING = Listing[Organisation](
    title="Organizaciones",
    count=lambda number: f"{number} organizaciones",
    search=["searchable"],
    filters=[
        Filter("causa", "Causa", Cause.choices, in_list("causes")),
        Filter("clase", "Clase", Kind.choices, equal("kind")),
        Filter(
            "lugar",
            "Lugar",
            [("08", "Chihuahua")],
            lambda things, key: things.filter(places__key__startswith=key),
            label_of=lambda key: {"08037": "Juárez"}.get(key),
        ),
        Between("alta", "Registrada", "registered_on"),
    ],
    sorts=[Sort("nombre", "Nombre", ("name", "id")), Sort("nuevas", "Nuevas", ("-registered_on", "id"))],
    columns=[Column("Nombre", lambda it: it.name), Column("Alta", lambda it: it.registered_on)],
    entry=lambda it: Entry(it.name, f"/organizaciones/{it.pk}/", it.registered_on, it.about),
    newest=("-registered_on", "id"),
    file_name="organizaciones",
    empty="Aquí estarán las organizaciones.",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish():
    with override("es"):
        yield


def ask(address: str):
    return respond(RequestFactory().get(address), LISTING, Organisation.objects.all())


def names(**asked: str) -> list[str]:
    return [it.name for it in select(LISTING, Organisation.objects.all(), "/", asked).things]


def problems(**asked: str) -> int:
    return len(select(LISTING, Organisation.objects.all(), "/", asked).problems)


def test_search_without_accents_finds_words_in_any_order():
    organisation(name="Red Ciudad Juárez", searchable=folded("Red Ciudad Juárez"))
    organisation(name="Otra", searchable=folded("Otra"))
    assert names(q="JUAREZ réd") == ["Red Ciudad Juárez"]


def test_filters_together_narrow():
    organisation(name="A", causes=["corruption", "poverty"])
    organisation(name="B", causes=["poverty"], registered_on=date(2020, 1, 1))
    organisation(name="C", causes=[])
    assert names(causa="poverty") == ["A", "B"]
    assert names(causa="poverty", alta_desde="2021-01-01") == ["A"]
    assert names(alta_hasta="2020-01-01") == ["B"]


def test_value_outside_the_choices_that_exists_is_taken_and_named():
    organisation(name="A")
    selection = select(LISTING, Organisation.objects.all(), "/x/", {"lugar": "08037"})
    assert [chip.value for chip in selection.chips] == ["Juárez"]
    assert [chip.url for chip in selection.chips] == ["/x/"]
    assert [it.name for it in selection.things] == ["A"]


@pytest.mark.parametrize(
    "asked",
    [
        {"causa": "nonsense"},
        {"lugar": "99999"},
        {"lugar": "\x00"},
        {"alta_desde": "ayer"},
        {"orden": "precio"},
        {"utm_source": "x"},
    ],
)
def test_unknown_parameter_is_ignored_and_said(asked):
    organisation(name="A")
    assert names(**asked) == ["A"]
    assert problems(**asked) == 1


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1e9", "٣", "9" * 400, "\x00"])
def test_page_that_does_not_exist_is_answered_with_a_page(number):
    organisation(name="A")
    answer = RequestFactory().get("/", {"pagina": number})
    response = respond(answer, LISTING, Organisation.objects.all())
    assert response.status_code == 200
    assert response.content.decode().count('class="notice warn"') == 1


@pytest.mark.parametrize("text", ["\x00", "%", "_", "'; drop table", "\\", "ñ" * 5000, "\U0001f9f5", "á\u0301"])
def test_search_for_anything_is_answered(text):
    assert respond(RequestFactory().get("/", {"q": text}), LISTING, Organisation.objects.all()).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_three_queries_whatever_its_length(number, django_assert_num_queries):
    for _ in range(number):
        organisation()
    with django_assert_num_queries(3):  # how many, which ones, their rows
        ask("/?orden=nuevas")


def test_pages_hold_all_rows_once():
    made = {organisation().name for _ in range(53)}
    shown = []
    for number in (1, 2, 3):
        page = ask(f"/?pagina={number}").content.decode()
        shown += [name for name in made if f">{name}<" in page]
    assert sorted(shown) == sorted(made)


def test_links_of_pages_keep_what_is_chosen():
    for _ in range(30):
        organisation(causes=["poverty"])
    assert "/?causa=poverty&amp;pagina=2" in ask("/?causa=poverty").content.decode()


def test_empty_list_says_what_would_be_here():
    assert "Aquí estarán las organizaciones." in ask("/").content.decode()
    assert "Aquí estarán" not in ask("/?q=nada").content.decode()


def test_csv_holds_the_selection_and_runs_nothing():
    organisation(name="=HYPERLINK(1)", causes=["poverty"], registered_on=date(2026, 5, 1))
    organisation(name="Otra")
    response = ask("/?formato=csv&causa=poverty")
    body = b"".join(response.streaming_content).decode("utf-8")
    assert response.headers["Content-Disposition"] == 'attachment; filename="organizaciones.csv"'
    assert body.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(body[1:]))) == [["Nombre", "Alta"], ["'=HYPERLINK(1)", "2026-05-01"]]


def test_feed_holds_the_newest_first_and_tells_no_hour():
    organisation(name="Vieja", registered_on=date(2020, 1, 1))
    organisation(name="Nueva", about="Qué <b>hace</b>", registered_on=date(2026, 1, 1))
    feed = ElementTree.fromstring(ask("/?formato=atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["Nueva", "Vieja"]
    assert {entry.findtext(f"{atom}updated")[10:] for entry in entries} == {"T00:00:00+00:00"}
    assert feed.findtext(f"{atom}updated") == "2026-01-01T00:00:00+00:00"


def test_feed_brings_what_is_of_today_tomorrow():
    organisation(name="De ayer", registered_on=localdate() - timedelta(days=1))
    organisation(name="De hoy", registered_on=localdate())
    feed = ask("/?formato=atom").content.decode()
    assert ("De ayer" in feed, "De hoy" in feed) == (True, False)


def test_feed_of_nothing_does_not_tell_the_hour_either():
    feed = ElementTree.fromstring(ask("/?formato=atom").content)
    assert feed.findtext("{http://www.w3.org/2005/Atom}updated")[11:19] == "00:00:00"
