"""Allocations by a panel's points and by lot: what follows from them, and what the verifier finds."""

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.election import Election, Project
from tejido.engines.allocation.ranking import by_lot, by_points
from tejido.engines.allocation.verify import problems

COSTS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def election(costs, budget=60):
    return Election(tuple(Project(str(at), cost) for at, cost in enumerate(costs, 1)), budget, ())


def test_panel_takes_most_points_first_and_passes_over_what_does_not_fit():
    points = {"1": Fraction(9), "2": Fraction(17, 2), "3": Fraction(8), "4": Fraction(17, 2)}
    result = by_points(election([30, 25, 10, 40]), points, seed=7)
    assert result["certificate"]["order"] == ["1", "2", "4", "3"]  # the cheaper of two with 17/2 first
    assert result["winners"] == ["1", "2"]
    assert result["total_cost"] == 55


def test_lot_is_the_order_of_hashes_that_anybody_can_make():
    by_hand = sorted("123", key=lambda one: hashlib.sha256(f"20261102:{one}".encode()).hexdigest())
    assert by_lot(election([20, 20, 20]), seed=20261102)["certificate"]["order"] == by_hand


@given(COSTS, st.integers(0, 99), st.lists(st.fractions(0, 10), min_size=6, max_size=6))
def test_every_result_holds_against_a_file_without_votes_and_stays_within_the_budget(costs, seed, means):
    given_points = {str(at): mean for at, mean in enumerate(means, 1)}
    it = election(costs)
    read_back = pabulib.read(pabulib.write(it)).election
    for result in (by_lot(it, seed), by_points(it, given_points, seed)):
        assert problems(result, read_back) == []
        assert sum(costs[int(one) - 1] for one in result["winners"]) <= 60


@pytest.mark.parametrize("make", [lambda it: by_lot(it, 5), lambda it: by_points(it, {"1": Fraction(3)}, 5)])
def test_changed_order_winner_or_seed_is_found(make):
    it = election([20, 20, 20, 20], budget=50)
    result = make(it)
    assert problems(result, it) == []
    turned = list(reversed(result["certificate"]["order"]))
    assert problems(result | {"certificate": result["certificate"] | {"order": turned}}, it)
    assert problems(result | {"winners": result["winners"][:-1]}, it)
    seeds = [{**result["rules"], "seed": other} for other in range(100)]
    assert any(problems(result | {"rules": rules}, it) for rules in seeds)
