import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.statistics.rates import PER, rate
from tejido.engines.statistics.shrinkage import Prior, fit_prior, shrink

AREA = st.lists(st.tuples(st.integers(0, 400), st.integers(100, 900_000)), min_size=2, max_size=40)


def split(area):
    return [count for count, _ in area], [people for _, people in area]


@given(AREA)
def test_shrunk_rate_lies_between_the_raw_and_the_usual_one(area):
    counts, people = split(area)
    prior = fit_prior(counts, people)
    for one in shrink(counts, people, prior):
        raw, usual = one.count / one.population * PER, prior.mean * PER
        slack = 1e-9 * max(raw, usual, 1)
        assert min(raw, usual) - slack <= one.per_100k <= max(raw, usual) + slack


@given(AREA)
def test_shrunk_rate_lies_within_its_interval(area):
    counts, people = split(area)
    for one in shrink(counts, people, fit_prior(counts, people)):
        assert 0 <= one.low <= one.per_100k <= one.high


@given(st.floats(1e-6, 1e-3), st.floats(0.05, 5), st.integers(100, 50_000), st.integers(2, 100))
def test_fewer_people_are_drawn_closer_to_the_usual_rate(mean, relative, people, times):
    prior = Prior(mean, relative * mean**2, 100)
    small, large = shrink([2, 2 * times], [people, people * times], prior)
    assert small.weight < large.weight
    usual = mean * PER
    assert abs(small.per_100k - usual) <= abs(large.per_100k - usual) + 1e-9


def test_estimate_is_marshalls():
    """m + C (r - m) with C = A / (A + m / n), worked by hand for two places."""
    counts, people = [2, 40], [10_000, 90_000]
    mean = 42 / 100_000
    spread = (10_000 * (0.0002 - mean) ** 2 + 90_000 * (40 / 90_000 - mean) ** 2) / 100_000
    variance = spread - mean / 50_000
    assert variance < 0
    prior = Prior(mean, 4e-8, 2)
    assert fit_prior(counts, people).mean == pytest.approx(mean)
    weight = 4e-8 / (4e-8 + mean / 10_000)
    shrunk = shrink([2], [10_000], prior)[0]
    assert shrunk.weight == pytest.approx(weight)
    assert shrunk.per_100k == pytest.approx((mean + weight * (0.0002 - mean)) * PER)


def test_places_that_do_not_differ_all_have_the_usual_rate():
    counts, people = [1, 10, 100], [1_000, 10_000, 100_000]
    shrunk = shrink(counts, people, fit_prior(counts, people))
    assert [one.per_100k for one in shrunk] == pytest.approx([100, 100, 100])


def test_area_without_a_single_case_gives_exact_intervals():
    shrunk = shrink([0, 0], [500, 5_000], fit_prior([0, 0], [500, 5_000]))
    assert [(one.per_100k, one.high) for one in shrunk] == [(0, rate(0, 500).high), (0, rate(0, 5_000).high)]


def test_prior_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        fit_prior([], [])
