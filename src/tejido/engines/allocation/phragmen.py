"""Sequential Phragmen for projects with costs (Los, Christoff and Grossi 2022, arXiv 2203.12324), exactly.

Every voter earns one unit of money in each unit of time. As soon as the supporters of a project have its cost
together, it is bought and their money is gone. What a voter has is therefore the time since the last purchase that
they supported; the supporters of a project have their number times now, less the sum of those moments, so it is
bought at (cost + sum of moments) / supporters: a sum of as many fractions as there were purchases.

Floats find who may be first. A moment is a mean of earlier ones plus a quotient, so what it may be off by is what
those are off by, and the rounding of one sum. Who cannot be told apart by that is compared in fractions.
"""

import heapq
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np

from tejido.engines.allocation.election import Election, Numbers
from tejido.engines.allocation.loops import EPSILON, Floats, chosen
from tejido.engines.allocation.ties import Key


def earn_and_buy(election: Election, preference: Key, *, skip: bool = False) -> tuple[tuple[int, Fraction], ...]:
    """Return the positions of what is bought, each with its moment.

    Without `skip` it ends with the first project that no longer fits into the budget (as defined in the paper); with
    it, such a project is passed over and the earning goes on.
    """
    waiting = _Waiting(election, preference)
    rest = election.budget
    bought: list[tuple[int, Fraction]] = []
    while True:
        first = waiting.first()
        if first is None:
            return tuple(bought)
        at, moment = first
        if election.projects[at].cost <= rest:
            rest -= election.projects[at].cost
            bought.append(first)
            waiting.buy(at, moment)
        elif not skip:
            return tuple(bought)


@dataclass
class _Moments:
    """The moments of purchases, exactly: in parts, so many to a unit, that all of them share."""

    parts: int = 1
    counted: list[int] = field(default_factory=lambda: [0])

    def add(self, moment: Fraction) -> None:
        finer = moment.denominator // gcd(self.parts, moment.denominator)
        if finer > 1:
            self.parts *= finer
            self.counted = [one * finer for one in self.counted]
        self.counted.append(moment.numerator * (self.parts // moment.denominator))

    def sum(self, times: list[int]) -> Fraction:
        return Fraction(sum(one * many for one, many in zip(self.counted, times, strict=True) if many), self.parts)


class _Waiting:
    """Projects not bought yet. Moments only move later, so that one worked out before is a lower bound."""

    def __init__(self, election: Election, preference: Key) -> None:
        self._election, self._preference = election, preference
        self._loops = chosen(election.ballots.projects.size, is_long=False)
        self._counts = [election.times[rows].astype(np.float64) for rows, _points in election.columns]
        self._last: Numbers = np.zeros(len(election.ballots), dtype=np.int64)  # by ballot: the last purchase; 0: none
        self._exact = _Moments()
        self._moments: Floats = np.zeros(len(election.projects) + 1)
        self._rounds, self._error = 0, 0.0
        costs = [(float(one.cost), votes) for one, votes in zip(election.projects, election.votes, strict=True)]
        self._heap = [(cost / votes * (1 - 4 * EPSILON), at) for at, (cost, votes) in enumerate(costs) if votes]
        heapq.heapify(self._heap)

    def first(self) -> tuple[int, Fraction] | None:
        """Take out the project that is bought next, with its moment; None if none is left."""
        looked: list[tuple[float, int]] = []
        best = float("inf")
        while self._heap and self._heap[0][0] <= best:
            at = heapq.heappop(self._heap)[1]
            low, high = self._between(at)
            looked.append((low, at))
            best = min(best, high)
        contenders = [at for low, at in looked if low <= best]
        if not contenders:
            return None
        moments = {at: self._moment(at) for at in contenders}
        chosen = min(contenders, key=lambda at: (moments[at], self._preference(at)))
        for low, at in looked:
            if at != chosen:
                heapq.heappush(self._heap, (low, at))
        return chosen, moments[chosen]

    def buy(self, at: int, moment: Fraction) -> None:
        """Have the supporters pay all they have."""
        self._rounds += 1
        self._last[self._election.columns[at][0]] = self._rounds
        self._exact.add(moment)
        self._moments[self._rounds] = float(moment)
        self._error = max(self._error, 2 * EPSILON * float(moment))

    def _between(self, at: int) -> tuple[float, float]:
        """Give what the moment is at least and at most."""
        rows, counts = self._election.columns[at][0], self._counts[at]
        cost, votes = float(self._election.projects[at].cost), self._election.votes[at]
        moment = (cost + self._loops.since(rows, counts, self._last, self._moments)) / votes
        off = self._error + (rows.size + 8) * EPSILON * moment
        return moment - off, moment + off

    def _moment(self, at: int) -> Fraction:
        rows = self._election.columns[at][0]
        since = np.bincount(self._last[rows], weights=self._counts[at], minlength=self._rounds + 1)
        spent = self._exact.sum([int(many) for many in since.tolist()])
        return (self._election.projects[at].cost + spent) / self._election.votes[at]
