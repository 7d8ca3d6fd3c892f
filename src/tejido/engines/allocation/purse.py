"""What each voter has left: near enough as floats for every voter, and exactly for whom it is asked.

A voter's money is the endowment less what was paid in each round, or nothing. Rounds are few and their prices are
kept as fractions, so the money of any set of voters is the endowment times how many they are, less each price times
how much of it they paid: a handful of fractions however many voters there are. Floats carry a bound on their error.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np

from tejido.engines.allocation.ballots import Ballots, Numbers
from tejido.engines.allocation.loops import EPSILON, Flags, Floats, Loops, plain
from tejido.engines.allocation.utilities import Candidate

NOTHING = -1


@dataclass
class Purse:
    """The money of all voters, by distinct ballot. `left` is each voter's share as a float, within `error`.

    Each vote knows the round in which it was paid for at the whole price. Who could not pay the whole price has
    nothing left, so that nobody asks any more what they paid.
    """

    endowment: Fraction
    ballots: Ballots
    loops: Loops = field(default_factory=plain)
    left: Floats = field(init=False)
    spent: Flags = field(init=False)
    prices: list[int] = field(default_factory=list)  # by round, in parts: `parts` of them make one unit of money
    error: float = 0.0
    parts: int = field(init=False)  # a denominator that the endowment and all prices up to now share
    _paid: Numbers = field(init=False)  # by vote: the round
    _gains: Numbers = field(init=False)  # by vote: what was gained

    def __post_init__(self) -> None:
        self.parts = self.endowment.denominator
        self.left = np.full(len(self.ballots), float(self.endowment))
        self.spent = np.zeros(len(self.ballots), dtype=bool)
        self.error = 2 * EPSILON * float(self.endowment)

    def pay(self, candidate: Candidate, price: Fraction, is_poor: Flags) -> None:
        """Have the supporters pay: the poor all they have, the others `price` for each unit of gain."""
        if not self.prices:
            self._paid = np.full(self.ballots.projects.size, NOTHING, dtype=np.int64)
            self._gains = np.ones(self.ballots.projects.size, dtype=np.int64)
        self._refine(price.denominator)
        self._paid[candidate.votes] = len(self.prices)
        if not candidate.is_even:
            self._gains[candidate.votes] = candidate.gains
        self.prices.append(price.numerator * (self.parts // price.denominator))
        self.left[candidate.rows] -= float(price) if candidate.is_even else float(price) * candidate.gains
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
        if rows.size and self.prices:
            gains = self.loops.spent(rows, times, self.ballots.ends, self._paid, self._gains, len(self.prices))
            total -= sum(price * gain for price, gain in zip(self.prices, gains.tolist(), strict=True))
        return Fraction(total, self.parts)

    def _refine(self, denominator: int) -> None:
        """Count in parts fine enough for a price."""
        finer = denominator // gcd(self.parts, denominator)
        if finer > 1:
            self.parts *= finer
            self.prices = [price * finer for price in self.prices]
