"""The Method of Equal Shares (Peters, Pierczynski and Skowron 2021, arXiv 2008.13276), exactly.

Everybody has the same part of the budget. In each round the project is bought whose supporters can pay for it at the
lowest price for each unit of gain, each paying the same price or all they have left. It ends when no project's
supporters have its cost.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.loops import EPSILON, Floats, Loops, Prices, Table, Voters, chosen, table_of
from tejido.engines.allocation.pricing import Estimate, Price, exact, fall_of
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import Key
from tejido.engines.allocation.utilities import Candidate

NONE: Floats = np.zeros(0)


@dataclass(frozen=True)
class Round:
    """A purchase: the project's position, and the exact price of one unit of gain divided by the project's worth."""

    at: int
    price: Fraction


@dataclass(frozen=True)
class Purchase:
    """What the rule did with an endowment: whom it chose, in order; exact prices are worked out when asked for."""

    endowment: Fraction
    winners: tuple[int, ...]
    _ledger: "Ledger"

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds with their exact prices."""
        return tuple(
            Round(candidate.at, price / candidate.worth) for candidate, price in self._ledger.up_to_date().bought
        )

    @cached_property
    def purse(self) -> Purse:
        """What voters had left."""
        return self._ledger.up_to_date().purse


@dataclass
class Ledger:
    """The purchases of a run in fractions, entered only as far as somebody asked."""

    purse: Purse
    waiting: list[tuple[Candidate, Estimate]] = field(default_factory=list)
    bought: list[tuple[Candidate, Fraction]] = field(default_factory=list)

    def up_to_date(self) -> "Ledger":
        """Enter what waits, and return itself."""
        for candidate, near in self.waiting:
            self.enter(candidate, exact(candidate, self.purse, near))
        self.waiting.clear()
        return self

    def enter(self, candidate: Candidate, price: Price) -> None:
        """Enter a purchase at its exact price."""
        self.purse.pay(candidate, price.price, price.is_poor)
        self.bought.append((candidate, price.price))


@dataclass(frozen=True)
class Stall:
    """What all runs on the same ballots share."""

    found: Sequence[Candidate]
    table: Table
    worths: Floats
    loops: Loops

    @classmethod
    def of(cls, election: Election, found: Sequence[Candidate], *, is_long: bool = False) -> "Stall":
        """Set out the candidates; `is_long` where many runs are to come."""
        table = table_of(found)
        worths = np.array([candidate.worth for candidate in found], dtype=np.float64)
        return cls(found, table, worths, chosen(election.ballots.projects.size, is_long=is_long))


def buy(
    election: Election,
    found: Sequence[Candidate],
    endowment: Fraction,
    preference: Key,
    horizon: Horizon | None = None,
    stall: Stall | None = None,
) -> Purchase:
    """Run the rule with `endowment` for each voter; `preference` breaks ties.

    A `horizon` notes how much more money would change nothing. Many runs on the same ballots share a `stall`.
    """
    run = _Run(election, stall or Stall.of(election, found), endowment, preference, horizon)
    winners = []
    while True:
        bought = run.next_one()
        if bought is None:
            return Purchase(endowment, tuple(winners), run.ledger)
        winners.append(bought.at)


class _Looked(NamedTuple):
    """A candidate that may be cheapest: the most that its price may be, and whether all can pay it whole."""

    at: int
    most: float
    is_whole: bool


class _Run:
    """One run of the rule: candidates not bought yet, those that may be cheapest first.

    Voters only lose money, so a price only rises: what was known in an earlier round is a lower bound now, and only
    candidates whose bound is below the best price have to be looked at again. Floats within bounds decide; where two
    prices, or a price and nothing, cannot be told apart, fractions do.
    """

    def __init__(
        self, election: Election, stall: Stall, endowment: Fraction, preference: Key, horizon: Horizon | None
    ) -> None:
        self.ledger = Ledger(Purse(endowment, election.ballots))
        self._found, self._table, self._loops = stall.found, stall.table, stall.loops
        self._preference, self._horizon = preference, horizon
        self._error = self.ledger.purse.error
        grows = (horizon.slopes, horizon.least) if horizon else (NONE, NONE)
        self._voters = Voters(self.ledger.purse.left.copy(), *grows)
        lows = [float(c.cost) / float(c.total_gain) / c.worth * (1 - 1e-12) for c in self._found]
        self._prices = Prices(np.array(lows), np.zeros(len(lows)), stall.worths)
        self._heap = [(low, at) for at, low in enumerate(lows)]
        heapq.heapify(self._heap)

    def next_one(self) -> Candidate | None:
        """Buy the cheapest affordable candidate and return it; None where none is affordable."""
        looked, best = self._look()
        contenders = [one for one in looked if self._prices.lows[one.at] <= best]
        if len(contenders) == 1 and best < np.inf or contenders and all(one.is_whole for one in contenders):
            chosen = min(contenders, key=self._whole_price) if len(contenders) > 1 else contenders[0]
            at, gone = chosen.at, set[int]()
            self._pay(at, chosen.most)
        else:
            settled = self._settle([one.at for one in contenders])
            if settled is None:
                return None
            at, gone = settled
        for one in looked:
            if one.at != at and one.at not in gone:
                heapq.heappush(self._heap, (float(self._prices.lows[one.at]), one.at))
        self._prices.lows[at] = np.inf
        return self._found[at]

    def _whole_price(self, one: "_Looked") -> tuple[Fraction, tuple[object, ...]]:
        """Give the exact price of a candidate whose supporters can all pay it whole, and how it is preferred."""
        candidate = self._found[one.at]
        return Fraction(candidate.cost, candidate.total_gain * candidate.worth), self._preference(candidate.at)

    def _look(self) -> tuple[list["_Looked"], float]:
        """Take out who may be cheapest, and the least of the most that their prices may be."""
        looked: list[_Looked] = []
        best = float("inf")
        prices, weigh = self._prices, self._loops.weigh
        while self._heap and self._heap[0][0] <= best:
            low, at = heapq.heappop(self._heap)
            candidate = self._found[at]
            worth = float(candidate.worth)
            least, fall, most, missing, is_whole = weigh(
                self._table, at, float(candidate.cost), low * worth, best * worth, self._voters, self._error
            )
            if missing > 0:
                self._leave(at, missing, fall)
                continue
            if least / worth * (1 - 2 * EPSILON) > low:
                prices.lows[at] = least / worth * (1 - 2 * EPSILON)
                prices.falls[at] = fall / worth
            looked.append(_Looked(at, most / worth * (1 + 2 * EPSILON), is_whole))
            best = min(best, looked[-1].most)
        return looked, best

    def _leave(self, at: int, missing: float, slope: float) -> None:
        """Leave out a candidate that its supporters cannot pay any more."""
        self._prices.lows[at] = np.inf
        if self._horizon:
            self._horizon.fell_short(missing, slope)

    def _pay(self, at: int, most: float) -> None:
        """Have the supporters pay a price that is known within bounds."""
        low, worth = float(self._prices.lows[at]), float(self._found[at].worth)
        if self._horizon:
            self._horizon.chose(self._loops, self._table, at, most, self._prices, self._voters, self._error)
        near = Estimate((low + most) / 2, (most - low) / 2 + 4 * EPSILON * most)
        self.ledger.waiting.append((self._found[at], near))
        low, most = low * worth * (1 - 2 * EPSILON), most * worth * (1 + 2 * EPSILON)
        self._error = self._loops.pay(self._table, at, low, most, self._voters.left, self._error)

    def _settle(self, contenders: list[int]) -> tuple[int, set[int]] | None:
        """Decide in fractions between who cannot be told apart; None where none of them is affordable."""
        purse = self.ledger.up_to_date().purse
        priced: list[tuple[Fraction, tuple[object, ...], int, Price]] = []
        gone = set()
        for at in contenders:
            candidate = self._found[at]
            missing = candidate.cost - purse.exactly(candidate.rows, candidate.times)
            if missing > 0:
                slopes = self._voters.slopes
                self._leave(at, float(missing), float(slopes[candidate.rows] @ candidate.counts) if slopes.size else 0)
                gone.add(at)
            else:
                price = exact(candidate, purse)
                priced.append((price.price / candidate.worth, self._preference(candidate.at), at, price))
        if not priced:
            return None
        _price, _liked, at, price = min(priced, key=lambda one: one[:2])
        self._choose_exactly(at, {one[2]: (one[0], one[3]) for one in priced})
        self.ledger.enter(self._found[at], price)
        self._take_over(purse)
        return at, gone

    def _take_over(self, purse: Purse) -> None:
        """Take the money of the purse; nothing is 0 but what is exactly so."""
        self._voters.left[:] = np.where(purse.spent, 0.0, np.maximum(purse.left, purse.error))
        self._error = purse.error

    def _choose_exactly(self, at: int, priced: dict[int, tuple[Fraction, Price]]) -> None:
        """Note how much more money the choice between exact prices bears, and what is known of them now."""
        paid = priced[at][0]
        most = float(paid) * (1 + 2 * EPSILON)
        for other, (price, how) in priced.items():
            if self._horizon:
                self._prices.falls[other] = fall_of(self._found[other], how, self._voters.slopes)
            gap = float(price - paid)
            self._prices.lows[other] = most + gap * 0.999 if gap > 1e-12 * most else most
        self._prices.lows[at] = float(paid) * (1 - 2 * EPSILON)
        if self._horizon:
            self._take_over(self.ledger.purse)
            self._horizon.chose(self._loops, self._table, at, most, self._prices, self._voters, self._error)
        for other, (price, _how) in priced.items():
            self._prices.lows[other] = float(price) * (1 - 2 * EPSILON)
