"""Why each project won or lost, computed from the result and never guessed; `telling` puts it into words.

Of Equal Shares every figure follows from the price system: who paid how much for what, what the supporters of a loser
still had in the end, and by how much it missed (`missing` states the model: what each voter had stays as it was). So of
the rule without completion, the figures are those at which it would have won. A completion would give everybody another
share then; of it the figures only say what would have been bought with the share as it was, and `trying` runs the whole
rule again. Of greedy, the figures are exact; of the other rules there are none, and `trying` finds them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any, cast

import numpy as np

from tejido.engines.allocation.allocating import Result, Rule
from tejido.engines.allocation.bos import too_poor
from tejido.engines.allocation.completion import Completion
from tejido.engines.allocation.election import BadElection, Election
from tejido.engines.allocation.greedy import most_points_first
from tejido.engines.allocation.grouping import cost_in
from tejido.engines.allocation.missing import Missed, Round
from tejido.engines.allocation.missing_turn import MissedTurn
from tejido.engines.allocation.pricing import exact
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import preference
from tejido.engines.allocation.utilities import Candidate, Utility, candidates


class Why(StrEnum):
    """Why a project lost."""

    NOBODY = "nobody"  # nobody supports it
    DEARER = "dearer"  # it costs more than the whole budget
    TOO_FEW = "too_few"  # the whole shares of its supporters are less than its cost
    SHORT = "short"  # its supporters had paid for others, and had less than its cost left
    SPENT = "spent"  # its supporters had nothing left
    NO_ROOM = "no_room"  # it did not fit into what was left of the budget
    FEW_POINTS = "few_points"  # it has fewer points than the rules ask for
    ENDED = "ended"  # the choice had ended with a project that did not fit
    EXCLUDED = "excluded"  # its group had got the most that it may get


@dataclass(frozen=True)
class Won:
    """How a winner was paid. Amounts in the election's integers, rounded up; of which `each` is the most that one paid.

    `whole` supporters paid that, the others all they had left; `paid` is what it came to, rounded down, which bounded
    overspending lets be less than the cost. None where the rule has no shares.
    """

    project: str
    cost: int
    supporters: int
    each: int | None = None
    whole: int | None = None
    paid: int | None = None
    completed: bool = False  # bought with what was left over, by votes


@dataclass(frozen=True)
class Lost:
    """Why a project lost. `had` is what its supporters still had together in the end, rounded down.

    `enough_cost` is the highest cost at which it would have won, `enough_supporters` the fewest more with whom it would
    have won: of Equal Shares voters who support it alone in place of nothing, of greedy points. None where that is not
    known.
    """

    project: str
    cost: int
    supporters: int
    why: Why
    had: int | None = None
    enough_cost: int | None = None
    enough_supporters: int | None = None


@dataclass(frozen=True)
class Beside:
    """The same ballots by greedy: who wins there and not here, and what people gain by either."""

    winners: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    reached: int  # voters with at least one winner that they support
    reached_there: int
    better: int  # voters whose supported winners cost more here than there
    worse: int


@dataclass(frozen=True)
class Served:
    """What a group of projects was to get at least and at most, and what its winners cost."""

    column: str
    value: str
    least: int
    most: int | None
    got: int


@dataclass(frozen=True)
class Explanation:
    """A result explained: winners in their order, losers in the order of the election."""

    voters: int
    share: int | None  # what each voter had, rounded down
    added: int  # how much of that was given by a completion
    over: int | None  # what the winners would cost together one step further, where that ended it
    rest: int
    fixed: bool  # the figures of losers hold with the share as it was, which a completion would change
    won: tuple[Won, ...]
    lost: tuple[Lost, ...]
    groups: tuple[Served, ...]
    greedy: Beside


def explain(election: Election, result: Result) -> Explanation:
    """Explain a result of these ballots. Raises BadElection where it is not one."""
    told = _Told(election, result)
    rounds = result.certificate.get("parts") or [{"certificate": result.certificate, "winners": result.winners}]
    for part in rounds:
        told.add(part["certificate"], part["winners"])
    won = tuple(told.won[one] for one in result.winners)
    rest = election.budget - result.total_cost
    winners = set(result.winners)
    lost = tuple(told.why_lost(at, rest) for at, one in enumerate(election.projects) if one.id not in winners)
    certificate = rounds[-1]["certificate"]
    share = certificate.get("endowment")
    return Explanation(
        election.voters,
        None if share is None else floor(Fraction(share)),
        int(certificate.get("added", 0)) * election.unit,
        _over(election, certificate),
        rest,
        result.rules.rule is Rule.EQUAL_SHARES
        and (result.rules.completion is not Completion.NONE or bool(result.rules.groups)),
        won,
        lost,
        _served(election, result),
        beside_greedy(election, result),
    )


def _served(election: Election, result: Result) -> tuple[Served, ...]:
    winners = [election.position(one) for one in result.winners]
    return tuple(
        Served(one.column, one.value, one.least, one.most, cost_in(election, one, winners))
        for one in result.rules.groups
    )


def _over(election: Election, certificate: Mapping[str, Any]) -> int | None:
    following = certificate.get("following")
    if following is None:
        return None
    return sum(election.projects[election.position(one["project"])].cost for one in following["rounds"])


class _Told:
    """Replays the rounds of a result, part by part, and notes what the supporters of each project could pay."""

    def __init__(self, election: Election, result: Result) -> None:
        self._election, self._rules = election, result.rules
        utility = result.rules.utility if result.rules.rule in {Rule.EQUAL_SHARES, Rule.BOUNDED} else Utility.COST
        self._found = {one.at: one for one in candidates(election, utility)}
        self._position = {one.id: at for at, one in enumerate(election.projects)}
        self._winners = {self._position[one] for one in result.winners}
        self._share = Fraction(0)
        self._had: dict[int, Fraction] = {}
        self._missed: Missed | None = None
        is_one_order = self._rules.rule is Rule.GREEDY and not self._rules.groups
        self._turn = MissedTurn(election, self._rules) if is_one_order else None
        self._excluded = _excluded(result)
        self.won: dict[str, Won] = {}

    def add(self, certificate: Mapping[str, Any], winners: Sequence[str]) -> None:
        """Replay one part."""
        for one in winners:
            project, votes = self._election.projects[self._position[one]], self._election.votes[self._position[one]]
            self.won[one] = Won(one, project.cost, votes, completed=one in certificate.get("then", ()))
        if "endowment" not in certificate:
            return
        self._share = Fraction(certificate["endowment"])
        purse = Purse(self._share, self._election.ballots)
        self._losers = [one for at, one in self._found.items() if at not in self._winners]
        missed = Missed(self._election, self._losers, self._share, self._rules)
        has_price = self._rules.rule is Rule.EQUAL_SHARES
        for now, price in self._rounds(certificate):
            if has_price:
                missed.look(now, purse.left)
            if now.at is not None:
                self._pay(self._found[now.at], price, purse, is_whole=has_price)
        self._had = {one.at: purse.exactly(one.rows, one.times) for one in self._losers}
        if has_price:
            self._settle(missed, certificate)

    def _rounds(self, certificate: Mapping[str, Any]) -> Iterator[tuple[Round, Fraction]]:
        """Give the purchases with their prices, and after them the end."""
        for entry in certificate["rounds"]:
            at = self._position[entry["project"]]
            if at not in self._found:
                raise BadElection("no_supporters", project=entry["project"])
            price = Fraction(entry["price"])
            yield Round(price, at), price
        yield Round(), Fraction(0)

    def _settle(self, missed: Missed, certificate: Mapping[str, Any]) -> None:
        """Replay the rounds for what floats have left open."""
        purse = Purse(self._share, self._election.ballots)
        for now, price in self._rounds(certificate):
            missed.settle(now, purse)
            if now.at is not None:
                self._pay(self._found[now.at], price, purse, is_whole=True)
        self._missed = missed

    def _pay(self, candidate: Candidate, price: Fraction, purse: Purse, *, is_whole: bool) -> None:
        whole = price * candidate.worth
        is_poor = exact(candidate, purse).is_poor if is_whole else too_poor(candidate, purse, whole)
        most = int(candidate.gains[~is_poor].max(initial=0))
        paying = int(candidate.times[~is_poor].sum())
        richest = candidate.rows[[int(purse.left[candidate.rows].argmax())]]
        each = ceil(whole * most if most else purse.exactly(richest, np.ones(1, dtype=np.int64)))
        one = self._election.projects[candidate.at].id
        before = Fraction(candidate.cost) if is_whole else purse.exactly(candidate.rows, candidate.times)
        purse.pay(candidate, whole, is_poor)
        paid = before if is_whole else before - purse.exactly(candidate.rows, candidate.times)
        self.won[one] = Won(one, candidate.cost, candidate.voters, each, paying, floor(paid))

    def why_lost(self, at: int, rest: int) -> Lost:
        """Say why a project lost."""
        project, votes = self._election.projects[at], self._election.votes[at]
        had = self._had.get(at)
        facts: dict[str, Any] = {"had": None if had is None else floor(had)}
        why = self._why(at, rest, had)
        if why in {Why.SHORT, Why.TOO_FEW, Why.DEARER} and self._missed is not None:
            facts |= {"enough_cost": self._missed.cost(at), "enough_supporters": self._missed.supporters(at)}
        if self._turn is not None:
            facts |= {"enough_cost": self._turn.cost(at) or None, "enough_supporters": self._turn.supporters(at)}
        return Lost(project.id, project.cost, votes, why, **facts)

    def _why(self, at: int, rest: int, had: Fraction | None) -> Why:
        cost, rules = self._election.projects[at].cost, self._rules
        if self._election.projects[at].id in self._excluded:
            return Why.EXCLUDED
        if not self._election.votes[at]:
            return Why.NOBODY
        if cost > self._election.budget:
            return Why.DEARER
        if rules.rule is Rule.EQUAL_SHARES and had is not None and had < cost:
            return Why.TOO_FEW if self._election.votes[at] * self._share < cost else Why.SHORT
        if rules.rule is Rule.GREEDY and self._election.points[at] < rules.threshold:
            return Why.FEW_POINTS
        if cost > rest:
            return Why.NO_ROOM
        return Why.SPENT if rules.rule is Rule.BOUNDED else Why.ENDED


def _excluded(result: Result) -> set[str]:
    """Return what was left out of the part of all, because its group would have had more than its most."""
    *_groups, last = cast(Sequence[Mapping[str, Any]], result.certificate.get("parts")) or [{"attempts": ()}]
    return {one["excluded"] for one in last["attempts"]}


def beside_greedy(election: Election, result: Result) -> Beside:
    """Compare a result with what most cities would have chosen."""
    liked = preference(election, result.rules.ties, result.rules.seed)
    there = most_points_first(election, liked)
    here = tuple(election.position(one) for one in result.winners)
    mine, theirs = _gain(election, here), _gain(election, there)
    times = election.times
    return Beside(
        tuple(election.projects[at].id for at in there),
        tuple(election.projects[at].id for at in here if at not in there),
        tuple(election.projects[at].id for at in there if at not in here),
        _voters_with_any(election, here),
        _voters_with_any(election, there),
        int(times[mine > theirs].sum()),
        int(times[mine < theirs].sum()),
    )


def _gain(election: Election, winners: Sequence[int]) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Give what the winners that each ballot supports cost together."""
    total = np.zeros(election.times.size, dtype=np.int64)
    for at in winners:
        total[election.columns[at][0]] += election.projects[at].cost
    return total


def _voters_with_any(election: Election, winners: Sequence[int]) -> int:
    reached = np.zeros(election.times.size, dtype=bool)
    for at in winners:
        reached[election.columns[at][0]] = True
    return int(election.times[reached].sum())
