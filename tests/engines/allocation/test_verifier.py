"""The verifier refuses whatever was changed in a result."""

import copy
import json
from dataclasses import replace

import pytest

from tejido.engines.allocation.allocating import Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.grouping import Group
from tejido.engines.allocation.utilities import Utility
from tejido.engines.allocation.verify import problems
from tests.engines.allocation.small import make

VOTERS = [{0: 1, 1: 1}, {0: 1, 1: 1}, {0: 1, 2: 1}, {2: 1, 3: 1}, {3: 1}, {3: 1, 4: 1}]
PLAIN = make([30, 20, 25, 40, 90], VOTERS, 120)
DISTRICTS = ("North", "South", "South", "North, East", "South")
ELECTION = replace(
    PLAIN,
    projects=tuple(replace(one, more={"district": name}) for one, name in zip(PLAIN.projects, DISTRICTS, strict=True)),
)
EVERY = [
    Rules(),
    Rules(completion=Completion.ADD1),
    Rules(completion=Completion.ADD1, stop=Stop.OVERSPEND),
    Rules(completion=Completion.ADD1U),
    Rules(utility=Utility.CARDINALITY),
    Rules(rule=Rule.BOUNDED),
    Rules(rule=Rule.PHRAGMEN),
    Rules(rule=Rule.PHRAGMEN, skip=False),
    Rules(rule=Rule.GREEDY),
    Rules(rule=Rule.GREEDY, skip=False),
    Rules(groups=(Group("district", "North", least=40), Group("district", "South", most=60))),
]


def claim(rules):
    return json.loads(json.dumps(written(ELECTION, allocate(ELECTION, rules))))


def changed(thing):
    """Every copy of a result in which one value is another."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from ({**thing, key: other} for other in changed(value))
    elif isinstance(thing, list):
        for at, value in enumerate(thing):
            yield from ([*thing[:at], other, *thing[at + 1 :]] for other in changed(value))
            yield [*thing[:at], *thing[at + 1 :]]
    elif isinstance(thing, int) and not isinstance(thing, bool):
        yield thing + 1
    elif isinstance(thing, str):
        yield ("p3" if thing == "p4" else "p4") if thing.startswith("p") else f"{thing}1"


@pytest.mark.parametrize("rules", EVERY)
def test_no_changed_winner_amount_or_certificate_holds(rules):
    right = claim(rules)
    assert problems(copy.deepcopy(right), ELECTION) == []
    for key in ("winners", "total_cost", "budget", "certificate"):
        for other in changed(right[key]):
            assert problems({**right, key: other}, ELECTION), (key, other)


@pytest.mark.parametrize("wrong", [{}, {"winners": None}, {"winners": [], "total_cost": 0, "budget": 120, "rules": {}}])
def test_what_is_no_result_is_a_problem_and_no_error(wrong):
    assert problems(wrong, ELECTION)
