"""What the record tells of its subjects in public: each app answers for its own kinds, the ledger for none.

A leaf stands for good, and its hash is served for ever; but what it says (its fields and its text) is told only while
its subject may be shown. Pages, feeds and files of the record ask `told`; the audit leaves out whatever is not told.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date

Shows = Callable[[Collection[str], date], set[str]]
"""Gets the ids of subjects of one kind and the day; returns those that the record may tell of."""

_shows: dict[str, Shows] = {}


def register(kind: str, shows: Shows) -> None:
    """Let `shows` decide for subjects of `kind`, the part of `record_name` before the colon; from `AppConfig.ready`."""
    _shows[kind] = shows


def told(subjects: Iterable[str], today: date) -> set[str]:
    """Return those of `subjects` (record names) that may be told of; a kind that nobody answers for is told.

    Costs one query a kind, whatever the number of subjects.
    """
    by_kind: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, own = subject.partition(":")
        by_kind.setdefault(kind, set()).add(own)
    may: set[str] = set()
    for kind, ids in by_kind.items():
        shown = _shows[kind](ids, today) if kind in _shows else ids
        may |= {f"{kind}:{own}" for own in shown}
    return may
