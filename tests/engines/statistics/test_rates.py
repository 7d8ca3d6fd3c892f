import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.statistics.rates import rate, rates

# Exact 95 % limits of a Poisson count, as printed by Garwood (1936) and in later tables.
GARWOOD = [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (50, 37.11, 65.92)]


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD)
def test_interval_is_the_printed_one(count, low, high):
    found = rate(count, 100_000)
    assert found.per_100k == pytest.approx(count)
    assert found.low == pytest.approx(low, abs=5e-3)
    assert found.high == pytest.approx(high, abs=5e-3)


def test_rate_keeps_its_count_and_population():
    found = rate(71, 948_990)
    assert (found.count, found.population) == (71, 948_990)
    assert found.per_100k == pytest.approx(7.48164, abs=1e-5)


@given(st.integers(0, 40_000), st.integers(1, 130_000_000))
def test_rate_lies_within_its_interval(count, population):
    found = rate(count, population)
    assert found.low <= found.per_100k <= found.high
    assert found.low < found.high


def test_many_rates_are_those_of_each():
    together = rates([0, 3, 7], [10, 100, 1000])
    alone = [rate(0, 10), rate(3, 100), rate(7, 1000)]
    assert [(r.count, r.population, r.per_100k) for r in together] == [
        (r.count, r.population, r.per_100k) for r in alone
    ]
    assert [r.high for r in together] == pytest.approx([r.high for r in alone])


@pytest.mark.parametrize(("count", "population"), [(-1, 10), (1, 0), (1, -5)])
def test_figures_that_make_no_rate_are_refused(count, population):
    with pytest.raises(ValueError, match=r"negative|positive"):
        rate(count, population)
