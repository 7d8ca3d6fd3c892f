"""What an allocation is made of: projects with a cost, a budget, and ballots without names or order.

Money is integer hundredths where the source has decimals, else whole units; `unit` says how many of the integers make
one unit of the source, so that results are written as they came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import cast

import numpy as np

from tejido.engines.allocation.ballots import Ballot, Ballots, Numbers, canonical, joined
from tejido.engines.allocation.refusals import BadElection

__all__ = [
    "BadElection",
    "Ballot",
    "Ballots",
    "Election",
    "Numbers",
    "Project",
    "Vote",
    "canonical",
    "election_of",
    "narrowed",
]


class Vote(StrEnum):
    """How people voted; the words are those of the Pabulib format."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


@dataclass(frozen=True)
class Project:
    """What money may be given to. `cost` is in the election's integers; `more` is what else the source says."""

    id: str
    cost: int
    name: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Election:
    """A budget, projects, and how often each ballot was cast.

    `cast` holds every distinct ballot once, in one order whatever the order of voters was, so that nothing computed
    from it can depend on who voted when; `ballots` is the same as arrays. Raises BadElection.
    """

    projects: tuple[Project, ...]
    budget: int
    cast: Sequence[tuple[Ballot, int]]
    vote: Vote = Vote.APPROVAL
    unit: int = 1
    ranks: int = 0  # how many ranks an ordinal ballot has, where that is fewer than there are projects
    more: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cast", canonical(self.cast))
        seen: set[str] = set()
        for project in self.projects:
            if project.id in seen:
                raise BadElection("project_twice", project=project.id)
            seen.add(project.id)
        if self.budget < 0:
            raise BadElection("budget_negative")
        for project in self.projects:
            if project.cost < 0:
                raise BadElection("cost_negative", project=project.id)
        if self.ballots.projects.max(initial=-1) >= len(self.projects):
            raise BadElection("vote_beyond")

    @property
    def ballots(self) -> Ballots:
        """The ballots as arrays."""
        return cast(Ballots, self.cast)

    @cached_property
    def voters(self) -> int:
        """How many ballots were cast, empty ones included."""
        return int(self.times.sum())

    @property
    def times(self) -> Numbers:
        """How often each distinct ballot was cast."""
        return self.ballots.times

    @cached_property
    def column_votes(self) -> tuple[Numbers, ...]:
        """For each project where its votes stand among all votes of `ballots`."""
        given = self.ballots.projects
        small = len(self.projects) <= np.iinfo(np.uint16).max  # which are sorted by counting
        order = np.argsort(given.astype(np.uint16) if small else given, kind="stable")
        ends = np.cumsum(np.bincount(given, minlength=len(self.projects)))[:-1]
        return tuple(np.split(order, ends)) if self.projects else ()

    @cached_property
    def columns(self) -> tuple[tuple[Numbers, Numbers], ...]:
        """For each project the ballots that support it (positions in `cast`, ascending) and the points they give."""
        rows = np.repeat(np.arange(len(self.ballots)), np.diff(self.ballots.ends))
        return tuple((rows[votes], self.ballots.points[votes]) for votes in self.column_votes)

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """How many voters support each project."""
        return tuple(int(self.times[rows].sum()) for rows, _points in self.columns)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """How many points each project has as cities count; the same as votes where people only approved.

        The first of three ranks gives 3 points, however many projects there are.
        """
        less = len(self.projects) - 1 - self.ranks if 0 < self.ranks < len(self.projects) else 0
        return tuple(int((self.times[rows] * (points - less)).sum()) for rows, points in self.columns)

    @cached_property
    def kept(self) -> dict[str, object]:
        """What was worked out from this election once, by name; it ends with the election."""
        return {}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {project.id: at for at, project in enumerate(self.projects)}

    def position(self, project: str) -> int:
        """Return where the project with this id stands. Raises BadElection."""
        if project not in self._positions:
            raise BadElection("no_project", project=project)
        return self._positions[project]

    def written(self, amount: int) -> int | str:
        """Return an amount as the source would write it."""
        if self.unit == 1:
            return amount
        whole, rest = divmod(amount, self.unit)
        return f"{whole}.{rest:0{len(str(self.unit)) - 1}}" if rest else whole


def election_of(
    costs: Mapping[str, int], budget: int, approvals: Sequence[Iterable[str]], *, vote: Vote = Vote.APPROVAL
) -> Election:
    """Return an election from costs by project and one list of approved projects per voter. Raises BadElection."""
    position = {name: at for at, name in enumerate(costs)}
    try:
        cast = canonical((((position[name], 1) for name in set(one)), 1) for one in approvals)
    except KeyError as problem:
        raise BadElection("vote_for_nothing", project=problem.args[0]) from problem
    return Election(tuple(Project(name, cost) for name, cost in costs.items()), budget, cast, vote)


def narrowed(election: Election, keep: Collection[int], budget: int) -> Election:
    """Return the election with another budget and without the votes for projects that are not in `keep`."""
    ballots = election.ballots
    kept = np.isin(ballots.projects, np.fromiter(keep, np.int64, len(keep)))
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.ends))[kept]
    sizes = np.bincount(rows, minlength=len(ballots))
    left = joined(sizes, ballots.projects[kept], ballots.points[kept], ballots.times)
    return Election(election.projects, budget, left, election.vote, election.unit, election.ranks, election.more)
