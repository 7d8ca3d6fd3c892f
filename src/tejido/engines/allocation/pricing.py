"""The price of a project: the least that its supporters have to pay for each unit of gain so that it is bought.

The price solves sum of min(money, price x gain) = cost. Floats find it within a bound that is proven below; where the
bound leaves a doubt - who is too poor to pay it whole, which of two prices is lower, whether the money suffices at
all - the answer is worked out in fractions.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.purse import EPSILON, Flags, Floats, Purse
from tejido.engines.allocation.utilities import Candidate


@dataclass(frozen=True)
class Estimate:
    """A price within a bound, both divided by the candidate's worth."""

    price: float
    bound: float

    @property
    def low(self) -> float:
        """The least that the exact price may be."""
        return self.price - self.bound

    @property
    def high(self) -> float:
        """The most that the exact price may be."""
        return self.price + self.bound


def is_affordable(candidate: Candidate, purse: Purse) -> bool:
    """Say whether the supporters together have the cost."""
    have = float(purse.left[candidate.rows] @ candidate.counts)
    voters = candidate.voters
    doubt = voters * purse.error + (candidate.rows.size + 2) * EPSILON * max(have, float(candidate.cost))
    if abs(have - candidate.cost) > doubt:
        return have > candidate.cost
    return purse.exactly(candidate.rows, candidate.times) >= candidate.cost


def estimate(candidate: Candidate, purse: Purse) -> Estimate:
    """Return the price of an affordable candidate by floats, with a bound on its error.

    The bound: with the supporters divided into poor and rich, price = (cost - what the poor have) / gain of the rich.
    What the poor have is a sum of n terms, each off by at most `purse.error` per voter, and summing adds n ulps of
    the cost at most. Taking somebody for poor who is not, or the reverse, moves the price by no more than the error
    of their money, since what is paid changes continuously with it; the same term covers it.
    """
    money = purse.left[candidate.rows]
    price, rich_gain = _solve(candidate, money)
    slack = 2 * candidate.voters * purse.error
    slack += (candidate.rows.size + 8) * EPSILON * float(candidate.cost)
    bound = 2 * slack / rich_gain + 8 * EPSILON * price if rich_gain > 0 else float("inf")
    return Estimate(price / candidate.worth, bound / candidate.worth)


def _solve(candidate: Candidate, money: Floats) -> tuple[float, float]:
    """Return the price, and what those who can pay it gain together."""
    weight = candidate.weights
    per_gain = money if candidate.is_even else money / candidate.gains
    held = money * candidate.counts
    owed, rich_gain = float(candidate.cost), float(weight.sum())
    poor = np.zeros(money.size, dtype=bool)
    while True:
        price = owed / rich_gain if rich_gain > 0 else float(per_gain.max())
        found = per_gain < price
        if rich_gain <= 0 or np.array_equal(found, poor):
            return price, rich_gain
        poor = found
        owed = float(candidate.cost) - float(held[poor].sum())
        rich_gain = float(weight[~poor].sum())


@dataclass(frozen=True)
class Price:
    """The exact price of one unit of gain, and which supporters are too poor to pay it whole."""

    price: Fraction
    is_poor: Flags


def exact(candidate: Candidate, purse: Purse, near: Estimate) -> Price:
    """Return the exact price of an affordable candidate whose estimate is `near`."""
    money = purse.left[candidate.rows] / candidate.gains
    if candidate.cost == 0:
        return Price(Fraction(0), np.zeros(candidate.rows.size, dtype=bool))
    middle = near.price * candidate.worth
    doubt = near.bound * candidate.worth + purse.error + 4 * EPSILON * (middle + float(purse.endowment))
    is_poor = money < middle - doubt
    unsure = np.flatnonzero(~is_poor & (money <= middle + doubt)) if np.isfinite(doubt) else np.flatnonzero(~is_poor)
    return _settle(candidate, purse, is_poor, unsure)


def _settle(candidate: Candidate, purse: Purse, is_poor: Flags, unsure: npt.NDArray[np.intp]) -> Price:
    """Take from the unsure, the poorest first, those who cannot pay the price that the others would."""
    rows, times, gains = candidate.rows, candidate.times, candidate.gains
    one = np.ones(1, dtype=np.int64)
    wealth = sorted((purse.exactly(rows[i : i + 1], one) / int(gains[i]), int(i)) for i in unsure)
    is_poor = is_poor.copy()
    owed = candidate.cost - purse.exactly(rows[is_poor], times[is_poor])
    gain = int((times * gains)[~is_poor].sum())
    for has, i in wealth:
        if has * gain >= owed:  # so can everybody who is richer; the money suffices, so that at least one can
            break
        is_poor[i] = True
        owed -= has * int(gains[i]) * int(times[i])
        gain -= int(times[i] * gains[i])
    return Price(owed / gain, is_poor)
