"""What decides between projects that a rule holds equal. It is said before, and is an argument of every rule."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tejido.engines.allocation.election import Election

Key = Callable[[int], tuple[object, ...]]


class Ties(StrEnum):
    """How a tie is broken."""

    LOT = "cost-votes-lot"  # lowest cost, then most votes, then a lot drawn once from a published seed
    LEXICOGRAPHIC = "lexicographic"


def lots(ids: Sequence[str], seed: int) -> dict[str, int]:
    """Return each project's place in the lot: by SHA-256 of `seed:id`, so that anybody draws the same.

    The order in which projects are listed makes no difference.
    """
    drawn = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    return {one: place for place, one in enumerate(drawn)}


@dataclass(frozen=True)
class Preference:
    """The key by which the preferred of tied projects (positions) comes first; without a `lot` it is the name alone."""

    election: Election
    lot: Mapping[str, int] | None

    def __call__(self, at: int) -> tuple[object, ...]:
        """Return the key of a project as it is."""
        return self.if_changed(at)

    def if_changed(self, at: int, *, cost: int | None = None, more: int = 0) -> tuple[object, ...]:
        """Return the key that a project would have at another cost, or with `more` votes."""
        project = self.election.projects[at]
        if self.lot is None:
            return (project.id,)
        return project.cost if cost is None else cost, -self.election.votes[at] - more, self.lot[project.id]


def preference(election: Election, ties: Ties, seed: int) -> Preference:
    """Return what decides between tied projects."""
    if ties is Ties.LEXICOGRAPHIC:
        return Preference(election, None)
    return Preference(election, lots([one.id for one in election.projects], seed))
