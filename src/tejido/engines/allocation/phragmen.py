"""Sequential Phragmen for projects with costs (Los, Christoff and Grossi 2022, arXiv 2203.12324), exactly.

Every voter earns one unit of money in each unit of time. As soon as the supporters of a project have its cost
together, it is bought and their money is gone. What a voter has is therefore the time since the last purchase that
they supported; the supporters of a project have their number times now, less the sum of those moments, so it is
bought at (cost + sum of moments) / supporters: a sum of as many fractions as there were purchases.
"""

import heapq
from fractions import Fraction

import numpy as np

from tejido.engines.allocation.election import Election, Numbers
from tejido.engines.allocation.ties import Key


def earn_and_buy(election: Election, preference: Key, *, skip: bool = False) -> tuple[tuple[int, Fraction], ...]:
    """Return the positions of what is bought, each with its moment.

    Without `skip` it ends with the first project that no longer fits into the budget (as defined in the paper); with
    it, such a project is passed over and the earning goes on.
    """
    last = np.zeros(election.times.size, dtype=np.int64)  # by ballot: which purchase was the last one; 0: none yet
    moments = [Fraction(0)]
    rest = election.budget
    bought: list[tuple[int, Fraction]] = []
    # Moments only move later, so that one worked out before is a lower bound, and only the first in the heap counts.
    heap = [
        (Fraction(election.projects[at].cost, votes), preference(at), at, 0)
        for at, votes in enumerate(election.votes)
        if votes
    ]
    heapq.heapify(heap)
    while heap:
        moment, liked, at, known_after = heapq.heappop(heap)
        if known_after < len(bought):
            heapq.heappush(heap, (_moment(election, at, last, moments), liked, at, len(bought)))
        elif election.projects[at].cost <= rest:
            rest -= election.projects[at].cost
            bought.append((at, moment))
            moments.append(moment)
            last[election.columns[at][0]] = len(bought)
        elif not skip:
            break
    return tuple(bought)


def _moment(election: Election, at: int, last: Numbers, moments: list[Fraction]) -> Fraction:
    rows = election.columns[at][0]
    since = np.bincount(last[rows], weights=election.times[rows], minlength=len(moments))
    spent = sum((moments[k] * int(since[k]) for k in np.flatnonzero(since)), Fraction(0))
    return (election.projects[at].cost + spent) / election.votes[at]
