"""Equal Shares with bounded overspending, against the definition of its paper worked out for every voter."""

import pytest
from hypothesis import given

from tejido.engines.allocation.allocating import Rule, Rules, allocate, written
from tejido.engines.allocation.utilities import Utility
from tejido.engines.allocation.verify import problems
from tests.engines.allocation import naive
from tests.engines.allocation.small import costs_of, elections, make, published_order, voters_of


@pytest.mark.parametrize("utility", ["cost", "cardinality", "score"])
def test_winners_are_those_of_the_definition(utility):
    @given(elections(most_points=4 if utility == "score" else 1))
    def holds(election):
        result = allocate(election, Rules(rule=Rule.BOUNDED, utility=Utility(utility)))
        expected = naive.bounded(
            costs_of(election), voters_of(election, utility), election.budget, published_order(election)
        )
        assert [election.position(one) for one in result.winners] == expected
        assert result.total_cost <= election.budget
        assert problems(written(election, result), election) == []

    holds()


def test_project_that_is_almost_paid_for_is_bought_where_equal_shares_leaves_money():
    voters = [{0: 1}, {0: 1}, {0: 1}, {1: 1}]
    election = make([80, 20], voters, 100)
    assert allocate(election, Rules()).winners == ("p1",)
    bounded = allocate(election, Rules(rule=Rule.BOUNDED))
    assert set(bounded.winners) == {"p0", "p1"}
    assert bounded.total_cost == 100
