"""Maps: weight, shape, words, and that they say nothing that their table does not say."""

import gzip
import re
import xml.etree.ElementTree as ET

import pytest
from django.utils import translation

from tejido.ground.places.actions import load_reference
from tejido.ground.places.maps import draw, draw_close
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import MapTheme

HEAVIEST = 25_000


def link(key):
    return f"/en/lugares/{key}/"


def weight(drawn):
    return len(gzip.compress(drawn.svg.encode(), 6))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("theme", MapTheme.values)
def test_map_of_oaxaca_links_570_municipalities_and_stays_light(db, language, theme):
    load_reference(states={"20"})
    with translation.override(language):
        drawn = draw(Place.objects.get(key="20"), link=link, theme=theme)
    root = ET.fromstring(drawn.svg)
    links = root.findall("a")
    assert len(links) == 570
    assert all(one.find("title").text and one.find("path").get("d") for one in links)
    assert {one.get("href") for one in links} == {row.href for row in drawn.rows}
    assert weight(drawn) <= HEAVIEST


def test_map_of_the_country_is_drawn_by_state_and_lighter_still(mexico):
    for theme in MapTheme.values:
        drawn = draw(Place.objects.get(key="00"), link=link, theme=theme)
        assert len(drawn.rows) == 32
        assert weight(drawn) <= HEAVIEST / 3


def test_map_carries_no_style_and_no_script(chihuahua):
    drawn = draw(Place.objects.get(key="08"), link=link)
    assert not re.search(r"style=|<style|<script|on\w+=", drawn.svg)


def test_map_is_shaded_as_its_table_says(chihuahua):
    drawn = draw(Place.objects.get(key="08"), link=link)
    classes = {a.get("href"): a.find("path").get("class") for a in ET.fromstring(drawn.svg).findall("a")}
    assert classes == {row.href: f"m q{row.number}" for row in drawn.rows}
    assert sum(one.places for one in drawn.legend) == 67
    assert [one.number for one in drawn.legend] == [1, 2, 3, 4, 5]
    assert (drawn.year, drawn.source.publisher) == (2024, "INEGI")
    assert all(len(row.cells) == len(drawn.columns) for row in drawn.rows)


def test_rate_on_a_map_stands_beside_its_count(chihuahua):
    with translation.override("en"):
        drawn = draw(Place.objects.get(key="08"), link=link)
    assert "<title>Juárez: 1,266 homicides, estimated rate 83.6</title>" in drawn.svg


def test_municipality_is_marked_within_its_state_with_its_neighbours(chihuahua):
    drawn = draw(Place.objects.get(key="08037"), link=link)
    assert {row.key: row.mark for row in drawn.rows if row.mark} == {
        "08037": "here",
        "08001": "near",
        "08005": "near",
        "08028": "near",
    }
    assert drawn.svg.count(" here") == 1


def test_small_municipality_gets_a_ring_so_that_it_is_found(db):
    load_reference(states={"20"})
    assert "<circle" in draw(Place.objects.get(key="20375"), link=link).svg
    assert "<circle" not in draw(Place.objects.get(key="20043"), link=link).svg


def test_close_map_shows_the_place_and_those_it_touches_across_borders(mexico):
    drawn = draw_close(Place.objects.get(key="20021"), link=link)
    assert {row.key[:2] for row in drawn.rows} == {"20", "30"}
    assert [row.key for row in drawn.rows if row.mark == "here"] == ["20021"]
    assert weight(drawn) <= 5_000


def test_newer_municipality_is_in_the_table_without_outline(db):
    load_reference(states={"02"})
    drawn = draw(Place.objects.get(key="02007"), link=link)
    row = next(row for row in drawn.rows if row.key == "02007")
    assert (row.number, row.mark, set(row.cells)) == (0, "here", {"–"})
    assert link("02007") not in drawn.svg
    assert draw_close(Place.objects.get(key="02007"), link=link) is None


def test_nothing_is_drawn_where_nothing_is_known(db):
    assert draw(Place.objects.create(key="00", kind="country", name="México"), link=link) is None


@pytest.mark.parametrize("key", ["00", "08", "08037"])
def test_map_costs_at_most_five_queries(chihuahua, django_assert_max_num_queries, key):
    place = Place.objects.get(key=key)
    with django_assert_max_num_queries(5):
        draw(place, link=link)
