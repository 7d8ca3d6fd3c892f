"""What is said to change nothing changes nothing: the rule run again anywhere below the horizon."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation.equal_shares import buy
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.utilities import Utility, candidates
from tests.engines.allocation.small import make

BALLOTS = st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=5), min_size=4, max_size=14)


@settings(max_examples=80, deadline=None)
@given(
    costs=st.lists(st.integers(2_000, 60_000), min_size=8, max_size=8),
    ballots=BALLOTS,
    utility=st.sampled_from([Utility.COST, Utility.CARDINALITY]),
    reach=st.sampled_from([10.0, 300.0, 3000.0]),
)
def test_same_projects_in_the_same_order_below_the_horizon(costs, ballots, utility, reach):
    election = make(costs, [dict.fromkeys(one, 1) for one in ballots], 100_000)
    found, liked = candidates(election, utility), preference(election, Ties.LOT, 0)
    share = Fraction(100_000, len(ballots))
    horizon = Horizon(election.times.size, reach=reach)
    winners = buy(election, found, share, liked, horizon).winners
    for part in (Fraction(1, 3), Fraction(9, 10), Fraction(999, 1000)):
        assert buy(election, found, share + Fraction(horizon.money) * part, liked).winners == winners


def test_same_projects_below_the_horizon_of_elections_drawn_alike():
    """Drawn evenly, which Hypothesis is not: one in a hundred of these would show a horizon that counts on too much."""
    draw = random.Random(1)
    for _ in range(200):
        voters, least = draw.randint(8, 30), draw.choice([3_000, 10_000, 20_000])
        costs = [draw.randint(least, 2 * least) for _ in range(8)]
        ballots = [dict.fromkeys(draw.sample(range(8), draw.randint(1, 5)), 1) for _ in range(voters)]
        election = make(costs, ballots, 100_000)
        found = candidates(election, draw.choice([Utility.COST, Utility.CARDINALITY]))
        liked, share = preference(election, Ties.LOT, 0), Fraction(100_000, voters)
        horizon = Horizon(election.times.size, reach=draw.choice([10.0, 300.0, 3000.0]))
        winners = buy(election, found, share, liked, horizon).winners
        just_below = share + Fraction(horizon.money) * Fraction(999, 1000)
        assert buy(election, found, just_below, liked).winners == winners
