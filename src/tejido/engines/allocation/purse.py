"""What each voter has left: near enough as floats for every voter, and exactly for whom it is asked.

A voter's money is the endowment less what was paid in each round, or nothing. Rounds are few and their prices are
kept as fractions, so the money of any set of voters is the endowment times how many they are, less each price times
how much of it they paid: a handful of fractions however many voters there are. Floats carry a bound on their error.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.election import Numbers
from tejido.engines.allocation.utilities import Candidate

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPSILON = 2.0**-53


@dataclass
class Payment:
    """One round: each payer gave `price` for each unit of gain, or all that was left."""

    price: int  # in parts: `Purse.parts` of them make one unit of money
    gains: Numbers | Flags  # by distinct ballot; nought for who did not pay the whole price


@dataclass
class Purse:
    """The money of all voters, by distinct ballot. `left` is each voter's share as a float, within `error`."""

    endowment: Fraction
    times: Numbers
    left: Floats = field(init=False)
    spent: Flags = field(init=False)
    payments: list[Payment] = field(default_factory=list)
    error: float = 0.0
    parts: int = field(init=False)  # a denominator that the endowment and all prices up to now share

    def __post_init__(self) -> None:
        self.parts = self.endowment.denominator
        self.left = np.full(self.times.size, float(self.endowment))
        self.spent = np.zeros(self.times.size, dtype=bool)
        self.error = 2 * EPSILON * float(self.endowment)

    def pay(self, candidate: Candidate, price: Fraction, is_poor: Flags) -> None:
        """Have the supporters pay: the poor all they have, the others `price` for each unit of gain."""
        rich = candidate.rows[~is_poor]
        gains: Numbers | Flags = np.zeros(self.times.size, dtype=np.bool_ if candidate.is_even else np.int64)
        gains[rich] = candidate.gains[~is_poor]
        self._refine(price.denominator)
        self.payments.append(Payment(price.numerator * (self.parts // price.denominator), gains))
        self.left[rich] -= float(price) * candidate.gains[~is_poor]
        poor = candidate.rows[is_poor]
        self.left[poor] = 0.0
        self.spent[poor] = True
        # A payment is at most the endowment: rounding price, product and difference adds three halves of an ulp.
        self.error += 4 * EPSILON * float(self.endowment)

    def exactly(self, rows: Numbers, times: Numbers) -> Fraction:
        """Return what `times` voters of each distinct ballot in `rows` have together."""
        live = ~self.spent[rows]
        rows, times = rows[live], times[live]
        total = self.endowment.numerator * (self.parts // self.endowment.denominator) * int(times.sum())
        if rows.size:
            total -= sum(payment.price * int(times @ payment.gains[rows]) for payment in self.payments)
        return Fraction(total, self.parts)

    def _refine(self, denominator: int) -> None:
        """Count in parts fine enough for a price."""
        finer = denominator // gcd(self.parts, denominator)
        if finer > 1:
            self.parts *= finer
            for payment in self.payments:
                payment.price *= finer
