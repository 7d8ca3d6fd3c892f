"""What is said to change nothing changes nothing: the rule run again anywhere below the horizon."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation.equal_shares import buy
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.utilities import Utility, candidates
from tests.engines.allocation.small import make

BALLOTS = st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=5), min_size=4, max_size=14)


@settings(max_examples=300, deadline=None)
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
