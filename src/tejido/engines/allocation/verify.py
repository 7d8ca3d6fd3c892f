"""Checks a result against the ballots, without any code of the rules.

Of Equal Shares the certificate is a price system (`verify_shares`; `verify_bounded` where it may overspend), of
Phragmen the moments of the purchases (`verify_moments`), of greedy, a panel and a lot the points or the seed, from
which the order is drawn up again. An allocation in parts, for groups of projects, is checked part by part. What a voter
gains comes from the ballots and the utility that the result names.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tejido.engines.allocation import verify_bounded, verify_moments, verify_shares
from tejido.engines.allocation.election import Election, Project, narrowed
from tejido.engines.allocation.verify_order import liked, most_points_first

Claim = Mapping[str, Any]


def problems(result: Claim, election: Election) -> list[str]:
    """Return what does not hold, in words; nothing where the result is right.

    `result` is what `tejido allocation run --json` prints. A result of another shape is a problem, not an error.
    """
    try:
        check = _parts if result["rules"].get("groups") else _CHECKS[result["rules"]["rule"]]
        return [*_sums(result, election), *check(result, election)]
    except (KeyError, TypeError, ValueError, ZeroDivisionError, AttributeError, IndexError) as problem:
        return [f"this is no result: {type(problem).__name__} {problem}"]


def _sums(result: Claim, election: Election) -> list[str]:
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


def _parts(result: Claim, election: Election) -> list[str]:
    """Check an allocation in parts: each one by itself, and what the groups got."""
    rules, groups = result["rules"], result["rules"]["groups"]
    parts: Sequence[Claim] = result["certificate"]["parts"]
    due = [at for at, group in enumerate(groups) if _amount(group["least"], election)] + [None]
    if [part["group"] for part in parts] != due:
        return ["the parts are not those that the groups ask for"]
    found: list[str] = []
    taken: list[str] = []
    for part in parts:
        group = None if part["group"] is None else groups[part["group"]]
        rest = election.budget - _cost(election, taken)
        budget = min(_amount(group["least"], election), rest) if group else rest
        keep = [
            at
            for at, one in enumerate(election.projects)
            if one.id not in taken and (group is None or _belongs(one, group))
        ]
        found += _attempts(part, rules, election, taken, keep, budget)
        taken += part["winners"]
    return found if taken == list(result["winners"]) else [*found, "the parts and the winners differ"]


def _attempts(
    part: Claim, rules: Claim, election: Election, taken: Sequence[str], keep: Sequence[int], budget: int
) -> list[str]:
    """Check a part, and before it each attempt that broke a limit: what is left out is what broke it first."""
    found: list[str] = []
    excluded: list[int] = []
    for run in (*part["attempts"], part):
        among = [at for at in keep if at not in excluded]
        total = election.written(_cost(election, run["winners"]))
        claim = {**run, "budget": part["budget"], "rules": {**rules, "groups": []}, "total_cost": total}
        found += problems(claim, narrowed(election, among, budget))
        first = _first_over(rules, election, taken, run["winners"])
        if run is part:
            return found if first is None else [*found, f"with project {first} its group gets more than its most"]
        if first != run["excluded"]:
            found.append(f"project {run['excluded']} is left out although it breaks no limit before others")
        excluded.append(election.position(run["excluded"]))
    return found


def _first_over(rules: Claim, election: Election, taken: Sequence[str], winners: Sequence[str]) -> str | None:
    """Return the first winner with which a group has more than its most."""
    known = {one.id: one for one in election.projects}
    limits = [(group, _amount(group["most"], election)) for group in rules["groups"] if group["most"] is not None]
    got = [sum(known[one].cost for one in taken if _belongs(known[one], group)) for group, _most in limits]
    for one in winners:
        for at, (group, most) in enumerate(limits):
            got[at] += known[one].cost if _belongs(known[one], group) else 0
            if got[at] > most:
                return one
    return None


def _belongs(project: Project, group: Claim) -> bool:
    return group["value"] in [word.strip() for word in project.more.get(group["column"], "").split(",")]


def _amount(written: object, election: Election) -> int:
    return int(Fraction(str(written)) * election.unit)


def _cost(election: Election, ids: Sequence[str]) -> int:
    return sum(election.projects[election.position(one)].cost for one in ids)


def _greedy(result: Claim, election: Election) -> list[str]:
    rules = result["rules"]
    points = dict(zip((one.id for one in election.projects), election.points, strict=True))
    found = [] if result["certificate"]["points"] == points else ["the points are not those of the ballots"]
    order = most_points_first(election, rules, threshold=rules["threshold"], skip=rules["skip"])
    return found if order == list(result["winners"]) else [*found, "the winners are not those with most points"]


def _ranked(result: Claim, election: Election) -> list[str]:
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


def _nothing(result: Claim, election: Election) -> list[str]:
    """Check that nothing is chosen, because there is nothing to choose or nobody who chooses."""
    if result["winners"]:
        return ["a winner is named although no rule was used"]
    return ["no rule was used although people voted"] if election.projects and election.voters else []


def _shares(result: Claim, election: Election) -> list[str]:
    return verify_shares.check(result, election, liked(election, result["rules"]))


def _bounded(result: Claim, election: Election) -> list[str]:
    return verify_bounded.check(result, election, liked(election, result["rules"]))


def _phragmen(result: Claim, election: Election) -> list[str]:
    return verify_moments.check(result, election, liked(election, result["rules"]))


_CHECKS: Mapping[str, Callable[[Claim, Election], list[str]]] = {
    "none": _nothing,
    "mes": _shares,
    "bos": _bounded,
    "phragmen": _phragmen,
    "greedy": _greedy,
    "panel": _ranked,
    "lot": _ranked,
}
