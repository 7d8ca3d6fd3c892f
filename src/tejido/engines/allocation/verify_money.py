"""What voters have left after each purchase, as the verifier counts it.

Money is counted in whole parts of the currency, so many that all prices are whole; floats only pass over what is far
from being a doubt.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.verify_order import Liked

CLOSE = 1e-9
ROUGH = 1e-5  # far more than what is lost where what the poor pay is taken off the cost


class Money:
    """What each voter has left, in whole parts of the currency: so many that all prices are whole."""

    def __init__(self, election: Election, utility: str, share: Fraction, prices: Sequence[Fraction]) -> None:
        self._election = election
        self._parts = lcm(share.denominator, *(price.denominator for price in prices))
        self._left = [int(share * self._parts)] * len(election.cast)
        self._near = np.full(len(election.cast), float(share))
        self._gains = [_gains(election, at, utility) for at in range(len(election.projects))]
        self._known = np.array([0.0 if gains.size else np.inf for _rows, gains in self._gains])
        self.open = [at for at in range(len(election.projects)) if self._gains[at][0].size]

    def pay(self, at: int, price: Fraction) -> Fraction:
        """Have the supporters of a project pay; return what they paid."""
        self.open.remove(at)
        paid, asked = 0, int(price * self._parts)
        rows, gains = self._gains[at]
        times = self._election.times[rows].tolist()
        for row, gain, often in zip(rows.tolist(), gains.tolist(), times, strict=True):
            payment = min(self._left[row], asked * gain)
            self._left[row] -= payment
            paid += payment * often
        self._near[rows] = [self._left[row] / self._parts for row in rows.tolist()]
        return Fraction(paid, self._parts)

    def offered(self, at: int, price: Fraction) -> Fraction:
        """Return what the supporters would pay at a price, be it in whole parts or not."""
        asked, rows, gains = price * self._parts, *self._gains[at]
        times = self._election.times[rows].tolist()
        over, under = asked.numerator, asked.denominator
        pairs = zip(rows.tolist(), gains.tolist(), times, strict=True)
        total = sum(min(self._left[row] * under, over * gain) * often for row, gain, often in pairs)
        return Fraction(total, self._parts * under)

    def near(self, at: int) -> tuple[Any, Any, Any]:
        """Give what supporters have as floats, what they gain, and how often each ballot was cast."""
        rows, gains = self._gains[at]
        return self._near[rows], gains, self._election.times[rows]

    def ratios(self, at: int, supporters: Any) -> set[Fraction | None]:
        """Return the prices at which these supporters give exactly all they have."""
        rows, gains = self._gains[at]
        among = zip(rows[supporters].tolist(), gains[supporters].tolist(), strict=True)
        pairs = {(self._left[row], gain) for row, gain in among}
        return {Fraction(left, gain * self._parts) for left, gain in pairs}

    def have(self, at: int) -> Fraction:
        """Return what the supporters have together."""
        rows = self._gains[at][0]
        pairs = zip(rows.tolist(), self._election.times[rows].tolist(), strict=True)
        return Fraction(sum(self._left[row] * often for row, often in pairs), self._parts)

    def cheaper_than(self, at: int, price: Fraction, liked: Liked) -> list[int]:
        """Return the projects that could have been bought at a lower price, or at the same and come first.

        Voters only lose money, so that a price never falls: only those known to be no dearer are looked at.
        """
        found = []
        high = float(price) * (1 + CLOSE)
        for one in np.flatnonzero(self._known <= high).tolist():
            self._known[one] = np.inf if one == at else self._near_price(one)
            if self._known[one] <= high:
                cost, offered = self._election.projects[one].cost, self.offered(one, price)
                is_equal = offered == cost and (liked(one) < liked(at) or not self.is_least(one, price))
                if offered > cost or is_equal:
                    found.append(one)
        return found

    def _near_price(self, at: int) -> float:
        """Return a little less than the price of a project; infinite where its supporters have too little."""
        cost = float(self._election.projects[at].cost)
        left, gains, times = self.near(at)
        order = np.argsort(left / gains, kind="stable")
        left, gains, times = left[order], gains[order], times[order]
        held = np.concatenate([[0.0], np.cumsum(left * times)])[:-1]
        richer = np.cumsum((gains * times)[::-1])[::-1]
        enough = int(np.searchsorted(held + left / gains * richer, cost * (1 - CLOSE)))
        return float((cost - held[enough]) / richer[enough]) * (1 - ROUGH) if enough < held.size else np.inf

    def is_least(self, at: int, price: Fraction) -> bool:
        """Say whether supporters would pay less at any lower price: whether somebody pays it whole, or nobody pays."""
        rows, gains = self._gains[at]
        asked = price * self._parts
        over, under = asked.numerator, asked.denominator
        pairs = zip(rows.tolist(), gains.tolist(), strict=True)
        return not over or any(self._left[row] * under >= over * gain for row, gain in pairs)


def _gains(election: Election, at: int, utility: str) -> tuple[Any, Any]:
    """Give the ballots that gain from a project, and how much."""
    rows, points = election.columns[at]
    flat = {"cost": max(election.projects[at].cost, 1), "cardinality": 1}.get(utility)
    kept = points > 0
    return rows[kept], points[kept] if flat is None else np.full(int(kept.sum()), flat, dtype=np.int64)
