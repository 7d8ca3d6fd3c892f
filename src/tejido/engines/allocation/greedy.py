"""What most cities do: the projects with most points first, while there is money."""

from collections.abc import Iterable

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.ties import Key


def most_points_first(
    election: Election, preference: Key, *, skip: bool = True, threshold: int = 0, taken: Iterable[int] = ()
) -> tuple[int, ...]:
    """Return the positions of what is chosen after `taken`, most points first.

    With `skip`, a project that does not fit any more is passed over; without, it ends the choice. Projects with fewer
    points than `threshold`, or none at all, are left out.
    """
    before = set(taken)
    rest = election.budget - sum(election.projects[at].cost for at in before)
    order = [
        at for at in range(len(election.projects)) if at not in before and election.points[at] >= max(threshold, 1)
    ]
    chosen = []
    for at in sorted(order, key=lambda at: (-election.points[at], preference(at))):
        if election.projects[at].cost <= rest:
            rest -= election.projects[at].cost
            chosen.append(at)
        elif not skip:
            break
    return tuple(chosen)
