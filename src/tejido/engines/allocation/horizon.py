"""How much more money for each voter would change nothing: what lets a completion skip steps, with a proof.

Give every voter d more and suppose that the same projects are bought in the same order. By induction over the rounds
each voter then has at least as much as before, and at most d x s more, where s (`_slopes`) begins at 1 and grows in
each round by how much the price can fall for each unit of gain. How much that is: while all poor stay poor, price =
(cost - money of the poor) / gain of the rich, so it falls by at most d x D with D = (sum of s over the poor) / gain
of the rich; when somebody stops being poor, D only becomes smaller. Whoever was poor and stays so for every d up to
`reach` has nothing afterwards, as before: their s is 0 from then on. Whoever was poor and might not stay so has at
most what a payer of the whole price would have: d x (s + gain x D) bounds both.

In the same way it falls by at least d x E with E = (sum of the least that those gained who stay poor) / gain of all
others, so that the payers of it keep at least d x gain x E more (`_least`), and nobody else is counted to keep more.

So the order holds as long as, in each round, no other project can fall to the price of the one bought (which itself
only falls): d x (D - E of the one bought) < its price - the price paid; and as long as no project that nobody could
pay becomes affordable: d x (sum of s over its supporters) < what was missing. Prices of earlier rounds are lower
bounds for later ones, so that projects not looked at in a round count with what was last known of them. What floats
may be off is taken off each gap.
"""

from dataclasses import dataclass, field

import numpy as np

from tejido.engines.allocation.pricing import Estimate, Price
from tejido.engines.allocation.purse import Flags, Floats, Purse
from tejido.engines.allocation.utilities import Candidate

MARGIN = 1 - 1e-9  # far more than the rounding of the few sums and quotients made here


@dataclass
class Horizon:
    """Collects, over one run of the rule, the least `money` per voter that might change what is bought."""

    ballots: int
    reach: float = float("inf")
    money: float = field(init=False)
    _slopes: Floats = field(init=False)
    _least: Floats = field(init=False)
    _falls: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._slopes = np.ones(self.ballots)
        self._least = np.ones(self.ballots)
        self.money = self.reach

    def saw(self, candidate: Candidate, near: Estimate, purse: Purse) -> None:
        """Note the estimate of an affordable candidate: how fast its price may fall."""
        high = near.high * candidate.worth * (1 + 1e-12)
        may_be_poor = purse.left[candidate.rows] - purse.error < high * candidate.gains
        rich_gain = float(candidate.weights[~may_be_poor].sum())
        poor = float(self._slopes[candidate.rows[may_be_poor]] @ candidate.counts[may_be_poor])
        fall = poor / rich_gain / MARGIN if rich_gain > 0 else float("inf")
        self._falls[candidate.at] = fall / candidate.worth

    def fell_short(self, candidate: Candidate, purse: Purse) -> None:
        """Note that the supporters of a candidate have less than its cost."""
        have = float(purse.left[candidate.rows] @ candidate.counts)
        voters = candidate.voters
        missing = candidate.cost - have - 2 * voters * purse.error - 1e-12 * candidate.cost
        self._narrow(missing, float(self._slopes[candidate.rows] @ candidate.counts))

    def chose(self, candidate: Candidate, price: Price, others: list[tuple[float, int]], purse: Purse) -> None:
        """Note a purchase about to be paid, and the lower bounds of the prices of all that wait."""
        rows, gains = candidate.rows, candidate.gains
        fall = self._falls.get(candidate.at, 0.0) * candidate.worth
        stays_poor = self._stays_poor(candidate, price, fall, purse)
        others_gain = float(candidate.weights[~stays_poor].sum())
        poor = float(self._least[rows[stays_poor]] @ candidate.counts[stays_poor])
        surely = poor / others_gain * MARGIN if others_gain else 0.0
        paid = float(price.price / candidate.worth) / MARGIN
        for low, at in others:
            self._narrow(low - paid, self._falls.get(at, 0.0) - surely / candidate.worth)
        self._slopes[rows] = np.where(stays_poor, 0.0, self._slopes[rows] + gains * fall)
        self._least[rows] = np.where(price.is_poor, 0.0, (self._least[rows] + gains * surely) * MARGIN)

    def _stays_poor(self, candidate: Candidate, price: Price, fall: float, purse: Purse) -> Flags:
        """Say which of the poor cannot pay the whole price with any money up to `reach` more."""
        if not (np.isfinite(self.reach) and np.isfinite(fall)):
            return np.zeros(candidate.rows.size, dtype=np.bool_)
        most = purse.left[candidate.rows] + purse.error + self.reach * self._slopes[candidate.rows]
        poor: Flags = price.is_poor & (most < (float(price.price) * MARGIN - self.reach * fall) * candidate.gains)
        return poor

    def _narrow(self, gap: float, speed: float) -> None:
        if speed > 0:  # what cannot fall is, in fractions, not below the chosen price now, nor will it be
            self.money = min(self.money, max(gap, 0.0) / speed * MARGIN)
