"""Shares and pictures: nothing is dropped, whatever the amounts are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.funding.budget_drawing import Axis, Band, stacked
from tejido.stages.funding.budget_money import money, money_about
from tejido.stages.funding.queries.budgets_shares import YearShares, deflated
from tejido.stages.funding.vocabulary.budgets import Category

amounts = st.dictionaries(st.sampled_from(list(Category)), st.integers(-(10**15), 10**15))


@given(amounts)
def test_shares_of_a_year_add_up_to_a_hundred_where_there_is_money(current):
    year = YearShares(2026, current, None)
    total = sum(year.share(one) for one in Category)
    assert total == pytest.approx(100 if any(amount > 0 for amount in current.values()) else 0)


@given(st.integers(-(10**17), 10**17), st.integers(1, 20_000_000))
def test_deflated_amounts_are_the_nearest_hundredth_and_keep_their_sign(amount, millionths):
    found = deflated(amount, millionths)
    assert abs(found * 1_000_000 - amount * millionths) <= 500_000
    assert deflated(-amount, millionths) == -found


@given(
    st.lists(st.integers(1946, 2030), min_size=1, max_size=40, unique=True).map(sorted),
    st.lists(st.floats(0, 100), min_size=40, max_size=40),
)
def test_bands_are_drawn_within_the_picture(years, heights):
    bands = [Band(one, [h / len(Category) for h in heights[: len(years)]]) for one in Category]
    drawn = str(stacked(years, bands, Axis(100.0, [(0, "0 %"), (100, "100 %")]), patterns=True))
    assert drawn.count('class="band ') == len(Category)
    for path in re.findall(r' d="(M[^"]*z)"', drawn):
        numbers = [float(number) for number in re.findall(r"[MHV ](-?[\d.]+)", path)]
        assert all(0 <= number <= 400.1 for number in numbers)


@pytest.mark.parametrize(
    ("amount", "full"),
    [
        (17_075_314_209_300, "$170,753,142,093 MXN"),
        (-4_529_000, "−$45,290 MXN"),
        (-150, "−$1.50 MXN"),
        (5, "$0.05 MXN"),
        (0, "$0 MXN"),
        (None, "no se sabe"),
    ],
)
def test_money_is_written_as_people_write_it(amount, full):
    assert money(amount, "MXN") == full


def test_large_money_is_written_in_millions():
    assert money_about(17_075_314_209_300, "MXN") == "$170,753.1 millones MXN"
    assert money_about(-1_700_000_000_00, "USD") == "−$1,700.0 millones USD"
    assert money_about(123_456_00, "MXN") == "$123,456 MXN"
