"""What a voter gains from a project, from what the ballot says: integers, so that everything stays exact."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.election import BadElection, Election, Numbers, Vote

Floats = npt.NDArray[np.float64]


class Utility(StrEnum):
    """How gain is measured."""

    COST = "cost"  # a project is worth its cost to whoever supports it
    CARDINALITY = "cardinality"  # every supported project is worth 1
    SCORE = "score"  # the points of the ballot
    BORDA = "borda"  # the points of the rank: of m projects the first gets m - 1, the next one fewer


@dataclass(frozen=True)
class Candidate:
    """A project as a rule sees it: who supports it, and what it is worth to them.

    `rows` are positions of distinct ballots, `times` how often each was cast, `gains` what each of their voters gains
    in multiples of `worth`: all ones where a project is worth the same to everybody who supports it. `votes` says where
    each stands among all votes of the election's ballots.
    """

    at: int
    cost: int
    rows: Numbers
    times: Numbers
    gains: Numbers
    worth: int
    votes: Numbers

    @cached_property
    def voters(self) -> int:
        """How many support it."""
        return int(self.times.sum())

    @cached_property
    def total_gain(self) -> int:
        """What one unit of price brings if all supporters pay it."""
        return int((self.times * self.gains).sum())

    @cached_property
    def counts(self) -> Floats:
        """How often each ballot was cast, as floats (exact: far below 2^53)."""
        return self.times.astype(np.float64)

    @cached_property
    def weights(self) -> Floats:
        """What one unit of price brings from each ballot."""
        return self.counts if self.is_even else (self.times * self.gains).astype(np.float64)

    @cached_property
    def is_even(self) -> bool:
        """Whether it is worth the same to all its supporters."""
        return bool(self.gains.size == 0 or (self.gains == 1).all())


def candidates(election: Election, utility: Utility) -> list[Candidate]:
    """Return the supported projects. Raises BadElection where the ballots do not say what the utility asks.

    They are worked out once for each utility, and kept with the election.
    """
    if utility not in election.kept:
        election.kept[utility] = _candidates(election, utility)
    return cast(list[Candidate], election.kept[utility])


def _candidates(election: Election, utility: Utility) -> list[Candidate]:
    if utility is Utility.BORDA and election.vote is not Vote.ORDINAL:
        raise BadElection("borda_needs_ranks", vote=election.vote)
    found = []
    ones = np.ones(len(election.ballots), dtype=np.int64)
    for at, (rows, points) in enumerate(election.columns):
        votes = election.column_votes[at]
        if rows.size == 0:
            continue
        project = election.projects[at]
        if utility in (Utility.SCORE, Utility.BORDA):
            gains, worth = points, 1
            kept = gains > 0
            rows, gains, votes = rows[kept], gains[kept], votes[kept]
        else:
            gains = ones[: rows.size]
            worth = max(project.cost, 1) if utility is Utility.COST else 1
        if rows.size:
            found.append(Candidate(at, project.cost, rows, election.times[rows], gains, worth, votes))
    return found
