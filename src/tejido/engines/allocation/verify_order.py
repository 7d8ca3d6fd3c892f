"""Orders drawn up again for the verifier: what decides between equals, and the projects with most points first."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from tejido.engines.allocation.election import Election

Liked = Callable[[int], tuple[Any, ...]]


def liked(election: Election, rules: Mapping[str, Any]) -> Liked:
    """Return what decides between projects (positions) that a rule holds equal; the least comes first."""
    if rules["ties"] == "lexicographic":
        return lambda at: (election.projects[at].id,)
    drawn = [hashlib.sha256(f"{rules['seed']}:{one.id}".encode()).digest() for one in election.projects]
    return lambda at: (election.projects[at].cost, -election.votes[at], drawn[at])


def most_points_first(
    election: Election,
    rules: Mapping[str, Any],
    *,
    taken: Collection[str] = (),
    threshold: int = 0,
    skip: bool = True,
) -> list[str]:
    """Return what the projects with most points are, one after the other, that fit beside those `taken`."""
    before = liked(election, rules)
    rest = election.budget - sum(one.cost for one in election.projects if one.id in taken)
    open_ones = [
        at
        for at, one in enumerate(election.projects)
        if one.id not in taken and election.points[at] >= max(threshold, 1)
    ]
    chosen = []
    for at in sorted(open_ones, key=lambda at: (-election.points[at], before(at))):
        if election.projects[at].cost > rest:
            if skip:
                continue
            break
        rest -= election.projects[at].cost
        chosen.append(election.projects[at].id)
    return chosen
