"""The history of one thing as its page tells it: what was promised on the day, and what it says now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tejido.ground.ledger.naming import Named


@dataclass(frozen=True)
class Change:
    """A column that an act changed, in words; `before` is None where no earlier act carried it.

    `is_quiet` says that it began at nought, which is worth no line by itself.
    """

    name: str
    label: str
    before: str | None
    after: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Said:
    """The text of an act: `text` is empty where it was withdrawn (on that day) or may not be shown."""

    text: str = ""
    withdrawn_on: date | None = None
    is_shown: bool = True


@dataclass(frozen=True)
class Entry:
    """One act: number and address of its leaf, the day, what was done by whom, what it changed, and its text."""

    index: int
    url: str
    day: date
    verb: str
    words: str
    actor: Named
    changes: tuple[Change, ...] = ()
    said: Said | None = None
    fields: Mapping[str, Any] | None = None

    @property
    def news(self) -> tuple[Change, ...]:
        """The changes that are worth a line in a history."""
        return tuple(change for change in self.changes if not change.is_quiet)


@dataclass(frozen=True)
class Compared:
    """A column or text that has changed: what the first act said of it, what the last one says, and how often."""

    label: str
    first: str
    first_on: date
    now: str
    now_on: date
    times: int
    is_text: bool = False


@dataclass(frozen=True)
class History:
    """All acts on one thing, oldest first, and what has changed since the first of them."""

    entries: tuple[Entry, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class Sheet:
    """One leaf on its own page: the act in words, its subject, and what is needed to check it.

    `line` is what is hashed, `digest` its leaf hash, `salt` that of the text (hexadecimal, empty where none is shown),
    `size` that of the newest checkpoint above it, None where there is none yet.
    """

    entry: Entry
    subject: Named
    line: str
    digest: str
    text_hash: str
    salt: str
    size: int | None
    last: int

    @property
    def before(self) -> int:
        """The number of the entry before."""
        return self.entry.index - 1

    @property
    def after(self) -> int:
        """The number of the entry after."""
        return self.entry.index + 1
