"""Small places joined with their neighbours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.statistics.merging import merge_small


def areas(result):
    found = {}
    for place, area in result.items():
        found.setdefault(area, set()).add(place)
    return found


def test_smallest_joins_its_smallest_neighbour():
    people = {"a": 5, "b": 40, "c": 30, "d": 100}
    neighbours = {"a": ["b", "c"], "b": ["d"], "c": ["d"]}
    assert merge_small(people, neighbours, 30) == {"a": "c", "b": "b", "c": "c", "d": "d"}


def test_large_enough_places_stay_alone():
    assert merge_small({"a": 30, "b": 31}, {"a": ["b"]}, 30) == {"a": "a", "b": "b"}


def test_island_goes_where_nearest_says():
    chosen = merge_small({"a": 5, "b": 40, "c": 50}, {}, 30, nearest=lambda _island, others: max(others))
    assert chosen == {"a": "c", "b": "b", "c": "c"}


def test_what_never_reaches_the_least_is_one_area():
    assert merge_small({"a": 5, "b": 7}, {"a": ["b"]}, 30) == {"a": "b", "b": "b"}


def test_negative_number_of_people_is_refused():
    with pytest.raises(ValueError, match="fewer than no people"):
        merge_small({"a": -1}, {}, 30)


keys = st.sampled_from("abcdefgh")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(keys, st.integers(0, 60), min_size=1), st.dictionaries(keys, st.lists(keys, max_size=4)))
def test_each_place_has_one_area_and_each_area_enough_people(people, neighbours):
    result = merge_small(people, neighbours, 30)
    assert result.keys() == people.keys()
    sizes = {area: sum(people[place] for place in places) for area, places in areas(result).items()}
    assert all(size >= 30 for size in sizes.values()) or len(sizes) == 1
    assert all(area in places for area, places in areas(result).items())
    assert result == merge_small(dict(reversed(people.items())), neighbours, 30)
