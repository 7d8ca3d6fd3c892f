"""Ballots without names or order, as arrays: equal ones are joined and stand in one order, whoever voted when.

A city has tens of thousands of voters and hundreds of thousands of votes. Kept as four arrays they are joined, counted
and summed without touching them one by one; who wants to read them as tuples can.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import Any, SupportsIndex, cast

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.refusals import BadElection

Numbers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

Ballot = tuple[tuple[int, int], ...]
"""One way to vote: (project's position, points) in order of positions. Points: 1 for an approval, Borda for a rank."""

FIRST = 4  # votes by which ballots are put in order; after these, their mark decides
MOST_POINTS = 10**9  # sums over all voters then stay whole numbers in floats too


@dataclass(frozen=True, eq=False)
class Ballots(Sequence[tuple[Ballot, int]]):
    """Every distinct ballot once, with how often it was cast; made by `joined`.

    The votes of ballot k stand in `projects` and `points` from `ends[k]` to `ends[k + 1]`, by ascending project.
    """

    ends: Numbers
    projects: Numbers
    points: Numbers
    times: Numbers

    @cached_property
    def _read(self) -> tuple[tuple[Ballot, int], ...]:
        pairs = list(zip(self.projects.tolist(), self.points.tolist(), strict=True))
        ends = self.ends.tolist()
        return tuple((tuple(pairs[ends[at] : ends[at + 1]]), times) for at, times in enumerate(self.times.tolist()))

    def __len__(self) -> int:
        return int(self.times.size)

    def __iter__(self) -> Iterator[tuple[Ballot, int]]:
        return iter(self._read)

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        return self._read[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ballots):
            return all(np.array_equal(mine, theirs) for mine, theirs in zip(self._all, other._all, strict=True))
        return other == self._read

    def __hash__(self) -> int:
        return hash(tuple(part.tobytes() for part in self._all))

    @property
    def _all(self) -> tuple[Numbers, ...]:
        return self.ends, self.projects, self.points, self.times


def canonical(ballots: Iterable[tuple[Iterable[tuple[int, int]], int]]) -> Ballots:
    """Return ballots, each with how often it was cast, with equal ones joined and in one order.

    Projects with no points are left out of a ballot. Raises BadElection where a ballot names a project twice or gives
    negative points.
    """
    if isinstance(ballots, Ballots):
        return ballots
    read = [(tuple(pairs), times) for pairs, times in ballots]
    sizes = np.fromiter((len(pairs) for pairs, _times in read), np.int64, len(read))
    given = chain.from_iterable(chain.from_iterable(pairs for pairs, _times in read))
    try:
        flat = np.fromiter(given, np.int64, 2 * int(sizes.sum())).reshape(-1, 2)
    except OverflowError as problem:
        raise BadElection("points_many", most=MOST_POINTS) from problem
    return joined(sizes, flat[:, 0], flat[:, 1], np.fromiter((times for _pairs, times in read), np.int64, len(read)))


def joined(sizes: Numbers, projects: Numbers, points: Numbers, times: Numbers) -> Ballots:
    """Return the ballots of which the first `sizes[0]` votes are one, the next `sizes[1]` another, and so on.

    Raises BadElection as `canonical` does.
    """
    if points.size and (points.min() < 0 or points.max() > MOST_POINTS):
        raise BadElection("points_negative" if points.min() < 0 else "points_many", most=MOST_POINTS)
    rows = np.repeat(np.arange(sizes.size), sizes)
    if points.size and points.min() == 0:
        kept = points > 0
        rows, projects, points = rows[kept], projects[kept], points[kept]
        sizes = np.bincount(rows, minlength=sizes.size)
    projects, points = _in_order(rows, projects, points)
    found = Ballots(np.concatenate([[0], np.cumsum(sizes)]), projects, points, times)
    for salt in count():  # another one only if two different ballots had the same mark, which chance never gives
        joint = _joined_by(found, _marks(found, salt))
        if joint is not None:
            return joint
    raise AssertionError("there is always another salt")


def _in_order(rows: Numbers, projects: Numbers, points: Numbers) -> tuple[Numbers, Numbers]:
    """Put the votes of each ballot in order of projects."""
    if not projects.size:
        return projects.astype(np.int64), points.astype(np.int64)
    width = int(projects.max()) + 1
    keys = rows * width + projects
    if (points == points[0]).all():
        keys.sort(kind="stable")  # far cheaper than the order itself, and than other kinds: rows are in order already
    else:
        order = np.argsort(keys, kind="stable")
        keys, points = keys[order], points[order]
    if (keys[1:] == keys[:-1]).any():
        raise BadElection("vote_twice")
    return keys - rows * width, points


def _marks(ballots: Ballots, salt: int) -> Words:
    """Give each ballot a number of 64 bits that follows from its votes."""
    mixed = ballots.projects.astype(np.uint64) * np.uint64(MOST_POINTS + 1) + ballots.points.astype(np.uint64)
    mixed += np.uint64((salt + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # splitmix64
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    return cast(Words, sums[ballots.ends[1:]] - sums[ballots.ends[:-1]])


def _joined_by(ballots: Ballots, marks: Words) -> Ballots | None:
    """Join the ballots with the same mark; None if two of them are not equal after all."""
    order = np.argsort(marks)
    is_first = np.ones(order.size, dtype=np.bool_)
    is_first[1:] = marks[order[1:]] != marks[order[:-1]]
    starts = np.flatnonzero(is_first)
    if not _are_equal(ballots, order[~is_first], order[starts][np.cumsum(is_first) - 1][~is_first]):
        return None
    chosen = order[starts]
    times = np.add.reduceat(ballots.times[order], starts) if starts.size else ballots.times[:0]
    by_votes = np.argsort(_first_votes(ballots, chosen), kind="stable")
    chosen, times = chosen[by_votes], times[by_votes]
    sizes = (ballots.ends[1:] - ballots.ends[:-1])[chosen]
    votes = ranges(ballots.ends[chosen], sizes)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return Ballots(ends, ballots.projects[votes], ballots.points[votes], times)


def _are_equal(ballots: Ballots, some: Numbers, others: Numbers) -> bool:
    sizes = ballots.ends[1:] - ballots.ends[:-1]
    if not np.array_equal(sizes[some], sizes[others]):
        return False
    mine, theirs = ranges(ballots.ends[some], sizes[some]), ranges(ballots.ends[others], sizes[others])
    return all(np.array_equal(part[mine], part[theirs]) for part in (ballots.projects, ballots.points))


def _first_votes(ballots: Ballots, chosen: Numbers) -> Numbers:
    """Give a number by which ballots stand in order of the projects that they name first."""
    bits = int(ballots.projects.max(initial=0) + 1).bit_length()
    sizes = (ballots.ends[1:] - ballots.ends[:-1])[chosen]
    found = np.zeros(chosen.size, dtype=np.int64)
    for place in range(min(63 // bits, FIRST)):
        has = np.flatnonzero(sizes > place)
        if not has.size:
            break
        found[has] |= (ballots.projects[ballots.ends[chosen[has]] + place] + 1) << (63 - bits * (place + 1))
    return found


def ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """Return start, start + 1, ... for each start, as many as `sizes` says, one after the other."""
    before = np.cumsum(sizes) - sizes
    return cast(Numbers, np.arange(int(sizes.sum())) + np.repeat(starts - before, sizes))
