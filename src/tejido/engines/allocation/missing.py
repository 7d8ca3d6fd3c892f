"""By how much a project missed being bought by Equal Shares, exactly, from the price system and without another run.

The model: what each voter had stays as it was, and one thing changes. Until the project is bought, nothing else
happens otherwise; so it is bought if, before some purchase, its supporters could have paid it at a lower price than
that of the purchase (or at the same, and it comes first among equals), or if in the end they have its cost.

- The cost: the highest at which that is so. What supporters would pay at a price is concave in the cost, so that it
  is so of every lower cost, too.
- The supporters: the fewest who, in place of as many voters who supported nothing, support this project alone (with
  one point each where points count).

Floats say before which purchase that may be (`Missed.look`), fractions settle it there (`Missed.settle`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from tejido.engines.allocation.allocating import Rules
from tejido.engines.allocation.bos import too_poor
from tejido.engines.allocation.election import Election
from tejido.engines.allocation.loops import Floats
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import Ties, preference
from tejido.engines.allocation.utilities import Candidate, Utility

SLACK = 1e-9  # far above the rounding of the sums made here, in parts of a cost
AT_A_TIME = 4_000_000  # votes, of 8 bytes each
Key = tuple[object, ...]


@dataclass(frozen=True)
class Round:
    """A purchase about to be made: the price of one unit of gain, and what was bought. The end has neither."""

    price: Fraction | None = None
    at: int | None = None


class Missed:
    """Looks at each round of a result twice: first with `look`, then with `settle`; each time the end comes last."""

    def __init__(self, election: Election, losers: Sequence[Candidate], endowment: Fraction, rules: Rules) -> None:
        self._election, self._losers, self._endowment = election, losers, endowment
        self._grows = rules.utility is Utility.COST  # a dearer project is worth more
        self._ties, self._liked = rules.ties, preference(election, rules.ties, rules.seed)
        self._ends = np.cumsum([0, *(one.rows.size for one in losers)])  # by loser: where its votes end
        self._rows = np.concatenate([one.rows for one in losers] or [np.zeros(0, dtype=np.int64)])
        self._counts = np.concatenate([one.times for one in losers] or [np.zeros(0, dtype=np.int64)]).astype(np.float64)
        self._gains = np.concatenate([one.gains for one in losers] or [np.zeros(0, dtype=np.int64)]).astype(np.float64)
        self._worth = np.array([one.worth for one in losers], dtype=np.float64)
        self._cost = np.array([one.cost for one in losers], dtype=np.float64)
        self._sure_cost = np.zeros(len(losers))  # a cost at which it surely wins, a number with whom it surely does
        self._sure_more = np.full(len(losers), np.inf)
        self._doubts: dict[int, list[tuple[int, float, float]]] = {}  # by round: loser, highest cost, fewest more
        self._seen = 0
        self._settled = 0
        self._kept: list[tuple[int, Round, Floats]] = []
        self._place = {one.at: place for place, one in enumerate(losers)}

    def look(self, now: Round, left: Floats) -> None:
        """Keep a round to look at; the last ones say most, so that they are looked at first, many at a time."""
        if self._losers and self._endowment:
            self._kept.append((self._seen, now, left[self._rows]))
            self._seen += 1
            if now.price is None or len(self._kept) * self._rows.size > AT_A_TIME:
                while self._kept:
                    self._look(*self._kept.pop())

    def _look(self, seen: int, now: Round, money: Floats) -> None:
        """Note how high the cost might have been in this round, and how few more supporters would have done."""
        paid = self._paid(now, money, self._worth)
        slack = SLACK * np.maximum(self._cost, 1)
        reach = self._reached(now, money, paid)
        each = np.full(len(self._losers), float(self._endowment))
        if now.price is not None:
            each = np.minimum(each, float(now.price) * self._worth)
        more = np.divide(self._cost - paid, each, out=np.full_like(paid, np.inf), where=each > 0)
        doubt = np.divide(slack, each, out=np.zeros_like(paid), where=each > 0) + SLACK * np.where(
            each > 0, np.abs(more), 0.0
        )
        doubt[~np.isfinite(doubt)] = 0.0
        least, surely = np.maximum(np.ceil(more - doubt), 1), np.maximum(np.floor(more + doubt) + 1, 1)
        surely = np.where(np.ceil(more - doubt) == np.ceil(more + doubt), np.maximum(np.ceil(more), 1), surely)
        self._sure_cost = np.maximum(self._sure_cost, np.floor(reach - slack))
        self._sure_more = np.minimum(self._sure_more, surely)
        highest = np.minimum(np.floor(reach + slack), self._cost)
        for one in np.flatnonzero((highest > self._sure_cost) | (least < self._sure_more)).tolist():
            self._doubts.setdefault(seen, []).append((one, float(highest[one]), float(least[one])))

    def _paid(self, now: Round, money: Floats, worth: Floats) -> Floats:
        """Give what supporters of each loser would pay at the price, if a unit of its gain were `worth` so much."""
        if now.price is not None:
            money = np.minimum(money, float(now.price) * self._gains * np.repeat(worth, np.diff(self._ends)))
        return np.add.reduceat(money * self._counts, self._ends[:-1])

    def _reached(self, now: Round, money: Floats, paid: Floats) -> Floats:
        """Give the highest cost that would have been paid: what is paid, or where worth grows with cost, its limit."""
        if now.price is None or not self._grows:
            return paid
        known = self._sure_cost + 1
        may = np.flatnonzero(self._paid(now, money, known) >= known - SLACK * np.maximum(self._cost, 1))
        reach = np.full(len(self._losers), -np.inf)
        for one in may.tolist():
            part = slice(self._ends[one], self._ends[one + 1])
            weights = self._counts[part]
            limit = _limit(float(now.price), money[part], weights, float(self._cost[one]))
            live = int(self._gains[part][money[part] > 0] @ weights[money[part] > 0])
            reach[one] = min(limit, self._reached_by_rank(self._losers[one], live, now))
        return reach

    def _reached_by_rank(self, candidate: Candidate, live: int, now: Round) -> float:
        """Give a limit where, whatever its cost, the project would be as dear as what was bought.

        Then the published order of equals decides, in which the cost may come first.
        """
        if now.price is None or now.at is None or now.price * live != 1:
            return float("inf")
        if self._ties is Ties.LEXICOGRAPHIC:
            return float("inf") if self._liked(candidate.at) < self._liked(now.at) else -float("inf")
        return float(self._election.projects[now.at].cost)

    def settle(self, now: Round, purse: Purse) -> None:
        """Work out in fractions what floats have left open of this round."""
        for one, highest, least in self._doubts.get(self._settled, ()):
            if highest > self._sure_cost[one]:
                most = self._most(self._losers[one], now, purse, highest)
                self._sure_cost[one] = max(self._sure_cost[one], most)
            if least < self._sure_more[one]:
                fewest = self._fewest(self._losers[one], now, purse)
                self._sure_more[one] = min(self._sure_more[one], float("inf") if fewest is None else fewest)
        self._settled += 1

    def cost(self, at: int) -> int | None:
        """Return the highest cost at which a loser would have been bought; None where none is above nought."""
        return int(self._sure_cost[self._place[at]]) or None if at in self._place else None

    def supporters(self, at: int) -> int | None:
        """Return the fewest more supporters with whom a loser would have been bought; None where none would do."""
        more = self._sure_more[self._place[at]] if at in self._place else np.inf
        return int(more) if np.isfinite(more) else None

    def _most(self, candidate: Candidate, now: Round, purse: Purse, near: float) -> int:
        """Return the highest cost at which the candidate would have been bought now, from one that is near."""

        def wins(cost: int) -> bool:
            worth = max(cost, 1) if self._grows else candidate.worth
            paid, is_whole = self._exactly(candidate, now, purse, worth)
            is_first = self._key(candidate, cost=cost) < self._key_of(now)
            return paid > cost or (paid == cost and (now.price is None or not is_whole or is_first))

        low, high = -1, min(floor(near) + 1, candidate.cost) + 1
        step = 1
        while high - low > 1:  # near is right but for one or two, nearly always
            middle = max(high - step, (low + high) // 2) if step < 4 else (low + high) // 2
            low, high, step = (middle, high, step) if wins(middle) else (low, middle, step + 1)
        return max(low, 0)

    def _fewest(self, candidate: Candidate, now: Round, purse: Purse) -> int | None:
        """Return the fewest more supporters with whom the candidate would have been bought now."""
        paid, _is_whole = self._exactly(candidate, now, purse, candidate.worth)
        each = self._endowment if now.price is None else min(self._endowment, now.price * candidate.worth)
        if each == 0:
            return None
        more = max(ceil((candidate.cost - paid) / each), 1)
        exact = paid + more * each == candidate.cost
        pays_whole = now.price is not None and (_is_whole or self._endowment >= now.price * candidate.worth)
        if exact and pays_whole and not self._key(candidate, more=more) < self._key_of(now):
            more += 1
        return more

    def _exactly(self, candidate: Candidate, now: Round, purse: Purse, worth: int) -> tuple[Fraction, bool]:
        """Return what supporters would pay now, and whether anybody of them would pay the price whole."""
        if now.price is None:
            return purse.exactly(candidate.rows, candidate.times), False
        price = now.price * worth
        is_poor = too_poor(candidate, purse, price)
        paid = purse.exactly(candidate.rows[is_poor], candidate.times[is_poor])
        return paid + price * int((candidate.times * candidate.gains)[~is_poor].sum()), not bool(is_poor.all())

    def _key(self, candidate: Candidate, *, cost: int | None = None, more: int = 0) -> Key:
        return self._liked.if_changed(candidate.at, cost=cost, more=more)

    def _key_of(self, now: Round) -> Key:
        return () if now.at is None else self._liked(now.at)


def _limit(price: float, money: Floats, counts: Floats, cost: float) -> float:
    """Return the highest cost x, up to `cost`, with sum of min(money, price x) >= x, by Newton's steps from above.

    The difference x - sum is convex and nought at nought, so that where it is positive its slope is, too.
    """
    high = cost
    for _step in range(64):
        asked = price * high
        is_rich = money >= asked
        short = high - float(np.minimum(money, asked) @ counts)
        slope = 1 - price * float(counts[is_rich].sum())
        if short <= SLACK * cost * 1e-3 or slope <= 0:
            break
        high -= short / slope
    return high
