"""Until when a version of a key is needed: what is kept above says which ones it still has something sealed to."""

from collections.abc import Callable, Collection
from uuid import UUID

Needed = Callable[[Collection[UUID]], Collection[UUID]]
"""Gets the ids of keys that ended; returns those to which something is still sealed."""

_needed: list[Needed] = []


def register(needed: Needed) -> None:
    """Have `needed` asked before the private half of a key is destroyed; called once, from `AppConfig.ready`."""
    if needed not in _needed:
        _needed.append(needed)


def still_needed(ended: Collection[UUID]) -> set[UUID]:
    """Return those of `ended` that anything is still sealed to."""
    return {pk for needed in _needed for pk in needed(ended)} & set(ended)
