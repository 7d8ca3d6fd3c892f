"""Counts of a whole state or of the country, kept in the process: counting is what grows with a table."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from tejido.ground.web.acting import edition

T = TypeVar("T")
LARGE = 5_000
KEPT = 60 * 60  # seconds


def counted(key: str, count: Callable[[], T], *, size: Callable[[T], int]) -> T:
    """Return what `count` counts. Where its `size` is over 5,000 it may be an hour old, else it is as new as the pages.

    `key` names all that it depends on. For public figures only: they are the same for everybody.
    """
    pages = caches["pages"]
    found: tuple[int, T] | None = pages.get(f"counted|{key}")
    now = edition()
    if found is None or (found[0] != now and size(found[1]) <= LARGE):
        found = (now, count())
        pages.set(f"counted|{key}", found, timeout=KEPT)
    return found[1]
