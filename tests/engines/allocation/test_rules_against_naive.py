"""The rules against their papers taken literally, on small elections full of ties."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import Election, Project, Vote, canonical
from tejido.engines.allocation.utilities import Utility
from tejido.engines.allocation.verify import problems
from tests.engines.allocation import naive
from tests.engines.allocation.small import costs_of, elections, published_order, voters_of

MODEST = settings(max_examples=50, deadline=None)


def named(election, positions):
    return tuple(election.projects[at].id for at in positions)


def claim(election, rules):
    """The result as the command prints it."""
    result = allocate(election, rules)
    shape = {
        "winners": list(result.winners),
        "total_cost": result.total_cost,
        "budget": result.budget,
        "rules": {**vars(rules)},
        "certificate": result.certificate,
    }
    return json.loads(json.dumps(shape))


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY, Utility.SCORE])
@MODEST
@given(data=st.data())
def test_equal_shares_is_that_of_the_paper(utility, data):
    election = data.draw(elections(most_points=5 if utility is Utility.SCORE else 1))
    share = Fraction(election.budget, election.voters)
    expected = naive.equal_shares(costs_of(election), voters_of(election, utility), share, published_order(election))
    rules = Rules(utility=utility)
    assert allocate(election, rules).winners == named(election, expected)
    assert problems(claim(election, rules), election) == []


@MODEST
@given(
    orders=st.lists(st.permutations(range(4)).map(lambda one: one[:3]), min_size=1, max_size=6),
    budget=st.integers(0, 60),
)
def test_borda_is_equal_shares_on_the_points_of_ranks(orders, budget):
    projects = tuple(Project(f"p{at}", cost) for at, cost in enumerate([10, 10, 15, 30]))
    cast = canonical((((at, 3 - place) for place, at in enumerate(order)), 1) for order in orders)
    election = Election(projects, budget, cast, Vote.ORDINAL)
    share = Fraction(budget, len(orders))
    expected = naive.equal_shares(costs_of(election), voters_of(election), share, published_order(election))
    assert allocate(election, Rules(utility=Utility.BORDA)).winners == named(election, expected)


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY, Utility.SCORE])
@pytest.mark.parametrize("stop", [*Stop])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_add1_with_skipped_steps_is_add1_step_by_step(utility, stop, data):
    election = data.draw(elections(most_points=4 if utility is Utility.SCORE else 1))
    expected, steps = naive.add_one(
        costs_of(election),
        voters_of(election, utility),
        election.budget,
        published_order(election),
        until_exhausted=stop is Stop.EXHAUSTIVE,
    )
    rules = Rules(utility=utility, completion=Completion.ADD1, stop=stop)
    result = allocate(election, rules)
    assert (result.winners, result.certificate["added"]) == (named(election, expected), steps)
    assert problems(claim(election, rules), election) == []


@settings(max_examples=25, deadline=None)
@given(
    costs=st.lists(st.integers(200, 900), min_size=4, max_size=6),
    ballots=st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=3, max_size=8),
    stop=st.sampled_from([*Stop]),
)
def test_add1_where_hundreds_of_steps_may_be_skipped(costs, ballots, stop):
    projects = tuple(Project(f"p{at}", cost) for at, cost in enumerate(costs))
    election = Election(projects, 1000, canonical((((at, 1) for at in one), 1) for one in ballots))
    expected, steps = naive.add_one(
        costs, voters_of(election, "cost"), 1000, published_order(election), until_exhausted=stop is Stop.EXHAUSTIVE
    )
    result = allocate(election, Rules(completion=Completion.ADD1, stop=stop))
    assert (result.winners, result.certificate["added"]) == (named(election, expected), steps)


@pytest.mark.parametrize("skip", [False, True])
@MODEST
@given(election=elections())
def test_phragmen_is_that_of_the_paper(skip, election):
    voters, order = voters_of(election), published_order(election)
    expected = naive.phragmen(costs_of(election), voters, election.budget, order, skip=skip)
    rules = Rules(rule=Rule.PHRAGMEN, skip=skip)
    assert allocate(election, rules).winners == named(election, expected)
    assert problems(claim(election, rules), election) == []


EVERY = [
    Rules(),
    Rules(utility=Utility.CARDINALITY),
    Rules(completion=Completion.ADD1),
    Rules(completion=Completion.ADD1, stop=Stop.OVERSPEND),
    Rules(completion=Completion.ADD1U),
    Rules(rule=Rule.GREEDY),
    Rules(rule=Rule.GREEDY, skip=False, threshold=2),
    Rules(rule=Rule.PHRAGMEN),
    Rules(rule=Rule.PHRAGMEN, skip=False),
]


@pytest.mark.parametrize("rules", EVERY)
@settings(max_examples=40, deadline=None)
@given(election=elections())
def test_budget_is_never_exceeded_and_the_verifier_agrees(rules, election):
    result = allocate(election, rules)
    cost = {project.id: project.cost for project in election.projects}
    assert result.total_cost == sum(cost[one] for one in result.winners) <= election.budget
    assert problems(claim(election, rules), election) == []


@pytest.mark.parametrize("rules", EVERY)
@settings(max_examples=20, deadline=None)
@given(election=elections(), order=st.randoms(use_true_random=False))
def test_order_of_voters_and_of_ballots_changes_nothing(rules, election, order):
    voters = [ballot for ballot, times in election.cast for _ in range(times)]
    order.shuffle(voters)
    again = replace(election, cast=canonical((ballot[::-1], 1) for ballot in voters))
    assert allocate(again, rules) == allocate(election, rules)


@pytest.mark.parametrize("rules", [one for one in EVERY if one.completion is Completion.NONE])
@settings(max_examples=30, deadline=None)
@given(election=elections(), times=st.sampled_from([3, 100, 10**12]))
def test_scaling_all_money_changes_no_winner(rules, election, times):
    projects = tuple(replace(project, cost=project.cost * times) for project in election.projects)
    scaled = replace(election, projects=projects, budget=election.budget * times)
    assert allocate(scaled, rules).winners == allocate(election, rules).winners


@settings(max_examples=30, deadline=None)
@given(election=elections())
def test_add1_in_hundredths_is_add1_in_units(election):
    projects = tuple(replace(project, cost=project.cost * 100) for project in election.projects)
    cents = replace(election, projects=projects, budget=election.budget * 100, unit=100)
    rules = Rules(completion=Completion.ADD1)
    assert allocate(cents, rules).winners == allocate(election, rules).winners


@pytest.mark.parametrize("rules", [one for one in EVERY if one.completion is Completion.NONE])
@settings(max_examples=60, deadline=None)
@given(election=elections(), data=st.data())
def test_winner_that_becomes_cheaper_stays_a_winner(rules, election, data):
    """Discount monotonicity (Talmon and Faliszewski 2019).

    Until the project is bought everything happens as before, and being cheaper it is bought no later: its price per
    unit of gain does not rise (with cost utility neither, where its gain falls with its cost), nor its moment, nor
    does it fit less; ties go to the lowest cost. Completions do not promise it: they change the endowment.
    """
    winners = allocate(election, rules).winners
    if not winners:
        return
    at = election.position(data.draw(st.sampled_from(winners)))
    cheaper = replace(election.projects[at], cost=data.draw(st.integers(0, election.projects[at].cost)))
    projects = (*election.projects[:at], cheaper, *election.projects[at + 1 :])
    assert cheaper.id in allocate(replace(election, projects=projects), rules).winners
