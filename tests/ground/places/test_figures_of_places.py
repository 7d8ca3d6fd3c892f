"""Figures of a place as its page shows them, and the traps behind them."""

import pytest

from tejido.engines.statistics.rates import rate
from tejido.ground.places.actions import load_reference
from tejido.ground.places.models import Place, Series
from tejido.ground.places.queries import figures_of, homicide_rates_within, neighbours_to_compare
from tejido.ground.places.vocabulary import Grade


def place(key):
    return Place.objects.get(key=key)


def test_municipality_has_its_figures_with_source_and_year(chihuahua):
    found = figures_of(place("08037"))
    assert found.place.population == 1_512_450
    assert (found.census.publisher, found.census.years) == ("INEGI", "2020")
    assert found.homicides.latest == (2024, 1266)
    assert found.homicides.source.publisher == "INEGI"
    assert found.marginalisation.grade == Grade.VERY_LOW
    assert found.poverty.shares["below_line"] == 35.739
    assert found.turnout[0].share == pytest.approx(465_475 / 967_317)
    assert found.missing.missing[-2:] == (35, 3)
    assert found.indigenous_share == pytest.approx(8_160 / 1_512_450)
    assert dict(found.population_by_year)[2010] > 1_300_000


def test_current_rates_stand_on_the_census_and_earlier_ones_on_the_projection_of_their_year(chihuahua):
    rates = {one.year: one for one in figures_of(place("08037")).homicides.rates}
    assert rates[2024].rate == rate(1266, 1_512_450)
    assert (rates[2024].population_year, rates[2024].population_source.key) == (2020, "census")
    assert (rates[2010].population_year, rates[2010].population_source.key) == (2010, "population")
    assert min(rates) == 2000


def test_totals_of_state_and_country_include_deaths_of_unknown_municipality(chihuahua):
    state, country = figures_of(place("08")).homicides, figures_of(place("00")).homicides
    at = state.years.index(2022)
    assert state.unspecified[at] == 29
    within = Series.objects.filter(indicator__code="homicides", place__parent="08", unspecified="")
    assert state.counts[at] - 29 == sum(row.values[at] for row in within)
    assert country.latest == (2024, 33_221)


def test_small_count_is_drawn_towards_the_state_and_keeps_its_count(chihuahua):
    found = figures_of(place("08002")).homicides
    raw = found.rates[-1].rate
    usual = figures_of(place("08")).homicides.rates[-1].rate.per_100k
    assert found.shrunk.count == raw.count == found.latest[1]
    assert min(raw.per_100k, usual) <= found.shrunk.per_100k <= max(raw.per_100k, usual)
    beside_others = homicide_rates_within(place("08"), 2024).shrunk["08002"]
    assert (found.shrunk.low, found.shrunk.high) == pytest.approx((beside_others.low, beside_others.high))


@pytest.mark.django_db
def test_municipality_without_a_row_of_homicides_says_that_none_were_registered():
    load_reference(states={"31"})
    found = figures_of(place("31036")).homicides
    assert found.none_registered
    assert set(found.counts) == {0}
    assert found.rates[-1].rate.high > 0
    assert not figures_of(place("31050")).homicides.none_registered


@pytest.mark.django_db
def test_municipality_newer_than_the_census_has_counts_but_no_rate():
    load_reference(states={"02"})
    newer = place("02007")
    found = figures_of(newer)
    assert not newer.has_census
    assert (found.homicides.rates, found.homicides.shrunk) == ((), None)
    assert found.homicides.latest == (2024, 22)
    assert (found.marginalisation, found.poverty, found.turnout) == (None, None, ())
    assert found.indigenous_share is None


def test_country_and_states_have_shares_and_months(chihuahua):
    country = figures_of(place("00"))
    assert sum(people for _, people in country.marginalisation.population_by_grade) == 126_014_024
    assert country.poverty.shares["below_line"] == pytest.approx(52.8, abs=1)
    months = {one.measure: one for one in figures_of(place("08")).months}
    assert months["victims_homicide"].start == "2015-01"
    assert months["victims_homicide"].values[-6:] == (None,) * 6


@pytest.mark.parametrize("key", ["00", "08", "08037", "08002"])
def test_figures_cost_at_most_four_queries(chihuahua, django_assert_max_num_queries, key):
    one = place(key)
    with django_assert_max_num_queries(4):
        figures_of(one)


def test_loading_again_changes_nothing(chihuahua, django_assert_max_num_queries):
    before = list(Series.objects.order_by("pk").values_list("pk", "place", "values"))
    load_reference(states={"08"})
    assert list(Series.objects.order_by("pk").values_list("pk", "place", "values")) == before
    assert Place.objects.count() == 69


def test_municipality_is_compared_with_those_it_touches_and_those_like_it(mexico, django_assert_max_num_queries):
    itself = place("08037")
    with django_assert_max_num_queries(3):
        found = neighbours_to_compare(itself)
    assert found.years == (2020, 2024)
    assert [one.place.key for one in found.touching] == ["08001", "08005", "08028"]
    assert found.itself.count == 2083 + 1504 + 1087 + 1191 + 1266
    assert found.itself.rate.per_100k == pytest.approx(found.itself.count / 5 / 1_512_450 * 100_000)
    assert found.peers[0].place.key == "02004"
    assert all(one.place.grade == itself.grade and one.place.population >= 500_000 for one in found.peers)


def test_state_is_compared_with_its_neighbours_and_the_country_with_none(mexico):
    assert [one.place.key for one in neighbours_to_compare(place("08")).touching] == ["05", "10", "25", "26"]
    assert neighbours_to_compare(place("00")) is None


def test_newer_municipality_has_nothing_to_compare_with(db):
    load_reference(states={"02"})
    found = neighbours_to_compare(place("02007"))
    assert (found.touching, found.peers, found.itself.rate) == ((), (), None)
