"""Checks the moments of Phragmen: at each, the supporters of what is bought had earned its cost, and nobody before."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.verify_order import Liked

CLOSE = 1e-9


def check(result: Mapping[str, Any], election: Election, liked: Liked) -> list[str]:
    """Return what does not hold. Takes a pass over the votes for each purchase."""
    rounds = [(election.position(one["project"]), Fraction(one["moment"])) for one in result["certificate"]["rounds"]]
    ids = [election.projects[at].id for at, _moment in rounds]
    found = [] if ids == list(result["winners"]) else ["the rounds and the winners differ"]
    state = _Earned(election)
    for at, moment in rounds:
        if state.moment(at) != moment:
            found.append(f"project {election.projects[at].id} is not bought at the moment {float(moment):.2f}")
        earlier = state.earlier_than(at, moment, liked, fitting=result["rules"]["skip"])
        found += [f"project {election.projects[one].id} comes before {election.projects[at].id}" for one in earlier]
        state.buy(at, moment)
    return found + state.left_over(liked, skip=result["rules"]["skip"])


class _Earned:
    """Since when each voter earns, as the rounds say."""

    def __init__(self, election: Election) -> None:
        self._election = election
        self._since = [Fraction(0)] * len(election.cast)
        self._near = np.zeros(len(election.cast))
        self._rest = election.budget
        self._open = [at for at, votes in enumerate(election.votes) if votes]

    def moment(self, at: int) -> Fraction:
        """Return when the supporters of a project have its cost."""
        rows, times = self._election.columns[at][0].tolist(), self._election.times
        before = sum((self._since[row] * int(times[row]) for row in rows), Fraction(0))
        return (self._election.projects[at].cost + before) / self._election.votes[at]

    def earlier_than(self, at: int, moment: Fraction, liked: Liked, *, fitting: bool) -> list[int]:
        """Return the projects that should have come before; with `fitting` only those that still fit."""
        found = []
        for one in self._open:
            cost = self._election.projects[one].cost
            if one == at or (fitting and cost > self._rest) or self._near_moment(one) > float(moment) * (1 + CLOSE):
                continue
            if (self.moment(one), liked(one)) < (moment, liked(at)):
                found.append(one)
        return found

    def _near_moment(self, at: int) -> float:
        rows = self._election.columns[at][0]
        before = float(self._near[rows] @ self._election.times[rows])
        return (self._election.projects[at].cost + before) / self._election.votes[at]

    def buy(self, at: int, moment: Fraction) -> None:
        """Take the money of the supporters."""
        self._open.remove(at)
        self._rest -= self._election.projects[at].cost
        rows = self._election.columns[at][0]
        self._near[rows] = float(moment)
        for row in rows.tolist():
            self._since[row] = moment

    def left_over(self, liked: Liked, *, skip: bool) -> list[str]:
        """Check that it ended where it had to."""
        fitting = [at for at in self._open if self._election.projects[at].cost <= self._rest]
        if not skip and fitting:
            following = min(self._open, key=lambda at: (self.moment(at), liked(at)))
            fitting = [following] if following in fitting else []
        return [f"project {self._election.projects[at].id} lost although it fits" for at in fitting]
