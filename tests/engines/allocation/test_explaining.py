"""Every figure of an explanation, tried out with the whole rule."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from tejido.engines.allocation.allocating import Rule, Rules, allocate
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import canonical
from tejido.engines.allocation.equal_shares import buy
from tejido.engines.allocation.explaining import Why, explain
from tejido.engines.allocation.grouping import Group
from tejido.engines.allocation.telling import told
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.trying import try_out
from tejido.engines.allocation.utilities import Utility, candidates
from tests.engines.allocation.small import elections, make

UNSPENT = 12
EVERY = [
    Rules(),
    Rules(utility=Utility.CARDINALITY),
    Rules(completion=Completion.ADD1),
    Rules(completion=Completion.ADD1U, stop=Stop.OVERSPEND),
    Rules(rule=Rule.BOUNDED),
    Rules(rule=Rule.PHRAGMEN),
    Rules(rule=Rule.PHRAGMEN, skip=False),
    Rules(rule=Rule.GREEDY, threshold=2),
    Rules(rule=Rule.GREEDY, skip=False),
]


def with_blanks(election, blank, supporting=0, of=0):
    """The election with so many blank ballots more, and some that name one project only."""
    more = [((), blank)] if blank else []
    more += [(((of, 1),), supporting)] if supporting else []
    return replace(election, cast=canonical([*election.cast, *more]))


def costing(election, at, cost):
    return replace(
        election,
        projects=tuple(replace(one, cost=cost) if k == at else one for k, one in enumerate(election.projects)),
    )


UTILITIES = [Utility.COST, Utility.CARDINALITY, Utility.SCORE]
TIES = [Ties.LOT, Ties.LEXICOGRAPHIC]


def bought(election, rules, endowment):
    """What Equal Shares buys where each voter has so much."""
    liked = preference(election, rules.ties, rules.seed)
    return [
        election.projects[at].id for at in buy(election, candidates(election, rules.utility), endowment, liked).winners
    ]


@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize("utility", UTILITIES)
def test_with_so_many_more_who_had_spent_nothing_it_wins_and_with_one_fewer_it_does_not(utility, ties):
    @settings(max_examples=50, deadline=None)
    @given(elections(most_points=3 if utility is Utility.SCORE else 1))
    def holds(election):
        rules = Rules(utility=utility, ties=ties)
        blank = with_blanks(election, UNSPENT)
        for lost in explain(blank, allocate(blank, rules)).lost:
            more, at = lost.enough_supporters, blank.position(lost.project)
            if more and more <= UNSPENT:
                enough = with_blanks(election, UNSPENT - more, more, at)
                assert lost.project in allocate(enough, rules).winners
                fewer = with_blanks(election, UNSPENT - more + 1, more - 1, at)
                assert lost.project not in allocate(fewer, rules).winners

    holds()


@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize("utility", UTILITIES)
def test_at_the_cost_that_is_enough_it_wins_and_at_one_more_it_does_not(utility, ties):
    @settings(max_examples=50, deadline=None)
    @given(elections(most_points=3 if utility is Utility.SCORE else 1))
    def holds(election):
        rules = Rules(utility=utility, ties=ties)
        for lost in explain(election, allocate(election, rules)).lost:
            at, cost = election.position(lost.project), lost.enough_cost or 0
            if lost.supporters:
                assert lost.project in allocate(costing(election, at, cost), rules).winners
                assert lost.project not in allocate(costing(election, at, cost + 1), rules).winners

    holds()


@pytest.mark.parametrize("completion", [Completion.ADD1, Completion.ADD1U])
@settings(max_examples=50, deadline=None)
@given(election=elections())
def test_with_a_completion_the_figures_hold_for_the_share_as_it_was(completion, election):
    rules = Rules(completion=completion)
    blank = with_blanks(election, UNSPENT)
    result = allocate(blank, rules)
    explanation, share = explain(blank, result), Fraction(result.certificate["endowment"])
    assert explanation.fixed
    for lost in explanation.lost:
        at, cost, more = blank.position(lost.project), lost.enough_cost or 0, lost.enough_supporters
        if lost.supporters:
            assert lost.project in bought(costing(blank, at, cost), rules, share)
            assert lost.project not in bought(costing(blank, at, cost + 1), rules, share)
        if more and more <= UNSPENT:
            assert lost.project in bought(with_blanks(election, UNSPENT - more, more, at), rules, share)
            assert lost.project not in bought(with_blanks(election, UNSPENT - more + 1, more - 1, at), rules, share)


def test_figures_are_exact_with_large_amounts_and_many_voters():
    draw = random.Random(4)
    for _ in range(60):
        large = draw.choice([1_000_003, 10**9 + 7])
        costs = [draw.randint(large, 5 * large) for _ in range(8)]
        voters = [dict.fromkeys(draw.sample(range(8), draw.randint(1, 4)), 1) for _ in range(draw.randint(20, 90))]
        election = make(costs, [*voters, *[{}] * UNSPENT], 9 * large)
        for rules in (Rules(), Rules(utility=Utility.CARDINALITY)):
            for lost in explain(election, allocate(election, rules)).lost:
                at, cost, more = election.position(lost.project), lost.enough_cost, lost.enough_supporters
                assert lost.project in allocate(costing(election, at, cost), rules).winners
                assert lost.project not in allocate(costing(election, at, cost + 1), rules).winners
                for count in (more, more - 1) if more <= UNSPENT else ():
                    changed = make(costs, [*voters, *[{at: 1}] * count, *[{}] * (UNSPENT - count)], 9 * large)
                    assert (lost.project in allocate(changed, rules).winners) == (count == more)


@pytest.mark.parametrize("threshold", [0, 3])
@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize("skip", [True, False])
def test_figures_of_greedy_are_exact(skip, ties, threshold):
    @settings(max_examples=40, deadline=None)
    @given(elections())
    def holds(election):
        rules = Rules(rule=Rule.GREEDY, skip=skip, ties=ties, threshold=threshold)
        for lost in explain(election, allocate(election, rules)).lost:
            at, cost, more = election.position(lost.project), lost.enough_cost, lost.enough_supporters
            if cost:
                assert lost.project in allocate(costing(election, at, cost), rules).winners
            if lost.supporters:
                assert lost.project not in allocate(costing(election, at, (cost or 0) + 1), rules).winners
            assert (more is None) == (lost.cost > election.budget)
            if more:
                assert lost.project in allocate(with_blanks(election, 0, more, at), rules).winners
                fewer = with_blanks(election, 0, more - 1, at) if more > 1 else election
                assert lost.project not in allocate(fewer, rules).winners

    holds()


@pytest.mark.parametrize("rules", EVERY, ids=lambda rules: f"{rules.rule} {rules.completion} {rules.skip}")
def test_every_project_is_explained_once_in_both_languages(rules):
    @given(elections())
    def holds(election):
        result = allocate(election, rules)
        words = told(election, explain(election, result))
        assert [one["project"] for one in words["won"]] == list(result.winners)
        everyone = [one["project"] for one in words["won"] + words["lost"]]
        assert sorted(everyone) == sorted(one.id for one in election.projects)
        assert all(one["es"] and one["en"] for one in words["won"] + words["lost"])

    holds()


def test_reasons_are_those_of_the_rule():
    voters = [{0: 1, 1: 1}] * 6 + [{2: 1}] * 2
    election = make([90, 60, 40, 10, 500], voters, 120)
    whys = {one.project: one.why for one in explain(election, allocate(election, Rules())).lost}
    assert whys == {"p0": Why.SHORT, "p2": Why.TOO_FEW, "p3": Why.NOBODY, "p4": Why.NOBODY}
    greedy = {one.project: one.why for one in explain(election, allocate(election, Rules(rule=Rule.GREEDY))).lost}
    assert greedy["p0"] is Why.NO_ROOM


def test_winner_is_paid_by_those_who_supported_it():
    election = make([30, 20], [{0: 1, 1: 1}, {0: 1}, {0: 1}, {1: 1}], 60)
    won = {one.project: one for one in explain(election, allocate(election, Rules())).won}
    assert (won["p0"].supporters, won["p0"].each, won["p0"].whole) == (3, 10, 3)
    assert won["p1"].each == 15  # who paid 10 before had 5 left
    assert won["p1"].whole == 1


def test_whatever_was_tried_makes_it_win():
    voters = [{0: 1}] * 5 + [{1: 1}] * 3 + [{2: 1}]
    election = make([60, 50, 30], voters, 100)
    for rules in EVERY:
        for lost in explain(election, allocate(election, rules)).lost:
            at, tried = election.position(lost.project), try_out(election, rules, lost.project)
            if tried.cost:
                assert lost.project in allocate(costing(election, at, tried.cost), rules).winners
            if tried.voters:
                assert lost.project in allocate(with_blanks(election, 0, tried.voters, at), rules).winners
            if tried.money:
                richer = replace(election, budget=election.budget + tried.money)
                assert lost.project in allocate(richer, rules).winners
            assert any(vars(tried).values())


def test_comparison_with_greedy_counts_whom_it_reaches():
    voters = [{0: 1, 1: 1}] * 6 + [{2: 1}] * 4
    election = make([50, 50, 40], voters, 100)
    greedy = explain(election, allocate(election, Rules())).greedy
    assert (greedy.only_here, greedy.only_there) == (("p2",), ("p1",))
    assert (greedy.reached, greedy.reached_there) == (10, 6)
    assert (greedy.better, greedy.worse) == (4, 6)


def test_project_whose_group_has_enough_is_said_to_be_so():
    election = make([30, 30], [{0: 1}, {1: 1}], 60)
    election = replace(election, projects=tuple(replace(one, more={"place": "city"}) for one in election.projects))
    result = allocate(election, Rules(groups=(Group("place", "city", most=30),)))
    assert [one.why for one in explain(election, result).lost] == [Why.EXCLUDED]


def test_what_supporters_paid_and_what_was_overspent_are_told_apart():
    election = make([80, 20], [{0: 1}, {0: 1}, {0: 1}, {1: 1}], 100)
    explanation = explain(election, allocate(election, Rules(rule=Rule.BOUNDED)))
    won = {one.project: one for one in explanation.won}
    assert (won["p0"].cost, won["p0"].paid, won["p1"].paid) == (80, 75, 20)
    said = {one["project"]: one["en"] for one in told(election, explanation)["won"]}
    assert "$75 of $80" in said["p0"][0]
    assert "$20" in said["p1"][0]


def test_groups_are_said_with_what_they_got():
    election = make([30, 30], [{0: 1}, {1: 1}], 60)
    places = [{"place": "city"}, {"place": "hills"}]
    projects = [replace(one, more=more) for one, more in zip(election.projects, places, strict=True)]
    election = replace(election, projects=tuple(projects))
    groups = (Group("place", "hills", least=40, most=50),)
    summary = told(election, explain(election, allocate(election, Rules(rule=Rule.GREEDY, groups=groups))))["summary"]
    assert "$40 were set aside for hills (place); $30 went to projects, and the rest back to all." in summary["en"]
    assert "Para hills (place) eran $50 cuando más; lo elegido cuesta $30." in summary["es"]
