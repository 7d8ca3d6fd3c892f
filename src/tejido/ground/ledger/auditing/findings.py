"""What an audit finds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST = 100
"""Problems that are told one by one; the rest are counted."""


class Kind(StrEnum):
    """What can be wrong; the value is an English sentence with named places for the values."""

    UNREADABLE = "the tables of the record cannot be read: %(reason)s"
    OPENING = "leaf 0 does not open the log with the key of this site"
    LEAF = "leaf %(index)d: %(reason)s"
    GAP = "the log jumps from leaf %(before)d to leaf %(index)d"
    SIZE = "the log is said to have %(stated)d leaves, and has %(found)d"
    NODE = "node %(position)d of level %(level)d of the tree is not what the leaves give"
    NODE_MISSING = "node %(position)d of level %(level)d of the tree is missing"
    NODE_EXTRA = "the tree has %(count)d nodes that no leaf gives"
    CHECKPOINT = "the checkpoint of %(size)d leaves: %(reason)s"
    ROOT = "the checkpoint of %(size)d leaves states another root than the leaves give"
    BEYOND = "the checkpoint of %(size)d leaves speaks of more leaves than there are"
    TEXT = "the text of leaf %(index)d is not the one that was recorded"
    TEXT_GONE = "the text of leaf %(index)d is gone, and no act withdrew it"
    TEXT_EXTRA = "leaf %(index)d has a text and records none"
    TEXT_BACK = "the text of leaf %(index)d was withdrawn, and is there or has another day"
    ROW_GONE = "%(subject)s is in the record and not in the tables"
    UNRECORDED = "%(subject)s is in the tables and not in the record"
    COLUMN = "%(subject)s: %(column)s is %(found)s, the record says %(recorded)s"
    UNSET = "%(subject)s: %(column)s is %(found)s, and no act of the record said so"
    WORDS = "%(subject)s: %(column)s is not the text that was recorded"
    MORE = "and %(count)d more"


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold: in English by `str`, in parts for whoever says it in another language."""

    kind: Kind
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self.kind % self.values


@dataclass(frozen=True)
class Audit:
    """What an audit found. `compared` counts the columns and texts of the tables that were compared with the record.

    `leaves` counts the leaves, `left_out` the rows that the record does not tell of now (their profile hides them), so
    that nothing can be said of them.
    """

    compared: int
    leaves: int
    left_out: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.problems


@dataclass
class Findings:
    """Problems in the order in which they were found, and counts; `seen` is told of progress."""

    seen: Callable[[int], object] = int
    first: list[Problem] = field(default_factory=list)
    more: int = 0
    compared: int = 0
    leaves: int = 0
    left_out: int = 0

    def add(self, kind: Kind, **values: Any) -> None:
        """Note a problem."""
        if len(self.first) < MOST:
            self.first.append(Problem(kind, values))
        else:
            self.more += 1

    def done(self) -> Audit:
        """Return what was found."""
        more = [Problem(Kind.MORE, {"count": self.more})] if self.more else []
        return Audit(self.compared, self.leaves, self.left_out, (*self.first, *more))
