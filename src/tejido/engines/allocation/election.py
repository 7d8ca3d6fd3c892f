"""What an allocation is made of: projects with a cost, a budget, and ballots without names or order.

Money is integer hundredths where the source has decimals, else whole units; `unit` says how many of the integers make
one unit of the source, so that results are written as they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


class BadElection(ValueError):  # noqa: N818  names what happened
    """The projects, the budget or the ballots cannot be allocated on; the message says which and why."""


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


Ballot = tuple[tuple[int, int], ...]
"""One way to vote: (project's position, points) in order of positions. Points: 1 for an approval, Borda for a rank."""


@dataclass(frozen=True)
class Election:
    """A budget, projects, and how often each ballot was cast.

    `cast` holds every distinct ballot once, in one order whatever the order of voters was, so that nothing computed
    from it can depend on who voted when. Raises BadElection.
    """

    projects: tuple[Project, ...]
    budget: int
    cast: tuple[tuple[Ballot, int], ...]
    vote: Vote = Vote.APPROVAL
    unit: int = 1
    ranks: int = 0  # how many ranks an ordinal ballot has, where that is fewer than there are projects
    more: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [project.id for project in self.projects]
        if len(set(ids)) != len(ids):
            twice = next(one for one in ids if ids.count(one) > 1)
            raise BadElection(f"project {twice} is there twice")
        if self.budget < 0:
            raise BadElection("the budget is negative")
        for project in self.projects:
            if project.cost < 0:
                raise BadElection(f"project {project.id} has a negative cost")

    @cached_property
    def voters(self) -> int:
        """How many ballots were cast, empty ones included."""
        return sum(times for _ballot, times in self.cast)

    @cached_property
    def times(self) -> Numbers:
        """How often each distinct ballot was cast."""
        return np.array([times for _ballot, times in self.cast], dtype=np.int64)

    @cached_property
    def columns(self) -> tuple[tuple[Numbers, Numbers], ...]:
        """For each project the ballots that support it (positions in `cast`, ascending) and the points they give."""
        sizes = np.fromiter((len(ballot) for ballot, _times in self.cast), dtype=np.int64, count=len(self.cast))
        pairs = chain.from_iterable(chain.from_iterable(ballot for ballot, _times in self.cast))
        flat = np.fromiter(pairs, dtype=np.int64, count=2 * int(sizes.sum())).reshape(-1, 2)
        rows = np.repeat(np.arange(len(self.cast)), sizes)
        order = np.argsort(flat[:, 0], kind="stable")
        ends = np.searchsorted(flat[order, 0], np.arange(len(self.projects) + 1))
        return tuple(
            (rows[order[ends[p] : ends[p + 1]]], flat[order[ends[p] : ends[p + 1]], 1])
            for p in range(len(self.projects))
        )

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

    def position(self, project: str) -> int:
        """Return where the project with this id stands. Raises BadElection."""
        for at, one in enumerate(self.projects):
            if one.id == project:
                return at
        raise BadElection(f"there is no project {project}")

    def written(self, amount: int) -> int | str:
        """Return an amount as the source would write it."""
        if self.unit == 1:
            return amount
        whole, rest = divmod(amount, self.unit)
        return f"{whole}.{rest:0{len(str(self.unit)) - 1}}" if rest else whole


def canonical(ballots: Iterable[tuple[Iterable[tuple[int, int]], int]]) -> tuple[tuple[Ballot, int], ...]:
    """Return ballots, each with how often it was cast, with equal ones joined and in one order.

    Projects with no points are left out of a ballot. Raises BadElection where a ballot names a project twice or gives
    negative points.
    """
    counted: dict[Ballot, int] = {}
    for pairs, times in ballots:
        ballot = tuple(sorted((project, points) for project, points in pairs if points))
        if len({project for project, _points in ballot}) != len(ballot):
            raise BadElection("a ballot names a project twice")
        if any(points < 0 for _project, points in ballot):
            raise BadElection("a ballot gives negative points")
        counted[ballot] = counted.get(ballot, 0) + times
    return tuple(sorted(counted.items()))


def election_of(
    costs: Mapping[str, int], budget: int, approvals: Sequence[Iterable[str]], *, vote: Vote = Vote.APPROVAL
) -> Election:
    """Return an election from costs by project and one list of approved projects per voter. Raises BadElection."""
    position = {name: at for at, name in enumerate(costs)}
    try:
        cast = canonical((((position[name], 1) for name in set(one)), 1) for one in approvals)
    except KeyError as problem:
        raise BadElection(f"a ballot names {problem.args[0]}, which is no project") from problem
    return Election(tuple(Project(name, cost) for name, cost in costs.items()), budget, cast, vote)
