"""What decides between projects that a rule holds equal. It is said before, and is an argument of every rule."""

import hashlib
from collections.abc import Callable, Sequence
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


def preference(election: Election, ties: Ties, seed: int) -> Key:
    """Return a key by which the preferred of tied projects (positions) comes first."""
    projects = election.projects
    if ties is Ties.LEXICOGRAPHIC:
        return lambda at: (projects[at].id,)
    lot = lots([project.id for project in projects], seed)
    return lambda at: (projects[at].cost, -election.votes[at], lot[projects[at].id])
