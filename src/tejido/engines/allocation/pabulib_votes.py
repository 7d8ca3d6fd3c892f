"""The rows of votes of a clean Pabulib file, read all at once as bytes.

A file is clean where every row has as many semicolons as the head, nothing is quoted, and every vote names projects of
the file, once each. Whatever is otherwise is read row by row in `pabulib`, which knows what to say of it and in
which line; here the answer is then None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.ballots import Numbers, ranges

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

LONGEST = 32  # bytes of an id
BREAKS = tuple('"\r\v\f\x1c\x1d\x1e\x85\u2028\u2029')  # what quotes, and what else ends a line
TABLE = 16  # bits


@dataclass(frozen=True)
class Votes:
    """The votes of all voters: how many each cast, and one after the other whom they named, with points if asked."""

    sizes: Numbers
    projects: Numbers
    points: Numbers | None


def clean(rows: str, columns: int, vote: int, points: int | None, ids: Sequence[str]) -> Votes | None:
    """Read rows with so many columns, of which `vote` and `points` are asked; None where they are not clean."""
    if any(mark in rows for mark in BREAKS) or rows.startswith("\n") or "\n\n" in rows:
        return None
    raw = rows.encode() + b"\n" * (not rows.endswith("\n"))
    data = np.frombuffer(raw + bytes(LONGEST), dtype=np.uint8)
    text = data[: len(raw)]
    marks = np.flatnonzero((text == ord(",")) | (text == ord(";")) | (text == ord("\n")))
    kinds = text[marks]
    edges = np.flatnonzero(kinds != ord(","))
    if not _are_even(kinds[edges], columns):
        return None
    marks = np.concatenate([[-1], marks])  # the edges then say where each field begins
    named = _listed(marks, edges, columns, vote)
    if named is None:
        return None
    projects = _positions(data, named, ids)
    if projects is None or points is None:
        return None if projects is None else Votes(named.sizes, projects, None)
    given = _listed(marks, edges, columns, points)
    numbers = _numbers(data, given) if given is not None and np.array_equal(given.sizes, named.sizes) else None
    return None if numbers is None else Votes(named.sizes, projects, numbers)


def _are_even(edges: Bytes, columns: int) -> bool:
    """Say whether every row ends after so many columns; `edges` are the semicolons and ends of rows."""
    if not edges.size or edges.size % columns:
        return False
    ends_row = edges.reshape(-1, columns) == ord("\n")
    return bool(ends_row[:, -1].all() and not ends_row[:, :-1].any())


@dataclass(frozen=True)
class _Listed:
    """What fields list: how many words each, and where every word begins and ends."""

    sizes: Numbers
    starts: Numbers
    ends: Numbers


def _listed(marks: Numbers, edges: Numbers, columns: int, column: int) -> _Listed | None:
    """Part the fields of a column at their commas, each word between two marks; None where a word is empty."""
    last = edges[column::columns]
    first = edges[column - 1 :: columns] + 1 if column else np.concatenate([[0], edges[columns - 1 : -1 : columns] + 1])
    sizes = last + 1 - first
    words = ranges(first, sizes)
    starts, ends = marks[words] + 1, marks[words + 1]
    if (starts < ends).all():
        return _Listed(sizes, starts, ends)
    # Where nobody is named there are no words, rather than an empty one.
    is_blank = (sizes == 1) & (marks[first] + 1 == marks[last + 1])
    kept = np.repeat(~is_blank, sizes)
    starts, ends = starts[kept], ends[kept]
    return _Listed(np.where(is_blank, 0, sizes), starts, ends) if (starts < ends).all() else None


def _words(data: Bytes, starts: Numbers, sizes: Numbers) -> list[Words]:
    """Give the bytes of each word, eight in a number, as many numbers as the longest needs."""
    view: Words = np.ndarray((data.size - 7,), dtype="<u8", buffer=data, strides=(1,))
    masks = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
    longest = int(sizes.max(initial=1))
    if longest <= 8:
        return [view[starts] & masks[sizes]]
    return [view[starts + at] & masks[np.clip(sizes - at, 0, 8)] for at in range(0, longest, 8)]


def _positions(data: Bytes, named: _Listed, ids: Sequence[str]) -> Numbers | None:
    """Give the position of each project named; None where one is not in `ids`."""
    known = [one.encode() for one in ids]
    longest = max(map(len, known), default=0)
    sizes = named.ends - named.starts
    if not sizes.size:
        return np.zeros(0, dtype=np.int64)
    if longest == 0 or longest > LONGEST - 8 or int(sizes.max()) > longest:
        return None
    lengths = np.array([len(one) for one in known])
    buffer = np.frombuffer(b"".join(known) + bytes(LONGEST), dtype=np.uint8)
    mine, theirs = _words(buffer, np.cumsum(lengths) - lengths, lengths), _words(data, named.starts, sizes)
    found = _found(_mixed(mine), _mixed(theirs[: len(mine)] + [theirs[0] * np.uint64(0)] * (len(mine) - len(theirs))))
    matching = [np.array_equal(mine[at][found], part) for at, part in enumerate(theirs)]
    matching += [not mine[at][found].any() for at in range(len(theirs), len(mine))]
    return found if all(matching) else None


def _mixed(words: list[Words]) -> Words:
    """Give one number that nearly always tells words apart; whether they are equal is looked at afterwards."""
    mixed = words[0] * np.uint64(0x9E3779B97F4A7C15)
    for word in words[1:]:
        mixed ^= mixed >> np.uint64(32)
        mixed = (mixed + word) * np.uint64(0x9E3779B97F4A7C15)
    return mixed


def _found(known: Words, asked: Words) -> Numbers:
    """Give the position in `known` of what may be each number asked: by a table where its slots are apart."""
    shift = np.uint64(64 - TABLE)
    slots = (known >> shift).astype(np.int64)
    if np.unique(slots).size == slots.size:
        table = np.zeros(1 << TABLE, dtype=np.int64)
        table[slots] = np.arange(slots.size)
        return cast(Numbers, table[asked >> shift])
    order = np.argsort(known)
    return order[np.minimum(np.searchsorted(known[order], asked), known.size - 1)]


def _numbers(data: Bytes, given: _Listed) -> Numbers | None:
    """Give the whole numbers that words of digits say; None where a word is something else."""
    sizes = given.ends - given.starts
    if int(sizes.max(initial=0)) > 9:
        return None
    found = np.zeros(sizes.size, dtype=np.int64)
    for place in range(int(sizes.max(initial=0))):
        has = sizes > place
        digit = data[given.starts[has] + place].astype(np.int64) - ord("0")
        if ((digit < 0) | (digit > 9)).any():
            return None
        found[has] = found[has] * 10 + digit
    return found
