"""From an election and rules that were said before to a result that does not change any more."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from tejido.engines.allocation.bos import buy_bounded
from tejido.engines.allocation.completion import Completed, Completion, Stop, add_one, cost_of, is_enough
from tejido.engines.allocation.election import BadElection, Election
from tejido.engines.allocation.equal_shares import Purchase, buy
from tejido.engines.allocation.greedy import most_points_first
from tejido.engines.allocation.grouping import Attempt, Group, Part, in_parts
from tejido.engines.allocation.phragmen import earn_and_buy
from tejido.engines.allocation.ties import Key, Ties, preference
from tejido.engines.allocation.utilities import Candidate, Utility, candidates


class Rule(StrEnum):
    """How the budget is allocated."""

    EQUAL_SHARES = "mes"
    GREEDY = "greedy"
    PHRAGMEN = "phragmen"
    BOUNDED = "bos"


@dataclass(frozen=True)
class Rules:
    """All that decides besides the ballots. With `skip` (greedy, Phragmen) what does not fit is passed over.

    `groups` get the least and the most that they name, see `tejido.engines.allocation.grouping`.
    """

    rule: Rule = Rule.EQUAL_SHARES
    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    stop: Stop = Stop.EXHAUSTIVE
    skip: bool = True
    ties: Ties = Ties.LOT
    seed: int = 0
    threshold: int = 0
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Result:
    """Who won, in order, and the certificate: numbers from which `tejido.engines.allocation.verify` checks it."""

    rules: Rules
    winners: tuple[str, ...]
    total_cost: int
    budget: int
    certificate: Mapping[str, Any]


def allocate(election: Election, rules: Rules) -> Result:
    """Allocate the budget by the rules. Raises BadElection where the ballots do not suit them, or nobody voted."""
    if election.voters == 0:
        raise BadElection("nobody_voted")
    positions, certificate = _in_parts(election, rules) if rules.groups else _chosen(election, rules)
    ids = tuple(election.projects[at].id for at in positions)
    return Result(rules, ids, cost_of(election, positions), election.budget, certificate)


def written(election: Election, result: Result) -> dict[str, object]:
    """Return the result as it is published: amounts in the source's own unit, all of it plain values."""
    return {
        "winners": list(result.winners),
        "total_cost": election.written(result.total_cost),
        "budget": election.written(result.budget),
        "rules": written_rules(election, result.rules),
        "certificate": result.certificate,
    }


def written_rules(election: Election, rules: Rules) -> dict[str, object]:
    """Return the rules as they are published."""
    groups = [
        asdict(one)
        | {"least": election.written(one.least), "most": None if one.most is None else election.written(one.most)}
        for one in rules.groups
    ]
    return asdict(replace(rules, groups=())) | {"groups": groups}


Chosen = tuple[tuple[int, ...], dict[str, object]]


def _chosen(election: Election, rules: Rules) -> Chosen:
    return _CHOICES[rules.rule](election, rules, preference(election, rules.ties, rules.seed))


def _in_parts(election: Election, rules: Rules) -> Chosen:
    parts = in_parts(election, rules.groups, lambda part: _chosen(part, rules))
    winners = tuple(at for part in parts for at in part.winners)
    return winners, {"parts": [_written_part(election, part) for part in parts]}


def _written_part(election: Election, part: Part) -> dict[str, object]:
    attempts = [
        {"excluded": election.projects[one.breaking].id, **_written_run(election, one)} for one in part.attempts
    ]
    budget = election.written(part.budget)
    return {"group": part.at, "budget": budget, "attempts": attempts, **_written_run(election, part)}


def _written_run(election: Election, run: Part | Attempt) -> dict[str, object]:
    return {"winners": [election.projects[at].id for at in run.winners], "certificate": run.certificate}


def _equal_shares(election: Election, rules: Rules, liked: Key) -> Chosen:
    found = candidates(election, rules.utility)
    if rules.completion is Completion.NONE:
        purchase = buy(election, found, Fraction(election.budget, election.voters), liked)
        return purchase.winners, prices(election, purchase) | {"added": 0}
    completed = add_one(election, found, liked, rules.stop)
    winners = completed.purchase.winners
    certificate = prices(election, completed.purchase) | {"added": completed.steps}
    ended = is_enough(election, completed.purchase, {one.at for one in found}, rules.stop)
    certificate |= _beside(election, found, liked, completed, ended=ended)
    if rules.completion is Completion.ADD1U:
        more = most_points_first(election, liked, taken=winners)
        certificate["then"] = [election.projects[at].id for at in more]
        winners += more
    return winners, certificate


def _beside(
    election: Election, found: list[Candidate], liked: Key, completed: Completed, *, ended: bool
) -> dict[str, object]:
    """Give the steps before and after the last one, which show that Add1 ended where it had to."""
    share = completed.purchase.endowment
    beside: dict[str, object] = {}
    if not ended:
        beside["following"] = prices(election, buy(election, found, share + election.unit, liked))
    if completed.steps:
        beside["previous"] = prices(election, buy(election, found, share - election.unit, liked))
    return beside


def prices(election: Election, purchase: Purchase) -> dict[str, object]:
    """Give the price system: what each voter had, and the price of one unit of gain in each round, as fractions."""
    return {
        "endowment": str(purchase.endowment),
        "rounds": [{"project": election.projects[one.at].id, "price": str(one.price)} for one in purchase.rounds],
    }


def _bounded(election: Election, rules: Rules, liked: Key) -> Chosen:
    rounds = buy_bounded(election, candidates(election, rules.utility), liked)
    told = [
        {"project": election.projects[one.at].id, "price": str(one.price), "share": str(one.share)} for one in rounds
    ]
    endowment = Fraction(election.budget, election.voters)
    return tuple(one.at for one in rounds), {"endowment": str(endowment), "rounds": told}


def _greedy(election: Election, rules: Rules, liked: Key) -> Chosen:
    chosen = most_points_first(election, liked, skip=rules.skip, threshold=rules.threshold)
    return chosen, {"points": {one.id: points for one, points in zip(election.projects, election.points, strict=True)}}


def _phragmen(election: Election, rules: Rules, liked: Key) -> Chosen:
    bought = earn_and_buy(election, liked, skip=rules.skip)
    rounds = [{"project": election.projects[at].id, "moment": str(moment)} for at, moment in bought]
    return tuple(at for at, _moment in bought), {"rounds": rounds}


_CHOICES = {
    Rule.EQUAL_SHARES: _equal_shares,
    Rule.GREEDY: _greedy,
    Rule.PHRAGMEN: _phragmen,
    Rule.BOUNDED: _bounded,
}
