"""The Method of Equal Shares (Peters, Pierczynski and Skowron 2021, arXiv 2008.13276), exactly.

Everybody has the same part of the budget. In each round the project is bought whose supporters can pay for it at the
lowest price for each unit of gain, each paying the same price or all they have left. It ends when no project's
supporters have its cost.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.horizon import Horizon
from tejido.engines.allocation.pricing import Estimate, Price, estimate, exact, is_affordable
from tejido.engines.allocation.purse import Purse
from tejido.engines.allocation.ties import Key
from tejido.engines.allocation.utilities import Candidate


@dataclass(frozen=True)
class Round:
    """A purchase: the project's position, and the exact price of one unit of gain divided by the project's worth."""

    at: int
    price: Fraction


@dataclass(frozen=True)
class Purchase:
    """What the rule did with an endowment: its rounds in order, and what voters had left."""

    endowment: Fraction
    rounds: tuple[Round, ...]
    purse: Purse

    @property
    def winners(self) -> tuple[int, ...]:
        """The positions of the projects bought, in order."""
        return tuple(one.at for one in self.rounds)


def buy(
    election: Election, found: Sequence[Candidate], endowment: Fraction, preference: Key, horizon: Horizon | None = None
) -> Purchase:
    """Run the rule with `endowment` for each voter; `preference` breaks ties.

    A `horizon` notes how much more money would change nothing.
    """
    purse = Purse(endowment, election.times)
    waiting = _Waiting(found, purse, horizon or Horizon(election.times.size))
    rounds: list[Round] = []
    while True:
        best = waiting.best(preference)
        if best is None:
            return Purchase(endowment, tuple(rounds), purse)
        candidate, price = best
        purse.pay(candidate, price.price, price.is_poor)
        rounds.append(Round(candidate.at, price.price / candidate.worth))


class _Waiting:
    """Candidates not bought yet, those that may be cheapest first.

    Voters only lose money, so a price only rises: what was estimated in an earlier round is a lower bound now, and only
    candidates whose bound is below the best price have to be looked at again.
    """

    def __init__(self, found: Sequence[Candidate], purse: Purse, horizon: Horizon) -> None:
        self._purse = purse
        self._horizon = horizon
        self._heap = [(float(c.cost) / float(c.weights.sum()) / c.worth * (1 - 1e-12), c.at, c) for c in found]
        heapq.heapify(self._heap)

    def best(self, preference: Key) -> tuple[Candidate, Price] | None:
        """Take out the cheapest affordable candidate, with its exact price; None where none is affordable."""
        looked: list[tuple[Candidate, Estimate]] = []
        highest = float("inf")
        while self._heap and self._heap[0][0] <= highest:
            candidate = heapq.heappop(self._heap)[2]
            if is_affordable(candidate, self._purse):
                near = estimate(candidate, self._purse)
                self._horizon.saw(candidate, near, self._purse)
                looked.append((candidate, near))
                highest = min(highest, near.high)
            else:
                self._horizon.fell_short(candidate, self._purse)
        contenders = [pair for pair in looked if pair[1].low <= highest]
        chosen = self._cheapest(contenders, preference)
        for candidate, near in looked:
            if chosen is None or candidate is not chosen[0]:
                heapq.heappush(self._heap, (near.low, candidate.at, candidate))
        if chosen is not None:
            self._horizon.chose(*chosen, [(low, at) for low, at, _candidate in self._heap], self._purse)
        return chosen

    def _cheapest(
        self, contenders: list[tuple[Candidate, Estimate]], preference: Key
    ) -> tuple[Candidate, Price] | None:
        priced = [(candidate, exact(candidate, self._purse, near)) for candidate, near in contenders]
        if not priced:
            return None
        return min(priced, key=lambda pair: (pair[1].price / pair[0].worth, preference(pair[0].at)))
