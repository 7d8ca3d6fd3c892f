"""Results that keep to the prices and the budget, and yet are not those of the rules: the verifier finds each one."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.engines.allocation.allocating import Rule, Rules, allocate, prices, written
from tejido.engines.allocation.completion import Completion, Stop, cost_of, is_enough
from tejido.engines.allocation.equal_shares import buy
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.utilities import Utility, candidates
from tejido.engines.allocation.verify import problems
from tests.engines.allocation.naive import lowest_price
from tests.engines.allocation.small import costs_of, elections, make, voters_of

RULES = [
    Rules(),
    Rules(utility=Utility.CARDINALITY),
    Rules(completion=Completion.ADD1U),
    Rules(rule=Rule.BOUNDED),
    Rules(rule=Rule.BOUNDED, utility=Utility.CARDINALITY),
    Rules(rule=Rule.PHRAGMEN),
    Rules(rule=Rule.PHRAGMEN, skip=False),
    Rules(rule=Rule.GREEDY),
]


def claimed(election, rules):
    return json.loads(json.dumps(written(election, allocate(election, rules))))


@pytest.mark.parametrize("rules", RULES, ids=lambda one: f"{one.rule} {one.utility} {one.completion} {one.skip}")
@settings(max_examples=40, deadline=None)
@given(election=elections(), other=st.sampled_from([1, 2, 3, "lexicographic"]))
def test_no_other_lot_than_the_published_one_decides(rules, election, other):
    drawn = replace(rules, ties=Ties.LEXICOGRAPHIC) if other == "lexicographic" else replace(rules, seed=other)
    right, forged = claimed(election, rules), {**claimed(election, drawn), "rules": claimed(election, rules)["rules"]}
    assert problems(right, election) == []
    assert (problems(forged, election) == []) == (forged == right)  # the steps beside the last one are checked, too


def another_order(election, endowment, draw):
    """Purchases of Equal Shares in any order at all, each at its right price."""
    costs, voters = costs_of(election), voters_of(election, "cost")
    left, rounds = [endowment] * len(voters), []
    while True:
        open_ones = []
        for at, cost in enumerate(costs):
            paying = [(left[i], gains[at]) for i, gains in enumerate(voters) if gains.get(at)]
            if at not in [one for one, _price in rounds] and paying and sum(money for money, _gain in paying) >= cost:
                open_ones.append((at, lowest_price(cost, paying)))
        if not open_ones:
            return rounds
        at, price = draw.choice(open_ones)
        left = [money - min(money, price * gains.get(at, 0)) for money, gains in zip(left, voters, strict=True)]
        rounds.append((at, price))


@settings(max_examples=60, deadline=None)
@given(election=elections(), draw=st.randoms(use_true_random=False))
def test_nothing_but_the_cheapest_may_be_bought(election, draw):
    right = claimed(election, Rules())
    rounds = another_order(election, Fraction(election.budget, election.voters), draw)
    told = [{"project": election.projects[at].id, "price": str(price)} for at, price in rounds]
    forged = {
        **right,
        "winners": [one["project"] for one in told],
        "total_cost": cost_of(election, [at for at, _price in rounds]),
        "certificate": {**right["certificate"], "rounds": told},
    }
    assert (problems(forged, election) == []) == (forged["winners"] == right["winners"])


@pytest.mark.parametrize("stop", Stop)
def test_add1_may_not_end_one_step_sooner_or_later(stop):
    draw, tried = random.Random(2), 0
    for _ in range(60):
        costs = [draw.choice([10, 20, 30, 40, 60, 77]) for _ in range(5)]
        voters = [dict.fromkeys(draw.sample(range(5), draw.randint(1, 3)), 1) for _ in range(draw.randint(2, 9))]
        election, rules = make(costs, voters, 120), Rules(completion=Completion.ADD1, stop=stop)
        right = claimed(election, rules)
        for added in (right["certificate"]["added"] - 1, right["certificate"]["added"] + 1):
            forged = with_added(election, rules, right, added) if added >= 0 else None
            if forged:
                tried += 1
                assert problems(forged, election)
    assert tried > 20


def with_added(election, rules, right, added):
    """A result with so much added, the steps beside it as they would be; None where it costs too much."""
    found, liked = candidates(election, rules.utility), preference(election, rules.ties, rules.seed)
    share = Fraction(election.budget, election.voters) + added
    purchase = buy(election, found, share, liked)
    if cost_of(election, purchase.winners) > election.budget:
        return None
    certificate = {**prices(election, purchase), "added": added}
    if not is_enough(election, purchase, {one.at for one in found}, rules.stop):
        certificate["following"] = prices(election, buy(election, found, share + 1, liked))
    if added:
        certificate["previous"] = prices(election, buy(election, found, share - 1, liked))
    winners = [election.projects[at].id for at in purchase.winners]
    total = cost_of(election, purchase.winners)
    return {**right, "winners": winners, "total_cost": total, "certificate": certificate}


def test_bounded_overspending_is_exact_with_large_amounts():
    """Amounts that floats cannot tell apart: another part of a cost than the best one is not taken."""
    draw = random.Random(3)
    for _ in range(300):
        large = draw.choice([1, 3, 10**6, 999_983, 10**12 + 39])
        costs = [draw.choice([5, 10, 20, 30, 40, 77]) * large + draw.choice([0, 0, 1]) for _ in range(7)]
        voters = [dict.fromkeys(draw.sample(range(7), draw.randint(1, 4)), 1) for _ in range(draw.randint(2, 25))]
        election = make(costs, voters, draw.choice([60, 120, 200]) * large + draw.choice([0, 1]))
        assert problems(claimed(election, Rules(rule=Rule.BOUNDED)), election) == []
