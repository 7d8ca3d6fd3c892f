"""Equal Shares with Bounded Overspending (Papasotiropoulos, Pishbin, Skibski, Skowron and Was 2024, arXiv 2409.15005).

Equal Shares leaves money unused where supporters have almost, but not quite, what a project costs. Here a project may
be bought although they have only a part of its cost: with a part `share` of it at the price of the whole, at which
they pay share x cost together, a project is as dear as price / share. The cheapest that fits into the budget is
bought, and its supporters pay what they would for the whole, or all they have. It ends when nothing fits any more.

For a project the best price is one at which somebody has exactly what is asked, or at which all of the cost is paid:
between these, price / share is largest inside (its derivative changes sign once, from above). Floats find these few,
fractions decide between those that they cannot tell apart. Voters only lose money, so that a project never becomes
less dear, and only those whose bound is below the best have to be looked at again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tejido.engines.allocation.ballots import Numbers
from tejido.engines.allocation.election import Election
from tejido.engines.allocation.loops import EPSILON, Flags, Floats
from tejido.engines.allocation.pricing import exact
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import Key
from tejido.engines.allocation.utilities import Candidate

WHOLE = -1
SURE = 0.5  # what floats say with more doubt than this says nothing
ONE = np.ones(1, dtype=np.int64)


@dataclass(frozen=True)
class BoundedRound:
    """A purchase: the price of one unit of gain for the whole project, and the share of the cost that it was worth."""

    at: int
    price: Fraction
    share: Fraction


@dataclass(frozen=True)
class Offer:
    """One way to buy a candidate: at the price at which this supporter gives all they have, or at that of the WHOLE.

    How dear it is lies between `low` and `high`.
    """

    candidate: Candidate
    supporter: int
    low: float
    high: float


def buy_bounded(election: Election, found: Sequence[Candidate], preference: Key) -> tuple[BoundedRound, ...]:
    """Run the rule; `preference` breaks ties."""
    market = _Market(election, preference)
    rest, waiting = election.budget, list(found)
    rounds: list[BoundedRound] = []
    while True:
        waiting = [one for one in waiting if one.cost <= rest]
        best = market.best(waiting)
        if best is None:
            return tuple(rounds)
        chosen, price, share = best
        rounds.append(BoundedRound(chosen.at, price / chosen.worth, share))
        market.pay(chosen, price)
        rest -= chosen.cost
        waiting.remove(chosen)


class _Market:
    """What voters have left, and how dear each project was at the least when it was last looked at.

    Voters of one kind have paid the same for the same, so that one of them speaks for all.
    """

    def __init__(self, election: Election, preference: Key) -> None:
        self._purse = Purse(Fraction(election.budget, election.voters), election.ballots)
        self._preference = preference
        self._known: dict[int, float] = {}
        self._kinds: Numbers = np.zeros(len(election.ballots), dtype=np.int64)

    def best(self, waiting: Sequence[Candidate]) -> tuple[Candidate, Fraction, Fraction] | None:
        """Return the least dear, its price and its share; None where nobody has anything left for any."""
        free = [one for one in waiting if one.cost == 0]
        if free:
            return min(free, key=lambda one: self._preference(one.at)), Fraction(0), Fraction(1)
        offers: list[Offer] = []
        most = float("inf")
        for one in sorted(waiting, key=lambda one: self._known.get(one.at, 0.0)):
            if self._known.get(one.at, 0.0) > most:
                break
            mine = list(self._offers(one))
            self._known[one.at] = min((offer.low for offer in mine), default=float("inf"))
            most = min([most, *(offer.high for offer in mine)])
            offers += mine
        priced = [
            (offer.candidate, *found) for offer in offers if offer.low <= most and (found := self._exactly(offer))
        ]
        return min(priced, key=self._rank, default=None)

    def _rank(self, priced: tuple[Candidate, Fraction, Fraction]) -> tuple[object, ...]:
        candidate, price, share = priced
        return price / share / candidate.worth, self._preference(candidate.at), -share

    def pay(self, chosen: Candidate, price: Fraction) -> None:
        """Have the supporters pay the price of the whole, or all they have."""
        is_poor = too_poor(chosen, self._purse, price, self._kinds)
        self._purse.pay(chosen, price, is_poor)
        rich = chosen.rows[~is_poor]
        together = np.stack([self._kinds[rich], chosen.gains[~is_poor]])
        _pairs, kinds = np.unique(together, axis=1, return_inverse=True)
        self._kinds[rich] = kinds.reshape(-1) + int(self._kinds.max()) + 1
        self._forget(np.flatnonzero((self._purse.left <= 4 * self._purse.error) & ~self._purse.spent))

    def _forget(self, doubtful: Numbers) -> None:
        """Count those who have exactly nothing left as such."""
        kinds, firsts, places = np.unique(self._kinds[doubtful], return_index=True, return_inverse=True)
        empty = [self._purse.exactly(doubtful[at : at + 1], ONE) == 0 for at in firsts.tolist()]
        if kinds.size:
            self._purse.spent[doubtful[np.array(empty)[places.reshape(-1)]]] = True

    def _offers(self, candidate: Candidate) -> Iterator[Offer]:
        """Give the best ways to buy a candidate, and those that floats cannot tell from them."""
        purse, cost = self._purse, float(candidate.cost)
        live = np.flatnonzero(~purse.spent[candidate.rows])
        if not live.size:
            return
        left = np.maximum(purse.left[candidate.rows[live]], purse.error)
        order = np.argsort(left / candidate.gains[live], kind="stable")
        live, left = live[order], left[order]
        steps, held = left / candidate.gains[live], np.cumsum(left * candidate.counts[live])
        held = np.concatenate([[0.0], held[:-1]])
        richer = np.cumsum(candidate.weights[live][::-1])[::-1]
        paid = held + steps * richer
        off = candidate.voters * purse.error + (live.size + 8) * EPSILON * np.maximum(paid, cost)
        doubt = 2 * purse.error / left + 4 * off / paid + 32 * EPSILON
        low, high = _bounds(steps * (cost / paid) ** 2 / candidate.worth, doubt)
        low[paid > cost + off] = np.inf  # they pay more than all: the price of the whole is lower
        high[paid > cost + off] = np.inf
        enough = np.flatnonzero(paid >= cost - off)
        if enough.size:
            at = int(enough[0])
            whole = max(cost - float(held[at]), 0.0) / float(richer[at])
            slack = 4 * float(off[at]) / max(cost - float(held[at]), EPSILON)
            lows, highs = _bounds(np.array([whole / candidate.worth]), np.array([slack]))
            yield Offer(candidate, WHOLE, float(lows[0]), float(highs[0]))
        near = np.flatnonzero(low <= float(high.min()))
        _kinds, firsts = np.unique(
            np.stack([self._kinds[candidate.rows[live[near]]], candidate.gains[live[near]]]), axis=1, return_index=True
        )
        for one in near[firsts].tolist():
            if np.isfinite(low[one]):
                yield Offer(candidate, int(live[one]), float(low[one]), float(high[one]))

    def _exactly(self, offer: Offer) -> tuple[Fraction, Fraction] | None:
        """Return the exact price of the whole and share of an offer, or None where supporters have too little."""
        candidate, purse = offer.candidate, self._purse
        rows, times, gains = candidate.rows, candidate.times, candidate.gains
        if offer.supporter == WHOLE:
            if purse.exactly(rows, times) < candidate.cost:
                return None
            return exact(candidate, purse).price, Fraction(1)
        one = slice(offer.supporter, offer.supporter + 1)
        step = purse.exactly(rows[one], ONE) / int(gains[offer.supporter])
        is_poor = too_poor(candidate, purse, step, self._kinds)
        paid = purse.exactly(rows[is_poor], times[is_poor]) + step * int((times * gains)[~is_poor].sum())
        share = min(paid / candidate.cost, Fraction(1))
        return step / share, share


def too_poor(candidate: Candidate, purse: Purse, price: Fraction, kinds: Numbers | None = None) -> Flags:
    """Say who has less than the price asks of them; fractions decide where floats leave a doubt.

    Voters of one of the `kinds` (by distinct ballot) have the same.
    """
    rows, gains = candidate.rows, candidate.gains
    asked, money = float(price) * gains, purse.left[rows]
    doubt = 2 * purse.error + 8 * EPSILON * asked
    is_poor: Flags = (money < asked - doubt) | purse.spent[rows]
    unsure = np.flatnonzero((np.abs(money - asked) <= doubt) & ~purse.spent[rows])
    known = rows[unsure] if kinds is None else kinds[rows[unsure]]
    told: dict[tuple[int, int], bool] = {}
    for at, kind, gain in zip(unsure.tolist(), known.tolist(), gains[unsure].tolist(), strict=True):
        if (kind, gain) not in told:
            told[kind, gain] = purse.exactly(rows[at : at + 1], ONE) < price * gain
        is_poor[at] = told[kind, gain]
    return is_poor


def _bounds(dear: Floats, doubt: Floats) -> tuple[Floats, Floats]:
    """Give how dear it is at the least and at the most."""
    sure = doubt < SURE
    return np.where(sure, dear * (1 - doubt), 0.0), np.where(sure, dear * (1 + doubt), np.inf)
