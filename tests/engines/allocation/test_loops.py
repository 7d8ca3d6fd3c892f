"""Floats only narrow down: compiled loops, and bounds far wider than they need be, change no result."""

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation import equal_shares, loops, phragmen
from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.utilities import Utility, candidates
from tests.engines.allocation import naive
from tests.engines.allocation.small import costs_of, elections, make, published_order, voters_of

RULES = [
    Rules(),
    Rules(utility=Utility.CARDINALITY),
    Rules(completion=Completion.ADD1),
    Rules(completion=Completion.ADD1, stop=Stop.OVERSPEND),
    Rules(rule=Rule.PHRAGMEN, skip=False),
]
UNEVEN = st.lists(
    st.dictionaries(st.integers(0, 7), st.integers(1, 20), min_size=1, max_size=6), min_size=5, max_size=40
)
COSTS = st.lists(st.integers(500, 60_000), min_size=8, max_size=8)


def run_with(chosen, election, rules):
    with pytest.MonkeyPatch.context() as patch:
        for module in (equal_shares, phragmen):
            patch.setattr(module, "chosen", lambda _votes, *, is_long: chosen)
        return allocate(election, rules)


@pytest.fixture(scope="module")
def fast():
    if not loops.is_installed():
        pytest.skip("needs the extra fast (numba)")
    return loops.compiled()


@pytest.mark.parametrize("rules", RULES)
@settings(max_examples=60, deadline=None)
@given(election=elections())
def test_compiled_loops_give_the_same_result_among_ties(fast, rules, election):
    assert run_with(fast, election, rules) == run_with(loops.plain(), election, rules)


@pytest.mark.parametrize("rules", [*RULES, Rules(utility=Utility.SCORE)])
@settings(max_examples=60, deadline=None)
@given(costs=COSTS, ballots=UNEVEN)
def test_compiled_loops_give_the_same_result_far_from_ties(fast, rules, costs, ballots):
    election = make(costs, ballots, 100_000)
    assert run_with(fast, election, rules) == run_with(loops.plain(), election, rules)


@pytest.mark.shared_data
@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", ["Poland_Swiecie_2023", "Poland_Wieliczka_2023_Green_Budget"])
def test_compiled_loops_give_the_same_result_on_real_ballots(fast, real_election, rules, name):
    election = real_election(name)
    assert run_with(fast, election, rules) == run_with(loops.plain(), election, rules)


def kinds():
    return [loops.plain(), *([loops.compiled()] if loops.is_installed() else [])]


@pytest.mark.parametrize("error", [1e-3, 1.0, 100.0])
@settings(max_examples=60, deadline=None)
@given(costs=COSTS, ballots=UNEVEN, utility=st.sampled_from([Utility.COST, Utility.SCORE]))
def test_floats_that_know_little_leave_it_to_fractions(error, costs, ballots, utility):
    """Money known to a thousandth, a unit, a hundred units: the winners and prices stay those of the paper."""
    election = make(costs, ballots, 100_000)
    share = Fraction(100_000, len(ballots))
    expected = naive.equal_shares(costs, voters_of(election, utility), share, published_order(election))
    real_state = loops.state_of
    found, liked = candidates(election, utility), preference(election, Ties.LOT, 0)
    for kind in kinds():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(equal_shares, "state_of", lambda table, least, reach: real_state(table, least + error, reach))
            stall = equal_shares.Stall(found, loops.table_of(found), kind)
            bought = equal_shares.buy(election, found, share, liked, None, stall)
        assert list(bought.winners) == expected
        assert bought.rounds == equal_shares.buy(election, found, share, liked).rounds


@settings(max_examples=40, deadline=None)
@given(election=elections(most_points=4))
def test_certificate_pays_each_cost_exactly(election):
    """The prices worked out afterwards from what floats said are those of fractions from the start."""
    found, liked = candidates(election, Utility.SCORE), preference(election, Ties.LOT, 0)
    bought = equal_shares.buy(election, found, Fraction(election.budget, election.voters), liked)
    left = [Fraction(election.budget, election.voters)] * election.voters
    voters = voters_of(election)
    for one in bought.rounds:
        paid = [min(has, one.price * gains.get(one.at, 0)) for has, gains in zip(left, voters, strict=True)]
        assert sum(paid) == costs_of(election)[one.at]
        left = [has - gives for has, gives in zip(left, paid, strict=True)]
    assert sum(left) == election.budget - sum(costs_of(election)[at] for at in bought.winners)


def test_loading_the_engine_does_not_load_numba():
    told = "import sys, tejido.engines.allocation.allocating; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
