"""The public map of what people tell, through the browser's door."""

import csv
import io
import re
from http import HTTPStatus

import pytest
from django.core.cache import caches

from tejido.ground.places.actions.reference import load_reference
from tests.factories import ground
from tests.factories.diagnoses import count, out

pytestmark = pytest.mark.django_db
COUNTRY, STATE, CITY = "/diagnosticos/se-cuenta/", "/diagnosticos/se-cuenta/08/", "/diagnosticos/se-cuenta/08037/"


@pytest.fixture(autouse=True)
def _places():
    for key, name in (("08001", "Ahumada"), ("08015", "Coyame"), ("08019", "Chihuahua"), ("08010", "Buenaventura")):
        ground.place(key, name)


def text_of(answer):
    assert answer.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", answer.content.decode())


def cells(page, caption):
    """The rows of the table with this caption: name and number."""
    [table] = re.findall(rf"<table[^>]*>\s*<caption>{caption}</caption>.*?</table>", page, re.S)
    return dict(re.findall(r'<th scope="row"[^>]*>\s*(.*?)\s*</th>\s*<td[^>]*>\s*(.*?)\s*</td>', table))


def test_page_before_any_quarter_says_what_will_be_here(client):
    assert "Todavía no sale ningún trimestre" in text_of(client.get(COUNTRY))


def test_page_of_a_municipality_shows_rounded_counts_and_hides_small_ones(client):
    count(12, causes=["corruption"])
    count(3, kind="threats", causes=["weapons"])
    out()
    page = text_of(client.get(CITY))
    assert cells(page, "De qué tratan") == {"Extorsión": "10"}
    assert cells(page, "Qué causas nombran") == {"Corrupción": "10"}
    assert "Amenazas" not in page
    assert "al menos 10" in page


def test_page_of_a_place_with_few_reports_says_so_without_a_number(client):
    count(12)
    count(4, place=ground.place("08019"))
    out()
    page = text_of(client.get("/diagnosticos/se-cuenta/08019/"))
    assert "menos de cinco testimonios" in page
    assert "<table" not in page


def test_small_municipality_names_those_it_is_counted_with(client):
    count(7, place=ground.place("08015"))
    out()
    page = text_of(client.get("/diagnosticos/se-cuenta/08015/"))
    assert "Ahumada" in page
    assert cells(page, "De qué tratan") == {"Extorsión": "5"}


def test_map_of_a_state_has_its_table_outside_the_drawing(client):
    count(12)
    count(7, place=ground.place("08015"))
    out()
    page = text_of(client.get(STATE))
    without = re.sub(r"<svg.*?</svg>", "", page)
    assert cells(without, "Lo mismo en una tabla") == {"Juárez": "10", "Ahumada y 3 vecinos": "5"}
    assert page.count('class="m q2"') == 1
    assert page.count('class="m q1"') == 2  # of the four together, two are in this test's database


def test_country_sums_what_is_published_of_the_states(client):
    count(12)
    out()
    page = text_of(client.get(COUNTRY))
    assert cells(page, "Lo mismo en una tabla") == {"Chihuahua": "10"}


def test_file_holds_the_figures_that_the_pages_show(client):
    count(12, causes=["corruption"])
    out()
    answer = client.get(f"{COUNTRY}cifras.csv?trimestre=2026-3")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows == [
        {"trimestre": "2026-3", "lugar": "08037", "tema": "cause:corruption", "cuenta": "10"},
        {"trimestre": "2026-3", "lugar": "08037", "tema": "kind:extortion", "cuenta": "10"},
    ]


@pytest.mark.parametrize("path", [f"{COUNTRY}?trimestre=2026-2", f"{COUNTRY}?trimestre=x", f"{COUNTRY}99999/"])
def test_what_is_not_out_is_not_found(client, path):
    count(6)
    out()
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


def test_file_before_any_quarter_is_not_found(client):
    assert client.get(f"{COUNTRY}cifras.csv").status_code == HTTPStatus.NOT_FOUND


def test_place_page_says_in_one_sentence_what_people_tell(client):
    load_reference(states={"08"})
    assert "Nadie ha escrito todavía qué sabe este lugar" in text_of(client.get("/lugares/08037/"))
    count(12)
    out()
    caches["pages"].clear()
    page = text_of(client.get("/lugares/08037/"))
    assert "al menos 10 testimonios" in page
    assert CITY in page
    assert "menos de cinco testimonios" in text_of(client.get("/lugares/08019/"))


def test_page_costs_as_many_queries_for_many_places_as_for_one(client, django_assert_max_num_queries):
    for key in ("08037", "08019", "08015"):
        count(6, place=ground.place(key))
    out()
    with django_assert_max_num_queries(16):
        client.get(STATE)
