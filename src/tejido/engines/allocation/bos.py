"""Equal Shares with Bounded Overspending (Papasotiropoulos, Pishbin, Skibski, Skowron and Was 2024, arXiv 2409.15005).

Equal Shares leaves money unused where supporters have almost, but not quite, what a project costs. Here a project may
be bought although they have only a part of its cost: with a part `share` of it at the price of the whole, at which
they pay share x cost together, a project is as dear as price / share. The cheapest that fits into the budget is
bought, and its supporters pay what they would for the whole, or all they have. It ends when nothing fits any more.

For a project the best price is one at which somebody has exactly what is asked, or at which all of the cost is paid:
between these, price / share is largest inside (its derivative changes sign once, from above). Floats find these few,
fractions decide between those that they cannot tell apart. What is below the error of floats counts as nothing left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.loops import EPSILON, Floats
from tejido.engines.allocation.pricing import exact
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import Key
from tejido.engines.allocation.utilities import Candidate


@dataclass(frozen=True)
class BoundedRound:
    """A purchase: the price of one unit of gain for the whole project, and the share of the cost that it was worth."""

    at: int
    price: Fraction
    share: Fraction


@dataclass(frozen=True)
class Offer:
    """One way to buy a candidate; `asked` is what a unit of gain costs there, in floats within a factor of `doubt`."""

    candidate: Candidate
    asked: float
    dearness: float
    doubt: float


def buy_bounded(election: Election, found: Sequence[Candidate], preference: Key) -> tuple[BoundedRound, ...]:
    """Run the rule; `preference` breaks ties."""
    purse = Purse(Fraction(election.budget, election.voters), election.ballots)
    rest, waiting = election.budget, list(found)
    rounds: list[BoundedRound] = []
    while True:
        waiting = [one for one in waiting if one.cost <= rest]
        best = _best(waiting, purse, preference)
        if best is None:
            return tuple(rounds)
        chosen, price, share = best
        rounds.append(BoundedRound(chosen.at, price / chosen.worth, share))
        purse.pay(chosen, price, _poor(chosen, purse, price))
        rest -= chosen.cost
        waiting.remove(chosen)


def _best(waiting: Sequence[Candidate], purse: Purse, preference: Key) -> tuple[Candidate, Fraction, Fraction] | None:
    """Return the cheapest candidate, its price and its share; None where nobody has anything left for any."""
    free = [one for one in waiting if one.cost == 0]
    if free:
        return min(free, key=lambda one: preference(one.at)), Fraction(0), Fraction(1)
    offers = [offer for one in waiting for offer in _offers(one, purse)]
    if not offers:
        return None
    most = min(offer.dearness * (1 + offer.doubt) for offer in offers)
    near = [offer for offer in offers if offer.dearness * (1 - offer.doubt) <= most]
    exactly = {(offer.candidate.at, offer.asked): _exactly(offer, purse) for offer in near}
    priced = [(*exactly[offer.candidate.at, offer.asked], offer.candidate) for offer in near]
    price, share, chosen = min(priced, key=lambda one: (one[0] / one[1] / one[2].worth, preference(one[2].at), -one[1]))
    return chosen, price, share


def _offers(candidate: Candidate, purse: Purse) -> Iterator[Offer]:
    """Give the best ways to buy one candidate, within what floats can tell."""
    # Who has next to nothing makes no good offer: it is dear as 1 / money. What they would pay is within the doubt.
    live = ~purse.spent[candidate.rows] & (purse.left[candidate.rows] > 4 * purse.error)
    money = purse.left[candidate.rows][live]
    gains, counts = candidate.gains[live].astype(np.float64), candidate.counts[live]
    if not money.size:
        return
    steps, place = np.unique(money / gains, return_inverse=True)
    held = np.concatenate([[0.0], np.cumsum(np.bincount(place, money * counts))])
    gain = np.bincount(place, gains * counts)[::-1].cumsum()[::-1]
    paid = held[:-1] + steps * gain
    cost = float(candidate.cost)
    whole = np.searchsorted(paid, cost)
    asked = steps[:whole]
    paid = paid[:whole]
    if whole < steps.size:  # they have it all: the price of the whole
        asked = np.append(asked, (cost - held[whole]) / gain[whole])
        paid = np.append(paid, cost)
    yield from _near_the_least(candidate, purse, asked, paid)


def _near_the_least(candidate: Candidate, purse: Purse, asked: Floats, paid: Floats) -> Iterator[Offer]:
    shares = paid / float(candidate.cost)
    dearness = asked / shares / shares / candidate.worth
    off = purse.error / asked + 8 * candidate.voters * purse.error / paid
    doubt = np.minimum(4 * off + (candidate.rows.size + 32) * 8 * EPSILON, 1.0)
    least = float((dearness * (1 + doubt)).min())
    for at in np.flatnonzero(dearness * (1 - doubt) <= least):
        yield Offer(candidate, float(asked[at]), float(dearness[at]), float(doubt[at]))


def _exactly(offer: Offer, purse: Purse) -> tuple[Fraction, Fraction]:
    """Return the exact price of the whole and the exact share of an offer."""
    candidate = offer.candidate
    rows, times, gains = candidate.rows, candidate.times, candidate.gains
    everything = purse.exactly(rows, times)
    if everything >= candidate.cost:
        whole = exact(candidate, purse)
        if abs(float(whole.price) - offer.asked) <= 1e-6 * offer.asked:
            return whole.price, Fraction(1)
    ratio = purse.left[rows] / gains
    nearest = int(np.abs(np.where(purse.spent[rows], np.inf, ratio) - offer.asked).argmin())
    one = slice(nearest, nearest + 1)
    step = purse.exactly(rows[one], np.ones(1, dtype=np.int64)) / int(gains[nearest])
    is_poor = _poor(candidate, purse, step)
    paid = purse.exactly(rows[is_poor], times[is_poor]) + step * int((times * gains)[~is_poor].sum())
    share = min(paid / candidate.cost, Fraction(1))
    return step / share, share


def _poor(candidate: Candidate, purse: Purse, price: Fraction) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Say who has less than the price asks of them; fractions decide where floats leave a doubt."""
    asked = float(price) * candidate.gains
    money = purse.left[candidate.rows]
    doubt = 2 * purse.error + 8 * EPSILON * asked
    is_poor: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (money < asked - doubt) | purse.spent[candidate.rows]
    unsure = np.flatnonzero((np.abs(money - asked) <= doubt) & ~purse.spent[candidate.rows])
    one = np.ones(1, dtype=np.int64)
    for at in unsure:
        has = purse.exactly(candidate.rows[at : at + 1], one)
        is_poor[at] = has < price * int(candidate.gains[at])
    return is_poor
