"""The Method of Equal Shares (Peters, Pierczynski and Skowron 2021, arXiv 2008.13276), exactly.

Everybody has the same part of the budget. In each round the project is bought whose supporters can pay for it at the
lowest price for each unit of gain, each paying the same price or all they have left. It ends when no project's
supporters have its cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import cast

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.loops import (
    EPSILON,
    ERROR,
    GONE,
    LOOKED,
    MARGIN,
    MONEY,
    WHOLE,
    Floats,
    Loops,
    Table,
    Voters,
    chosen,
    enter,
    state_of,
    table_of,
)
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
    loops: Loops

    @classmethod
    def of(cls, election: Election, found: Sequence[Candidate], *, is_long: bool = False) -> "Stall":
        """Set out the candidates; `is_long` where many runs are to come."""
        return cls(found, table_of(found), chosen(election.ballots.projects.size, is_long=is_long))


def buy(
    election: Election,
    found: Sequence[Candidate],
    endowment: Fraction,
    preference: Key,
    horizon: Horizon | None = None,
    stall: Stall | None = None,
) -> Purchase:
    """Run the rule with `endowment` for each voter; `preference` breaks ties.

    A `horizon` is told how much more money would change nothing. Many runs on the same ballots share a `stall`.
    """
    run = _Run(election, stall or Stall.of(election, found), endowment, preference, horizon)
    while run.goes_on():
        pass
    if horizon:
        horizon.money = max(float(run.state.numbers[MONEY]), 0.0)
    return Purchase(endowment, tuple(found[at].at for at in run.bought), run.ledger)


class _Run:
    """One run of the rule. Floats within bounds decide (`loops`); what they cannot tell apart, fractions do."""

    def __init__(
        self, election: Election, stall: Stall, endowment: Fraction, preference: Key, horizon: Horizon | None
    ) -> None:
        purse = Purse(endowment, election.ballots, stall.loops)
        self.ledger = Ledger(purse)
        self._found, self._table, self._loops = stall.found, stall.table, stall.loops
        self._preference = preference
        self.state = state_of(stall.table, purse.error, horizon.reach if horizon else float("inf"))
        grows = (horizon.slopes, horizon.least) if horizon else (NONE, NONE)
        self._voters = Voters(purse.left.copy(), *grows)
        self._entered = 0

    @property
    def bought(self) -> list[int]:
        """The candidates bought up to now, by their place in the table."""
        return cast(list[int], self.state.bought[: self.state.rounds[0]].tolist())

    def goes_on(self) -> bool:
        """Buy as far as floats can tell, and the next one after that; say whether there may be more."""
        state = self.state
        many = self._loops.advance(self._table, state, self._voters)
        self._keep_account()
        if not many:
            return False
        is_looked = (state.kinds == LOOKED) | (state.kinds == WHOLE)
        contenders = np.flatnonzero(is_looked & (state.lows <= state.most[is_looked].min())).tolist()
        if all(state.kinds[at] == WHOLE for at in contenders):
            self._loops.take(self._table, state, self._voters, min(contenders, key=self._whole_price))
            self._keep_account()
        else:
            self._settle(contenders)
        return True

    def _keep_account(self) -> None:
        """Have the ledger know what was bought; it works out the exact price if somebody asks."""
        for place in range(self._entered, int(self.state.rounds[0])):
            low, most = float(self.state.least_paid[place]), float(self.state.most_paid[place])
            near = Estimate((low + most) / 2, (most - low) / 2 + 4 * EPSILON * most)
            self.ledger.waiting.append((self._found[int(self.state.bought[place])], near))
        self._entered = int(self.state.rounds[0])

    def _whole_price(self, at: int) -> tuple[Fraction, tuple[object, ...]]:
        """Give the exact price of a candidate whose supporters can all pay it whole, and how it is preferred."""
        candidate = self._found[at]
        return Fraction(candidate.cost, candidate.total_gain * candidate.worth), self._preference(candidate.at)

    def _settle(self, contenders: list[int]) -> None:
        """Buy, in fractions, the cheapest of those who cannot be told apart, if any of them is affordable."""
        purse = self.ledger.up_to_date().purse
        priced: dict[int, tuple[Fraction, tuple[object, ...], Price]] = {}
        for at in contenders:
            candidate = self._found[at]
            missing = candidate.cost - purse.exactly(candidate.rows, candidate.times)
            if missing > 0:
                self._leave(at, float(missing))
            else:
                price = exact(candidate, purse)
                priced[at] = (price.price / candidate.worth, self._preference(candidate.at), price)
        if not priced:
            return
        at = min(priced, key=lambda one: priced[one][:2])
        self._take_over(purse)
        if self._voters.slopes.size:
            self._stretch(at, priced)
        for other, (other_price, _liked, _how) in priced.items():
            self.state.lows[other] = float(other_price) * (1 - 2 * EPSILON)
        self.ledger.enter(self._found[at], priced[at][2])
        self._take_over(purse)
        enter(self.state, at, 0.0, 0.0)
        self._entered += 1

    def _leave(self, at: int, missing: float) -> None:
        """Leave out a candidate that its supporters cannot pay any more."""
        self.state.kinds[at], self.state.lows[at] = GONE, np.inf
        if self._voters.slopes.size:
            candidate = self._found[at]
            slope = float(self._voters.slopes[candidate.rows] @ candidate.counts)
            if slope > 0:
                self.state.numbers[MONEY] = min(self.state.numbers[MONEY], missing / slope * MARGIN)

    def _take_over(self, purse: Purse) -> None:
        """Take the money of the purse; nothing is 0 but what is exactly so."""
        self._voters.left[:] = np.where(purse.spent, 0.0, np.maximum(purse.left, purse.error))
        self.state.numbers[ERROR] = purse.error

    def _stretch(self, at: int, priced: dict[int, tuple[Fraction, tuple[object, ...], Price]]) -> None:
        """Note how much more money the choice between exact prices bears."""
        paid = priced[at][0]
        most = float(paid) * (1 + 2 * EPSILON)
        for other, (price, _liked, how) in priced.items():
            self.state.falls[other] = fall_of(self._found[other], how, self._voters.slopes)
            gap = float(price - paid)
            self.state.lows[other] = most + gap * 0.999 if gap > 1e-12 * most else most
        self.state.lows[at] = float(paid) * (1 - 2 * EPSILON)
        self._loops.stretch(self._table, self.state, self._voters, at, most)
