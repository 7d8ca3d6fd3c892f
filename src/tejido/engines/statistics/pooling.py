"""Publishing small counts of a few kinds in many places so that nothing narrows what is not shown.

Complementary suppression (see `suppression`) hides counts until the sums give none away. Here no true sum is published
at all: what is published are disjoint counts, each rounded by itself, and every total is the sum of what is published.
Whoever subtracts one published number from another gets a third one, and never a hidden count.

- A place with `threshold` reports or more has a row; the others of its region share one row, the rest.
- In a row, a kind with `threshold` reports or more is shown, rounded to a multiple of `base`; the other kinds share one
  pool, shown the same way. A pool is never shown as more than all its members but one can hold (`threshold` - 1 each),
  or it would say of some that they are not empty. The same holds for the rest and its places.
- Marks (a report may bear several, as causes) are shown likewise, and never as more than the row's published total,
  since each mark is borne by a report.

What holds then, and what the tests try: whatever count from 0 to `threshold` - 1 one puts in the place of a hidden one,
there is a table with that count whose publication is the same, to the letter. So somebody who knows the method and
every publication learns of a hidden count that it is under the threshold, and nothing else. (Rounding and redesign of
tables: Hundepool et al. 2012, "Statistical Disclosure Control", chapter 5.)
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tejido.engines.statistics.suppression import THRESHOLD

BASE = 5

Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class Counts:
    """Reports by kind, each of one kind, and by mark, of which a report may bear none, one or several."""

    kinds: Mapping[str, int]
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All reports."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class Row:
    """What is published of a place: kinds, the pool of the other kinds (0: not shown), marks; multiples of the base."""

    kinds: Mapping[str, int]
    pool: int
    marks: Mapping[str, int]

    @property
    def total(self) -> int:
        """At least so many reports, to within the rounding: the sum of what is published."""
        return sum(self.kinds.values()) + self.pool


@dataclass(frozen=True)
class Published(Generic[Place]):
    """What is published of a region: rows of places, and of the rest of them together (None: not shown)."""

    rows: Mapping[Place, Row]
    rest: Row | None

    @property
    def total(self) -> int:
        """At least so many reports in the region."""
        return sum(row.total for row in self.rows.values()) + (self.rest.total if self.rest else 0)


def publish(counts: Mapping[Place, Counts], *, threshold: int = THRESHOLD, base: int = BASE) -> Published[Place]:
    """Give what may be published of the places of a region. All must count the same kinds and the same marks.

    Raise ValueError where they do not, where a count is negative, where more reports bear a mark than there are, or
    where the base is above the threshold, so that a shown count could be rounded away.
    """
    if not 0 < base <= threshold:
        raise ValueError("the base must lie between 1 and the threshold")
    _check(counts)
    rows, small = {}, []
    for place, found in counts.items():
        row = _row(found, threshold, base) if found.total >= threshold else None
        if row is not None and row.total:
            rows[place] = row
        else:
            small.append(found)
    return Published(rows, _rest(small, threshold, base))


def rounded(count: int, base: int = BASE) -> int:
    """Give the nearest multiple of the base; halves go up."""
    return (2 * count + base) // (2 * base) * base


def most_in_pool(members: int, threshold: int = THRESHOLD, base: int = BASE) -> int:
    """Give the most that a pool of so many hidden members may be shown as: one of them can always be empty."""
    return max(members - 1, 0) * (threshold - 1) // base * base


def _rest(small: list[Counts], threshold: int, base: int) -> Row | None:
    if not small:
        return None
    together = Counts(_summed([one.kinds for one in small]), _summed([one.marks for one in small]))
    if together.total < threshold:
        return None
    row = _row(together, threshold, base)
    return row if 0 < row.total <= most_in_pool(len(small), threshold, base) else None


def _row(counts: Counts, threshold: int, base: int) -> Row:
    kinds = {kind: rounded(count, base) for kind, count in counts.kinds.items() if count >= threshold}
    hidden = [count for kind, count in counts.kinds.items() if kind not in kinds]
    most = most_in_pool(len(hidden), threshold, base)
    pool = min(rounded(sum(hidden), base), most) if sum(hidden) >= threshold else 0
    total = sum(kinds.values()) + pool
    marks = {mark: min(rounded(count, base), total) for mark, count in counts.marks.items() if count >= threshold}
    return Row(kinds, pool, {mark: count for mark, count in marks.items() if count})


def _summed(tables: list[Mapping[str, int]]) -> dict[str, int]:
    return {name: sum(table[name] for table in tables) for name in tables[0]}


def _check(counts: Mapping[Place, Counts]) -> None:
    names = {(frozenset(one.kinds), frozenset(one.marks)) for one in counts.values()}
    if len(names) > 1:
        raise ValueError("all places must count the same kinds and marks")
    for place, one in counts.items():
        if any(count < 0 for count in (*one.kinds.values(), *one.marks.values())):
            raise ValueError(f"a count cannot be negative: {place}")
        if any(count > one.total for count in one.marks.values()):
            raise ValueError(f"more reports bear a mark than there are: {place}")
