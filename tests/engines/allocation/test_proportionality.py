"""Equal Shares represents every group up to one project, which other rules do not."""

import pytest
from hypothesis import given, settings

from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import BadElection
from tejido.engines.allocation.proportionality import Neglected, neglected
from tests.engines.allocation.small import elections, make

PROMISED = [
    Rules(),
    Rules(completion=Completion.ADD1),
    Rules(completion=Completion.ADD1, stop=Stop.OVERSPEND),
    Rules(completion=Completion.ADD1U),
]


@pytest.mark.parametrize("rules", PROMISED)
@settings(max_examples=60, deadline=None)
@given(election=elections())
def test_equal_shares_represents_every_group(rules, election):
    assert neglected(election, allocate(election, rules).winners) is None


def test_group_that_greedy_leaves_out_is_named():
    election = make([50, 50, 40], [{0: 1, 1: 1}] * 6 + [{2: 1}] * 4, 100)
    assert neglected(election, allocate(election, Rules(rule=Rule.GREEDY)).winners) == Neglected(("p2",), 4)
    assert neglected(election, allocate(election, Rules()).winners) is None


def test_with_one_project_more_the_group_must_have_more_than_it_deserves():
    level = make([50, 50], [{0: 1, 1: 1}], 100)
    assert neglected(level, ("p0",)) == Neglected(("p0", "p1"), 1)
    more = make([60, 50, 50], [{0: 1, 1: 1, 2: 1}], 100)
    assert neglected(more, ("p0",)) is None


def test_many_projects_are_refused():
    election = make([1] * 17, [{0: 1}], 17)
    with pytest.raises(BadElection, match="16 projects at most"):
        neglected(election, ())
