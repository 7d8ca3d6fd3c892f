"""By how much a project missed being chosen by greedy, exactly: the order is drawn up once, and only one place changes.

A lower cost or more points never put a project later in the order, and the earlier its turn the more money is left; so
a search by halves finds the highest cost and the fewest more supporters with which it is chosen.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from tejido.engines.allocation.allocating import Rules
from tejido.engines.allocation.election import Election
from tejido.engines.allocation.ties import preference


class MissedTurn:
    """Says for any project that lost what would have been enough, all else as it was."""

    def __init__(self, election: Election, rules: Rules) -> None:
        self._election, self._rules = election, rules
        self._liked = preference(election, rules.ties, rules.seed)
        self._least = max(rules.threshold, 1)
        self._most = max(election.points, default=0)
        self._keys, self._rests, self._stopper = self._turns(None)

    def cost(self, at: int) -> int | None:
        """Return the highest cost at which it would have been chosen; None where none would do."""
        if self._election.points[at] < self._least:
            return None
        keys, rests = self._without(at)
        return _last(
            lambda cost: _rest(keys, rests, self._key(at, cost=cost)) >= cost, self._election.projects[at].cost
        )

    def supporters(self, at: int) -> int | None:
        """Return the fewest more supporters, of one point each, with whom it would have been chosen."""
        keys, rests = self._without(at)
        cost, points = self._election.projects[at].cost, self._election.points[at]
        most = self._most + self._least
        if cost > self._election.budget:
            return None

        def fails(more: int) -> bool:
            return points + more < self._least or _rest(keys, rests, self._key(at, more=more)) < cost

        known = _last(fails, most)
        return None if known is None else known + 1

    def _without(self, at: int) -> tuple[list[Any], list[int]]:
        """Give the order as if a loser were not in it, as far as it comes before it: only one that ends it matters."""
        return self._turns(at)[:2] if at == self._stopper else (self._keys, self._rests)

    def _turns(self, left_out: int | None) -> tuple[list[Any], list[int], int | None]:
        """Give the order, the money left before each one's turn (-1 once the choice has ended), and who ended it."""
        points, projects = self._election.points, self._election.projects
        others = [one for one in range(len(points)) if one != left_out and points[one] >= self._least]
        keys = sorted((self._key(one), one) for one in others)
        rests, stopper = [self._election.budget], None
        for _key, one in keys:
            rest = rests[-1]
            if projects[one].cost <= rest:
                rest -= projects[one].cost
            elif not self._rules.skip and stopper is None:
                rest, stopper = -1, one
            rests.append(rest)
        return [key for key, _one in keys], rests, stopper

    def _key(self, at: int, *, cost: int | None = None, more: int = 0) -> tuple[Any, ...]:
        return -self._election.points[at] - more, *self._liked.if_changed(at, cost=cost, more=more)


def _rest(keys: list[Any], rests: list[int], key: tuple[Any, ...]) -> int:
    return rests[bisect_left(keys, key)]


def _last(holds: Callable[[int], bool], most: int) -> int | None:
    """Return the last number, up to `most`, that holds, if all do up to it; None where nought does not."""
    if not holds(0):
        return None
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
