"""What would have made a project win, tried out: the whole rule again with one thing changed.

Slower than `explaining`, and true for every rule and completion: whatever is named was run and made it win. Tried is
whether half of the way suffices, and half of that; rules are not always orderly, so that less may do here and there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tejido.engines.allocation.allocating import Rules, allocate
from tejido.engines.allocation.election import BadElection, Election, canonical

FINE = 200  # money is tried in steps of the cost divided by this


@dataclass(frozen=True)
class Tried:
    """With any one of these it wins; None where nothing that was tried made it win.

    `voters` more who vote for it alone (beside those who voted), a `cost` of so much, `money` more for all in the
    election's integers.
    """

    voters: int | None
    cost: int | None
    money: int | None


def try_out(election: Election, rules: Rules, project: str) -> Tried:
    """Say what would have made a project win. Raises BadElection where there is no such project."""
    at = election.position(project)
    cost = election.projects[at].cost
    step = max(cost // FINE, 1)
    cheaper = _least(lambda less: _wins(_costing(election, at, cost - less), rules, project), step, cost - 1, step)
    return Tried(
        _least(lambda more: _wins(_with_voters(election, at, more), rules, project), 1, 4 * election.voters, 1),
        None if cheaper is None else cost - cheaper,
        _least(lambda more: _wins(_richer(election, more), rules, project), step, 4 * (election.budget + cost), step),
    )


def _least(holds: Callable[[int], bool], first: int, most: int, step: int) -> int | None:
    """Return an amount that holds, doubling from `first`, then halving the way back down to `step`."""
    low, high = 0, first
    while not holds(min(high, most)):
        if high >= most:
            return None
        low, high = high, 2 * high
    high = min(high, most)
    while high - low > step:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _wins(election: Election, rules: Rules, project: str) -> bool:
    try:
        return project in allocate(election, rules).winners
    except BadElection:
        return False


def _costing(election: Election, at: int, cost: int) -> Election:
    changed = [replace(one, cost=cost) if place == at else one for place, one in enumerate(election.projects)]
    return replace(election, projects=tuple(changed))


def _richer(election: Election, more: int) -> Election:
    return replace(election, budget=election.budget + more)


def _with_voters(election: Election, at: int, more: int) -> Election:
    best = max((points for _rows, given in election.columns for points in given.tolist()), default=1)
    return replace(election, cast=canonical([*election.cast, (((at, best),), more)]))
