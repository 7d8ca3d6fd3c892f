"""From an election and rules that were said before to a result that does not change any more."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction

from tejido.engines.allocation.completion import Completion, Stop, add_one, cost_of
from tejido.engines.allocation.election import BadElection, Election
from tejido.engines.allocation.equal_shares import Purchase, buy
from tejido.engines.allocation.greedy import most_points_first
from tejido.engines.allocation.phragmen import earn_and_buy
from tejido.engines.allocation.ties import Key, Ties, preference
from tejido.engines.allocation.utilities import Utility, candidates


class Rule(StrEnum):
    """How the budget is allocated."""

    EQUAL_SHARES = "mes"
    GREEDY = "greedy"
    PHRAGMEN = "phragmen"


@dataclass(frozen=True)
class Rules:
    """All that decides besides the ballots. With `skip` (greedy, Phragmen) what does not fit is passed over."""

    rule: Rule = Rule.EQUAL_SHARES
    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    stop: Stop = Stop.EXHAUSTIVE
    skip: bool = True
    ties: Ties = Ties.LOT
    seed: int = 0
    threshold: int = 0


@dataclass(frozen=True)
class Result:
    """Who won, in order, and the certificate: numbers from which `tejido.engines.allocation.verify` checks it."""

    rules: Rules
    winners: tuple[str, ...]
    total_cost: int
    budget: int
    certificate: Mapping[str, object]


def allocate(election: Election, rules: Rules) -> Result:
    """Allocate the budget by the rules. Raises BadElection where the ballots do not suit them, or nobody voted."""
    if election.voters == 0:
        raise BadElection("nobody voted")
    liked = preference(election, rules.ties, rules.seed)
    positions, certificate = _CHOICES[rules.rule](election, rules, liked)
    ids = tuple(election.projects[at].id for at in positions)
    return Result(rules, ids, cost_of(election, positions), election.budget, certificate)


def written(election: Election, result: Result) -> dict[str, object]:
    """Return the result as it is published: amounts in the source's own unit, all of it plain values."""
    return {
        "winners": list(result.winners),
        "total_cost": election.written(result.total_cost),
        "budget": election.written(result.budget),
        "rules": asdict(result.rules),
        "certificate": result.certificate,
    }


Chosen = tuple[tuple[int, ...], Mapping[str, object]]


def _equal_shares(election: Election, rules: Rules, liked: Key) -> Chosen:
    found = candidates(election, rules.utility)
    if rules.completion is Completion.NONE:
        purchase, steps = buy(election, found, Fraction(election.budget, election.voters), liked), 0
    else:
        completed = add_one(election, found, liked, rules.stop)
        purchase, steps = completed.purchase, completed.steps
    certificate = _prices(election, purchase, steps)
    winners = purchase.winners
    if rules.completion is Completion.ADD1U:
        more = most_points_first(election, liked, taken=winners)
        certificate["then"] = [election.projects[at].id for at in more]
        winners += more
    return winners, certificate


def _prices(election: Election, purchase: Purchase, steps: int) -> dict[str, object]:
    """Give the price system: what each voter had, and the price of one unit of gain in each round, as fractions."""
    return {
        "endowment": str(purchase.endowment),
        "added": steps,
        "rounds": [{"project": election.projects[one.at].id, "price": str(one.price)} for one in purchase.rounds],
    }


def _greedy(election: Election, rules: Rules, liked: Key) -> Chosen:
    chosen = most_points_first(election, liked, skip=rules.skip, threshold=rules.threshold)
    return chosen, {"points": {one.id: points for one, points in zip(election.projects, election.points, strict=True)}}


def _phragmen(election: Election, rules: Rules, liked: Key) -> Chosen:
    bought = earn_and_buy(election, liked, skip=rules.skip)
    rounds = [{"project": election.projects[at].id, "moment": str(moment)} for at, moment in bought]
    return tuple(at for at, _moment in bought), {"rounds": rounds}


_CHOICES = {Rule.EQUAL_SHARES: _equal_shares, Rule.GREEDY: _greedy, Rule.PHRAGMEN: _phragmen}
