"""Checks Equal Shares with bounded overspending (arXiv 2409.15005): parts of costs, and the prices that go with them.

A project of which supporters pay a part at the price `asked` for a unit of gain is as dear as asked / part^2 (the price
of the whole is asked / part, and it is divided by the part once more). In each round nothing that fits may be less
dear, or as dear and first where equals are told apart. Where supporters pay but a part, it is enough to look at the
prices at which somebody gives all they have, since between two of these a project is at its dearest; where they pay it
all, what they would pay at a price says whether it would do.

What is left to voters only falls, so that a project is never less dear than it once was: floats keep what was known,
with a margin that is far above their error, and only projects that come near are looked at again, in fractions.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.verify_money import CLOSE, ROUGH, Money
from tejido.engines.allocation.verify_order import Liked

Claim = Mapping[str, Any]
Floats = npt.NDArray[np.float64]


def check(result: Claim, election: Election, liked: Liked) -> list[str]:
    """Return what does not hold."""
    rounds: Sequence[Claim] = result["certificate"]["rounds"]
    share = Fraction(election.budget, election.voters)
    found = []
    if [one["project"] for one in rounds] != list(result["winners"]):
        found.append("the rounds and the winners differ")
    if Fraction(result["certificate"]["endowment"]) != share:
        found.append(f"each voter had {share}, not {result['certificate']['endowment']}")
    terms = [(Fraction(one["price"]), Fraction(one["share"])) for one in rounds]
    money = Money(election, result["rules"]["utility"], share, [price for price, _part in terms])
    seen, rest = _Seen(election, money), election.budget
    for entry, (price, part) in zip(rounds, terms, strict=True):
        at, cost = election.position(entry["project"]), election.projects[election.position(entry["project"])].cost
        if not 0 < part <= 1 or money.offered(at, price * part) != cost * part:
            found.append(f"project {entry['project']}: its supporters do not pay {part} of its cost at that price")
        if at not in money.open or cost > rest:
            found.append(f"project {entry['project']} did not fit any more")
        before = seen.before(at, price / part, part, rest, liked)
        found += [f"project {election.projects[one].id} comes before {entry['project']}" for one in before]
        money.pay(at, price)
        rest -= cost
    fitting = [at for at in money.open if election.projects[at].cost <= rest]
    left = [at for at in fitting if not election.projects[at].cost or money.have(at)]
    return found + [f"project {election.projects[at].id} lost although it fits" for at in left]


class _Seen:
    """How dear each project was at the least, when it was last looked at."""

    def __init__(self, election: Election, money: Money) -> None:
        self._election, self._money = election, money
        self._known = np.zeros(len(election.projects))

    def before(self, at: int, dear: Fraction, part: Fraction, rest: int, liked: Liked) -> list[int]:
        """Return the projects that should have been bought instead of one that was `dear`."""
        high = float(dear) * (1 + CLOSE)
        found = []
        for one in self._money.open:
            if self._known[one] <= high and self._election.projects[one].cost <= rest:
                ways = (self._compared(one, asked, dear) for asked in self._near(one, high))
                if any(less or (equal and (liked(one), -paid) < (liked(at), -part)) for less, equal, paid in ways):
                    found.append(one)
        return found

    def _near(self, one: int, high: float) -> set[Fraction | None]:
        """Give the prices at which a project may be no dearer than `high`; None stands for that of the whole."""
        cost = float(self._election.projects[one].cost)
        left, gains, times = self._money.near(one)
        live = np.flatnonzero(left > 0)
        if not cost or not live.size:
            return set() if cost else {None}
        order = live[np.argsort(left[live] / gains[live], kind="stable")]
        left, gains, times = left[order], gains[order], times[order]
        steps, held = left / gains, np.concatenate([[0.0], np.cumsum(left * times)])[:-1]
        richer = np.cumsum((gains * times)[::-1])[::-1]
        paid = held + steps * richer
        dear: Floats = np.where(paid <= cost * (1 + CLOSE), steps * (cost / paid) ** 2, np.inf)
        enough = int(np.searchsorted(paid, cost * (1 - CLOSE)))
        whole = float((cost - held[enough]) / richer[enough]) * (1 - ROUGH) if enough < paid.size else np.inf
        self._known[one] = min(float(dear.min()), whole)
        near: set[Fraction | None] = {None} if whole <= high else set()
        return near | self._money.ratios(one, order[dear <= high])

    def _compared(self, one: int, asked: Fraction | None, dear: Fraction) -> tuple[bool, bool, Fraction]:
        """Say whether a project is less dear, or as dear, at a price, and which part of it is paid."""
        cost = self._election.projects[one].cost
        if not cost:
            return dear > 0, dear == 0, Fraction(1)
        if asked is None:
            offered = self._money.offered(one, dear)
            return offered > cost, offered == cost, Fraction(1)
        paid = self._money.offered(one, asked)
        if not 0 < paid <= cost:
            return False, False, Fraction(0)
        here = asked * Fraction(cost) ** 2 / paid**2
        return here < dear, here == dear, paid / cost
