"""Checks a result against the ballots, in one pass over them and without any code of the rules.

Of Equal Shares the certificate is a price system: what each voter had, and what a unit of gain cost in each round. It
holds if in each round the supporters, each paying the price or all they have, pay exactly the cost; if prices never
fall; and if the supporters of no project that lost still have its cost. Of Phragmen it is the moments of the
purchases, of greedy the points. What a voter gains comes from the ballots and the utility that the result names.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tejido.engines.allocation.election import Election


def problems(result: Mapping[str, Any], election: Election) -> list[str]:
    """Return what does not hold, in words; nothing where the result is right.

    `result` is what `tejido allocation run --json` prints. A result of another shape is a problem, not an error.
    """
    try:
        return [*_sums(result, election), *_CHECKS[result["rules"]["rule"]](result, election)]
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as problem:
        return [f"this is no result: {type(problem).__name__} {problem}"]


def _sums(result: Mapping[str, Any], election: Election) -> list[str]:
    """Check ids, the total and the budget."""
    known = {project.id: project for project in election.projects}
    winners: Sequence[str] = result["winners"]
    found = [f"there is no project {one}" for one in winners if one not in known]
    if len(set(winners)) != len(winners):
        found.append("a winner is named twice")
    total = sum(known[one].cost for one in winners if one in known)
    if str(election.written(total)) != str(result["total_cost"]):
        found.append(f"the winners cost {election.written(total)}, not {result['total_cost']}")
    if str(election.written(election.budget)) != str(result["budget"]):
        found.append(f"the budget is {election.written(election.budget)}, not {result['budget']}")
    if total > election.budget:
        found.append("the winners cost more than the budget")
    return found


def _equal_shares(result: Mapping[str, Any], election: Election) -> list[str]:
    certificate = result["certificate"]
    rounds = [(one["project"], Fraction(one["price"])) for one in certificate["rounds"]]
    found = []
    if [project for project, _price in rounds] + certificate.get("then", []) != list(result["winners"]):
        found.append("the rounds and the winners differ")
    share = Fraction(election.budget, election.voters) + certificate["added"] * election.unit
    if Fraction(certificate["endowment"]) != share:
        found.append(f"each voter had {share}, not {certificate['endowment']}")
    if any(later < earlier for (_a, earlier), (_b, later) in itertools.pairwise(rounds)):
        found.append("a price falls from one round to the next")
    left = [share] * len(election.cast)
    for project, price in rounds:
        at = election.position(project)
        paid = Fraction(0)
        for ballot, gain in _gains(election, at, result["rules"]["utility"]):
            payment = min(left[ballot], price * gain)
            left[ballot] -= payment
            paid += payment * election.cast[ballot][1]
        if paid != election.projects[at].cost:
            found.append(f"project {project}: its supporters pay {float(paid):.2f}, not its cost")
    return found + _nobody_could_pay_more(result, election, left)


def _nobody_could_pay_more(result: Mapping[str, Any], election: Election, left: Sequence[Fraction]) -> list[str]:
    won = set(result["winners"])
    found = []
    for at, project in enumerate(election.projects):
        supporters = _gains(election, at, result["rules"]["utility"])
        have = sum(left[ballot] * election.cast[ballot][1] for ballot, _gain in supporters)
        if project.id not in won and supporters and have >= project.cost:
            found.append(f"project {project.id} lost although its supporters still have its cost")
    return found


def _gains(election: Election, at: int, utility: str) -> list[tuple[int, int]]:
    """Give the ballots that gain from a project, and how much."""
    rows, points = election.columns[at]
    flat = {"cost": max(election.projects[at].cost, 1), "cardinality": 1}.get(utility)
    pairs = zip(rows.tolist(), points.tolist(), strict=True)
    return [(ballot, flat or given) for ballot, given in pairs if given > 0]


def _phragmen(result: Mapping[str, Any], election: Election) -> list[str]:
    rounds = [(one["project"], Fraction(one["moment"])) for one in result["certificate"]["rounds"]]
    found = [] if [one for one, _moment in rounds] == list(result["winners"]) else ["the rounds and the winners differ"]
    since = [Fraction(0)] * len(election.cast)
    before = Fraction(0)
    for project, moment in rounds:
        at = election.position(project)
        rows = election.columns[at][0].tolist()
        have = sum((moment - since[ballot]) * election.cast[ballot][1] for ballot in rows)
        if have != election.projects[at].cost or moment < before:
            found.append(f"project {project} is not bought at the moment {float(moment):.2f}")
        before = moment
        for ballot in rows:
            since[ballot] = moment
    return found


def _greedy(result: Mapping[str, Any], election: Election) -> list[str]:
    rest, rules = election.budget, result["rules"]
    points = dict(zip((one.id for one in election.projects), election.points, strict=True))
    found = [] if result["certificate"]["points"] == points else ["the points are not those of the ballots"]
    winners: list[str] = list(result["winners"])
    if any(points[later] > points[earlier] for earlier, later in itertools.pairwise(winners)):
        found.append("a winner has more points than one before it")
    for project in sorted(election.projects, key=lambda one: (-points[one.id], one.id not in winners)):
        if project.id in winners:
            rest -= project.cost
        elif project.cost <= rest and points[project.id] >= max(rules["threshold"], 1) and rules["skip"]:
            found.append(f"project {project.id} lost although there was money for it in its turn")
    return found


def _ranked(result: Mapping[str, Any], election: Election) -> list[str]:
    """Check an order that follows from points, the cost and the lot, and what was bought in it."""
    seed, known = result["rules"]["seed"], {one.id: one for one in election.projects}
    points = {one: Fraction(mean) for one, mean in result["certificate"].get("points", {}).items()}
    by_points = result["rules"]["rule"] == "panel"

    def place(one: str) -> tuple[Any, ...]:
        drawn = hashlib.sha256(f"{seed}:{one}".encode()).digest()
        return (-points[one], known[one].cost, drawn) if by_points else (drawn,)

    order: list[str] = result["certificate"]["order"]
    found = [] if order == sorted(known, key=place) else ["the order does not follow from the points and the seed"]
    rest, bought = election.budget, []
    for one in order:
        if known[one].cost <= rest:
            rest -= known[one].cost
            bought.append(one)
    if bought != list(result["winners"]):
        found.append("the winners are not what fits in this order")
    return found


def _nothing(result: Mapping[str, Any], election: Election) -> list[str]:
    """Check that nothing is chosen, because there is nothing to choose or nobody who chooses."""
    if result["winners"]:
        return ["a winner is named although no rule was used"]
    return ["no rule was used although people voted"] if election.projects and election.voters else []


_CHECKS = {
    "none": _nothing,
    "mes": _equal_shares,
    "phragmen": _phragmen,
    "greedy": _greedy,
    "panel": _ranked,
    "lot": _ranked,
}
