"""Allocations without ballots: in the order of a panel's points, or of a lot drawn from a seed.

Whatever comes next in the order is bought where it still fits into the budget, else it is passed over. Results have the
shape of all others, and `tejido.engines.allocation.verify` checks them against a file that holds no votes.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from tejido.engines.allocation.election import Election, Project
from tejido.engines.allocation.ties import lots

PANEL, LOT = "panel", "lot"


def by_points(election: Election, points: Mapping[str, Fraction], seed: int) -> dict[str, object]:
    """Return the result as it is published: most points first, then the cheapest, then the lot.

    `points` has the mean of what those who reviewed gave, by project; a project without any has none.
    """
    lot = lots([one.id for one in election.projects], seed)
    given = {one.id: points.get(one.id, Fraction(0)) for one in election.projects}
    said = {"points": {one: str(mean) for one, mean in given.items()}}
    return _result(election, lambda one: (-given[one.id], one.cost, lot[one.id]), {"rule": PANEL, "seed": seed}, said)


def by_lot(election: Election, seed: int) -> dict[str, object]:
    """Return the result as it is published: in the order of SHA-256 of `seed:id`."""
    lot = lots([one.id for one in election.projects], seed)
    return _result(election, lambda one: (lot[one.id],), {"rule": LOT, "seed": seed}, {})


def _result(
    election: Election,
    key: Callable[[Project], tuple[object, ...]],
    rules: dict[str, object],
    said: Mapping[str, object],
) -> dict[str, object]:
    order = sorted(election.projects, key=key)
    rest, winners = election.budget, []
    for project in order:
        if project.cost <= rest:
            rest -= project.cost
            winners.append(project.id)
    return {
        "winners": winners,
        "total_cost": election.written(election.budget - rest),
        "budget": election.written(election.budget),
        "rules": rules,
        "certificate": {"order": [one.id for one in order], **said},
    }
