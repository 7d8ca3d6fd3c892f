"""The least and the most that groups of projects get: places, causes, grades of marginalisation.

A group is made of the projects that have a word in a column of the source. Groups with a `least` are allocated first,
in the order in which they were announced: the same rule, that much money, the projects of that group. What it cannot
spend there returns to all. Then the rule allocates the rest among all that did not win yet. A project whose purchase
would bring its group over its `most` is left out, and the part in which that happened is allocated anew without it;
the allocation that broke the limit is kept as an `Attempt`, so that nobody can leave out a project without need.

So every part is an allocation of its own, on the same ballots without the votes for projects that are left out, and
can be checked like any other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from tejido.engines.allocation.election import BadElection, Election, Project, narrowed


@dataclass(frozen=True)
class Group:
    """The projects whose `column` holds `value` (or lists it between commas); amounts in the election's integers."""

    column: str
    value: str
    least: int = 0
    most: int | None = None

    def holds(self, project: Project) -> bool:
        """Say whether the project belongs to it."""
        return self.value in {word.strip() for word in project.more.get(self.column, "").split(",")}


@dataclass(frozen=True)
class Attempt:
    """An allocation in which `breaking` is the first project that brings a group over its most."""

    breaking: int
    winners: tuple[int, ...]
    certificate: object


@dataclass(frozen=True)
class Part:
    """One part of an allocation in parts: `at` is the position of its group, None for the part of all.

    Before it were `attempts`, each without the projects that broke those before.
    """

    at: int | None
    budget: int
    attempts: tuple[Attempt, ...]
    winners: tuple[int, ...]
    certificate: object


Run = Callable[[Election], tuple[tuple[int, ...], object]]


def check(election: Election, groups: Sequence[Group]) -> None:
    """Raise BadElection where the groups cannot be served."""
    for group in groups:
        if not any(group.holds(project) for project in election.projects):
            raise BadElection("group_empty", value=group.value, column=group.column)
        if group.least < 0 or (group.most is not None and group.most < group.least):
            raise BadElection("group_limits", value=group.value)
    if sum(group.least for group in groups) > election.budget:
        raise BadElection("groups_too_much")


def in_parts(election: Election, groups: Sequence[Group], run: Run) -> tuple[Part, ...]:
    """Return the parts of the allocation; `run` is the rule. Raises BadElection."""
    check(election, groups)
    everything = range(len(election.projects))
    taken: list[int] = []
    parts = []
    for at, group in [*enumerate(groups), (None, None)]:
        if group is not None and not group.least:
            continue
        rest = election.budget - sum(election.projects[one].cost for one in taken)
        budget = min(group.least, rest) if group else rest
        open_ones = [
            one for one in everything if one not in taken and (group is None or group.holds(election.projects[one]))
        ]
        part = _capped(election, groups, open_ones, taken, budget, at, run)
        taken += part.winners
        parts.append(part)
    return tuple(parts)


def _capped(
    election: Election,
    groups: Sequence[Group],
    open_ones: Sequence[int],
    taken: Sequence[int],
    budget: int,
    at: int | None,
    run: Run,
) -> Part:
    """Allocate one part, again and again without the first project that brings a group over its most."""
    attempts: list[Attempt] = []
    while True:
        excluded = {one.breaking for one in attempts}
        winners, certificate = run(narrowed(election, [one for one in open_ones if one not in excluded], budget))
        breaking = _first_too_much(election, groups, taken, winners)
        if breaking is None:
            return Part(at, budget, tuple(attempts), winners, certificate)
        attempts.append(Attempt(breaking, winners, certificate))


def _first_too_much(
    election: Election, groups: Sequence[Group], taken: Sequence[int], winners: Sequence[int]
) -> int | None:
    limits = [(group, group.most) for group in groups if group.most is not None]
    for count, one in enumerate(winners, start=1):
        so_far = [*taken, *winners[:count]]
        if any(
            group.holds(election.projects[one]) and cost_in(election, group, so_far) > most for group, most in limits
        ):
            return one
    return None


def cost_in(election: Election, group: Group, winners: Collection[int]) -> int:
    """Return what the winners that belong to the group cost together."""
    return sum(election.projects[at].cost for at in winners if group.holds(election.projects[at]))
