"""The exact price of a project: the least that its supporters have to pay for each unit of gain so that it is bought.

The price solves sum of min(money, price x gain) = cost. Floats say who is too poor to pay it whole, all but a few;
those few, and the price itself, are worked out in fractions.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.loops import EPSILON, MARGIN, Flags, Floats
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.utilities import Candidate

NOBODY = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class Estimate:
    """A price within a bound, both divided by the candidate's worth."""

    price: float
    bound: float


@dataclass(frozen=True)
class Price:
    """The exact price of one unit of gain, and which supporters are too poor to pay it whole."""

    price: Fraction
    is_poor: Flags


def exact(candidate: Candidate, purse: Purse, near: Estimate | None = None) -> Price:
    """Return the exact price of a candidate whose supporters have its cost; `near` is one known within a bound."""
    if candidate.cost == 0:
        return Price(Fraction(0), np.zeros(candidate.rows.size, dtype=bool))
    money = purse.left[candidate.rows]
    if not candidate.is_even:
        money = money / candidate.gains
    if near is None:
        return _settle(candidate, purse, *_doubted(money, *_solved(candidate, purse, money), purse))
    worth = candidate.worth
    return _settle(candidate, purse, *_doubted(money, near.price * worth, near.bound * worth, purse))


def _doubted(money: Floats, price: float, bound: float, purse: Purse) -> tuple[Flags, npt.NDArray[np.intp]]:
    """Give who is surely too poor for a price within a bound, and who may be."""
    doubt = bound + purse.error + 4 * EPSILON * (price + float(purse.endowment))
    is_poor = money < price - doubt
    may_be_poor = money <= price + doubt
    if np.count_nonzero(is_poor) == np.count_nonzero(may_be_poor):
        return is_poor, NOBODY
    return is_poor, np.flatnonzero(may_be_poor & ~is_poor)


def _solved(candidate: Candidate, purse: Purse, money: Floats) -> tuple[float, float]:
    """Give the price by floats, and how far it may be off; `_settle` needs no more than a rough idea of either."""
    owed, gain, poor = float(candidate.cost), float(candidate.weights.sum()), 0
    while gain > 0:
        price = owed / gain
        is_poor = money < price
        found = int(np.count_nonzero(is_poor))
        if found == poor:
            slack = 3 * candidate.voters * purse.error + (money.size + 8) * EPSILON * float(candidate.cost)
            return price, 4 * slack / gain
        poor = found
        owed = float(candidate.cost) - float((money * candidate.weights)[is_poor].sum())
        gain = float(candidate.weights[~is_poor].sum())
    return float(money.max()), float("inf")


def _settle(candidate: Candidate, purse: Purse, is_poor: Flags, unsure: npt.NDArray[np.intp]) -> Price:
    """Take from the unsure, the poorest first, those who cannot pay the price that the others would."""
    rows, times, gains = candidate.rows, candidate.times, candidate.gains
    owed = candidate.cost - purse.exactly(rows[is_poor], times[is_poor])
    gain = candidate.total_gain - int(candidate.weights[is_poor].sum())  # whole numbers, below 2^53
    if not unsure.size:
        return Price(owed / gain, is_poor)
    is_poor = is_poor.copy()
    one = np.ones(1, dtype=np.int64)
    wealth = sorted((purse.exactly(rows[i : i + 1], one) / int(gains[i]), int(i)) for i in unsure)
    for has, i in wealth:
        if has * gain >= owed:  # so can everybody who is richer; the money suffices, so that at least one can
            break
        is_poor[i] = True
        owed -= has * int(gains[i]) * int(times[i])
        gain -= int(times[i] * gains[i])
    return Price(owed / gain, is_poor)


def fall_of(candidate: Candidate, price: Price, slopes: Floats) -> float:
    """Return by how much the price per worth may fall for each unit more for each voter (see `loops`)."""
    poor = candidate.rows[price.is_poor]
    rich_gain = float(candidate.weights[~price.is_poor].sum())
    return float(slopes[poor] @ candidate.counts[price.is_poor]) / rich_gain / candidate.worth / MARGIN
