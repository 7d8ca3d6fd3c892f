"""Finding a place by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.places import search
from tejido.ground.places.queries import OutsideMexico, children, find_place, place_at

CASES = [
    ("juarez, chih", "08037"),
    ("JUÁREZ, CHIH.", "08037"),
    ("Benito Juárez (Quintana Roo)", "23005"),
    ("benito juarez, cdmx", "09014"),
    ("monterrey nuevo leon", "19039"),
    ("nuu savi", "12083"),
    ("Oaxaca", "20"),
    ("edomex", "15"),
    ("estado de méxico", "15"),
    ("mexico", "00"),
    ("08037", "08037"),
    ("8037", "08037"),
    ("guadalupe y calvo", "08029"),
    ("dr. belisario dominguez", "08022"),
]


@pytest.mark.parametrize(("typed", "key"), CASES)
def test_first_place_found_is_the_one_meant(typed, key):
    assert search.find_key(typed)[0] == key


def test_search_over_the_tables_of_the_site_finds_the_same(mexico):
    assert {typed: find_place(typed)[0].key for typed, _ in CASES} == dict(CASES)


def test_homonyms_are_all_found_the_largest_first():
    found = search.find_key("benito juárez")
    assert found[:3] == ["23005", "09014", "26071"]
    assert len(found) == 9


def test_homonym_is_no_single_place_but_with_its_state_it_is():
    assert search.only_key("Juárez") is None
    assert search.only_key("Puebla") is None
    assert search.only_key("Juárez, Nuevo León") == "19031"
    assert search.only_key("Tijuana") == "02004"


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "juarez, atlantida", "99999", "123456", ",", "()", "²", "'; drop"])
def test_what_names_no_place_finds_nothing(typed):
    assert search.find_key(typed) == []
    assert search.only_key(typed) is None


@given(st.text(max_size=30))
def test_any_text_can_be_searched(typed):
    for key in search.find_key(typed):
        assert key in search.places()


def test_found_places_name_their_state(mexico):
    assert [place.full_name for place in find_place("benito juarez")[:2]] == [
        "Benito Juárez, Quintana Roo",
        "Benito Juárez, Ciudad de México",
    ]


def test_search_costs_two_queries_however_much_it_finds(mexico, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(find_place("san")) == 20
    with django_assert_num_queries(2):
        assert len(find_place("tijuana")) == 1


def test_place_is_found_from_where_one_stands(chihuahua):
    assert place_at(31.74, -106.45).full_name == "Juárez, Chihuahua"
    with pytest.raises(OutsideMexico):
        place_at(40.4, -3.7)


def test_children_are_listed_by_name_without_their_figures(chihuahua, django_assert_num_queries):
    state = find_place("chihuahua")[0]
    with django_assert_num_queries(1):
        names = [place.full_name for place in children(state)]
    assert names[:2] == ["Ahumada, Chihuahua", "Aldama, Chihuahua"]
    assert len(names) == 67
