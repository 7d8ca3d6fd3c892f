"""Which counts of a table to leave out so that nobody can be identified, not even by subtraction.

A table is a set of counts and the sums that hold among them: a total and its parts, in as many directions and levels
as there are. Counts under the threshold are hidden (primary suppression); then others are hidden with them until no
hidden small count can be worked out (complementary suppression; Hundepool et al. 2012, "Statistical Disclosure
Control", chapter 4). What an attacker can do is tried on the table itself:

- bounds: a count is not negative, so that each sum gives bounds for its parts, which tighten those of other sums;
- algebra: a hidden count is known where some combination of the sums leaves it alone.

A small count is safe while what it may be reaches the threshold and algebra does not give it away. The attacker is
taken to know the method, not the choice among cells; earlier releases of the same table are not taken into account.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

THRESHOLD = 5

Cell = Hashable


@dataclass(frozen=True)
class Sum:
    """A cell that is the sum of others."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Total and parts."""
        return (self.total, *self.parts)


def suppress(counts: Mapping[Cell, int], sums: Sequence[Sum], threshold: int = THRESHOLD) -> frozenset[Cell]:
    """Give the cells to hide. Raise ValueError where a count is negative or a sum does not hold."""
    _check(counts, sums)
    small = {cell for cell, count in counts.items() if count < threshold}
    hidden = set(small)
    while True:
        exposed = _exposed(counts, sums, hidden, small, threshold)
        if not exposed:
            return frozenset(hidden)
        hidden |= _company(counts, sums, hidden, exposed)


def _check(counts: Mapping[Cell, int], sums: Sequence[Sum]) -> None:
    for cell, count in counts.items():
        if count < 0:
            raise ValueError(f"a count cannot be negative: {cell}")
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"the parts do not add up: {one.total}")


def _company(counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: set[Cell], exposed: Iterable[Cell]) -> set[Cell]:
    """Choose what to hide besides: the smallest shown counts of the nearest sums that lead to an exposed cell."""
    more: set[Cell] = set()
    for cell in exposed:
        for one in _nearest_open(cell, sums, hidden):
            if more.isdisjoint(one.cells):
                shown = [other for other in one.cells if other not in hidden]
                more.add(min(shown, key=lambda other: (counts[other], str(other))))
    return more


def _nearest_open(cell: Cell, sums: Sequence[Sum], hidden: set[Cell]) -> list[Sum]:
    """Give the sums with something shown that stand nearest to a hidden cell, going over hidden cells only.

    There are some as long as the cell is exposed: sums of which all is hidden give nothing away.
    """
    reached, left = {cell}, list(sums)
    while True:
        touched = [one for one in left if not reached.isdisjoint(one.cells)]
        still_open = [one for one in touched if not hidden.issuperset(one.cells)]
        if still_open or not touched:
            return still_open
        reached.update(*(one.cells for one in touched))
        left = [one for one in left if one not in touched]


def _exposed(
    counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: set[Cell], small: set[Cell], threshold: int
) -> list[Cell]:
    """Give the small cells that somebody could work out, or at least hold under the threshold."""
    bounds = feasible(counts, sums, hidden)
    known = determined(sums, hidden)
    standing = {cell for one in sums for cell in one.cells}
    return sorted((c for c in small if c in standing and (bounds[c][1] < threshold or c in known)), key=str)


def feasible(
    counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: Iterable[Cell]
) -> dict[Cell, tuple[float, float]]:
    """Give the bounds of every cell that follow from the shown ones and the sums, no count being negative."""
    secret = set(hidden)
    low = {cell: 0.0 if cell in secret else float(n) for cell, n in counts.items()}
    high = {cell: float("inf") if cell in secret else float(n) for cell, n in counts.items()}
    moved = True
    while moved:
        moved = False
        for one in sums:
            if secret.isdisjoint(one.cells):
                continue
            for cell, bottom, top in _bounds_from(one, low, high):
                if bottom > low[cell] or top < high[cell]:
                    low[cell], high[cell] = max(low[cell], bottom), min(high[cell], top)
                    moved = True
    return {cell: (low[cell], high[cell]) for cell in counts}


def _bounds_from(
    one: Sum, low: Mapping[Cell, float], high: Mapping[Cell, float]
) -> Iterable[tuple[Cell, float, float]]:
    """Bounds that one sum gives for its total and for each part."""
    least = sum(low[part] for part in one.parts)
    unbounded = [part for part in one.parts if high[part] == float("inf")]
    most = sum(high[part] for part in one.parts if high[part] != float("inf"))
    yield one.total, least, float("inf") if unbounded else most
    for part in one.parts:
        others = [other for other in unbounded if other != part]
        rest = most if part in unbounded else most - high[part]
        bottom = 0.0 if others else low[one.total] - rest
        yield part, bottom, high[one.total] - (least - low[part])


def determined(sums: Sequence[Sum], hidden: Iterable[Cell]) -> set[Cell]:
    """Give the hidden cells that some combination of the sums leaves alone: those on which no free solution acts."""
    order = {cell: i for i, cell in enumerate(sorted(set(hidden), key=str))}
    rows = []
    for one in sums:
        if not order.keys().isdisjoint(one.cells):
            row = np.zeros(len(order))
            for cell in one.cells:
                if cell in order:
                    row[order[cell]] += 1 if cell == one.total else -1
            rows.append(row)
    if not rows:
        return set()
    matrix = np.array(rows)
    inverse = np.linalg.pinv(matrix @ matrix.T, rcond=1e-9, hermitian=True)
    settled = np.einsum("ij,ij->j", matrix, inverse @ matrix)  # how much of a cell's unit vector the sums span
    return {cell for cell, i in order.items() if settled[i] > 1 - 1e-6}


def sums_of_table(rows: Sequence[Hashable], columns: Sequence[Hashable], total: Hashable = "total") -> list[Sum]:
    """Give the sums of a table of rows by columns with totals on both sides; a cell is `(row, column)`."""
    across = [Sum((row, total), tuple((row, column) for column in columns)) for row in [*rows, total]]
    down = [Sum((total, column), tuple((row, column) for row in rows)) for column in [*columns, total]]
    return across + down
