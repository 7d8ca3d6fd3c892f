"""What groups of projects get at least and at most."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.allocation.allocating import Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion
from tejido.engines.allocation.election import BadElection, narrowed
from tejido.engines.allocation.grouping import Group
from tejido.engines.allocation.verify import problems
from tests.engines.allocation.small import elections, make

RULES = [
    Rules(),
    Rules(completion=Completion.ADD1U),
    Rules(rule=Rule.BOUNDED),
    Rules(rule=Rule.GREEDY),
    Rules(rule=Rule.PHRAGMEN),
]


def with_places(election, names):
    placed = [replace(one, more={"place": name}) for one, name in zip(election.projects, names, strict=False)]
    return replace(election, projects=tuple(placed))


@st.composite
def placed(draw):
    election = draw(elections())
    size = len(election.projects)
    names = draw(st.lists(st.sampled_from(["north", "south", "north, coast"]), min_size=size, max_size=size))
    return with_places(election, names)


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: f"{rules.rule} {rules.completion}")
def test_nobody_gets_more_than_the_most_and_what_comes_of_it_can_be_checked(rules):
    @given(placed(), st.integers(0, 60), st.integers(0, 60))
    def holds(election, least, most):
        groups = (Group("place", "north", least=least), Group("place", "coast", most=most))
        names = [one.more["place"] for one in election.projects]
        if least > election.budget or "north, coast" not in names:
            return
        result = allocate(election, replace(rules, groups=groups))
        costs = {one.id: one.cost for one in election.projects if "coast" in one.more["place"]}
        assert sum(costs.get(one, 0) for one in result.winners) <= most
        assert result.total_cost <= election.budget
        assert problems(written(election, result), election) == []

    holds()


def test_least_goes_first_to_those_who_would_be_outvoted():
    voters = [{0: 1, 1: 1}] * 9 + [{2: 1}]
    election = with_places(make([50, 50, 30], voters, 100), ["city", "city", "hills"])
    assert set(allocate(election, Rules(rule=Rule.GREEDY)).winners) == {"p0", "p1"}
    reserved = Rules(rule=Rule.GREEDY, groups=(Group("place", "hills", least=30),))
    assert set(allocate(election, reserved).winners) == {"p2", "p0"}


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ((Group("place", "nowhere", least=1),), "no project has nowhere in place"),
        ((Group("place", "city", least=60), Group("place", "hills", least=60)), "more than the budget"),
        ((Group("place", "city", least=5, most=4),), "less than the least"),
    ],
)
def test_groups_that_cannot_be_served_are_refused(groups, said):
    election = with_places(make([50, 50, 30], [{0: 1}], 100), ["city", "city", "hills"])
    with pytest.raises(BadElection, match=said):
        allocate(election, Rules(groups=groups))


def forged(election, rules, excluded):
    """The claim of somebody who leaves out other projects than the rules say, and keeps to the rules in all else."""
    attempts = []
    for done in range(len(excluded) + 1):
        open_ones = [at for at in range(len(election.projects)) if at not in excluded[:done]]
        run = written(election, allocate(narrowed(election, open_ones, election.budget), replace(rules, groups=())))
        attempts.append({"winners": run["winners"], "certificate": run["certificate"]})
    *before, last = attempts
    ids = [election.projects[at].id for at in excluded]
    part = {
        "group": None,
        "budget": election.written(election.budget),
        "attempts": [{"excluded": one, **run} for one, run in zip(ids, before, strict=True)],
        **last,
    }
    costs = {one.id: one.cost for one in election.projects}
    return {
        **written(election, allocate(election, rules)),
        "winners": last["winners"],
        "total_cost": election.written(sum(costs[one] for one in last["winners"])),
        "certificate": {"parts": [part]},
    }


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: f"{rules.rule} {rules.completion}")
def test_only_the_projects_that_break_a_limit_can_be_left_out(rules):
    @given(placed(), st.sampled_from([20, 30, 50, 60]), st.lists(st.integers(0, 6), unique=True, max_size=3))
    def holds(election, most, excluded):
        names = [one.more["place"] for one in election.projects]
        if "north" not in names or max(excluded, default=0) >= len(names):
            return
        limited = replace(rules, groups=(Group("place", "north", most=most),))
        claim, right = forged(election, limited, excluded), written(election, allocate(election, limited))
        assert (problems(claim, election) == []) == (claim == right)

    holds()
