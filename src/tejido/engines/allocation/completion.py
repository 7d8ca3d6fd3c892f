"""Spending what the Method of Equal Shares leaves: more money for each voter, in steps, until it is enough.

Add1: each voter is given one unit of the currency more, and the rule begins anew, until no supported project fits
into what is left (`Stop.EXHAUSTIVE`), or only before the next step would overspend (`Stop.OVERSPEND`; what some
cities call "comparison"). Steps are skipped where `horizon` proves that they buy the same projects. Add1U then spends
what still is left on the projects with most points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.equal_shares import Purchase, Stall, buy
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.ties import Key
from tejido.engines.allocation.utilities import Candidate

LONGEST_PAUSE = 15


class Completion(StrEnum):
    """How the rule is completed."""

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"


class Stop(StrEnum):
    """When the steps end."""

    EXHAUSTIVE = "exhaustive"
    OVERSPEND = "overspend"


@dataclass(frozen=True)
class Completed:
    """The last purchase within the budget; `steps` units were added for each voter, in `runs` runs of the rule."""

    purchase: Purchase
    steps: int
    runs: int


def add_one(election: Election, found: Sequence[Candidate], preference: Key, stop: Stop) -> Completed:
    """Return the purchase that Add1 ends with."""
    share = Fraction(election.budget, max(election.voters, 1))
    supported = {candidate.at for candidate in found}
    pace = _Pace(election)
    stall = Stall.of(election, found, is_long=True)
    steps, runs = 0, 1
    last = buy(election, found, share, preference, pace.horizon, stall)
    while not is_enough(election, last, supported, stop):
        ahead = pace.ahead()
        following = buy(election, found, share + (steps + ahead) * election.unit, preference, pace.horizon, stall)
        runs += 1
        if cost_of(election, following.winners) > election.budget:
            if ahead > 1:  # the same projects, at the prices of the last step within the budget
                last = buy(election, found, share + (steps + ahead - 1) * election.unit, preference, None, stall)
                runs += 1
            return Completed(last, steps + ahead - 1, runs)
        steps, last = steps + ahead, following
    return Completed(last, steps, runs)


class _Pace:
    """How many steps are gone at once. Where prices lie so close that none can be skipped, it is asked less often."""

    def __init__(self, election: Election) -> None:
        self._ballots, self._unit = len(election.ballots), election.unit
        self.horizon: Horizon | None = Horizon(self._ballots, reach=2.0 * self._unit)
        self._reach = 2.0 * self._unit
        self._pause = self._paused = 0

    def ahead(self) -> int:
        """Return how many units to add now, and look from there, or not."""
        if self.horizon is None:
            self._paused -= 1
            ahead = 1
        else:
            money = self.horizon.money
            self._reach = max(2.0 * self._unit, 2 * money, self._reach / 2)
            ahead = max(1, int(money / self._unit))
            self._pause = 0 if ahead > 1 else min(2 * self._pause + 1, LONGEST_PAUSE)
            self._paused = self._pause
        self.horizon = None if self._paused else Horizon(self._ballots, reach=self._reach)
        return ahead


def is_enough(election: Election, purchase: Purchase, supported: set[int], stop: Stop) -> bool:
    """Say whether no step follows, because of the projects that have supporters none is missing, or none fits."""
    rest = election.budget - cost_of(election, purchase.winners)
    missing = supported - set(purchase.winners)
    if stop is Stop.OVERSPEND:
        return not missing
    return all(election.projects[at].cost > rest for at in missing)


def cost_of(election: Election, winners: Sequence[int]) -> int:
    """Return what the projects at these positions cost together."""
    return sum(election.projects[at].cost for at in winners)
