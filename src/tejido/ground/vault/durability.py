"""Writes that are on disk before anybody hears that they were done.

SQLite's write-ahead log with `synchronous=NORMAL` may lose the last transactions when the machine loses power: whoever
was shown a receipt would come back to nothing. Sealed writes ask for FULL, on their own connection and for their own
time; everything else stays quick. PostgreSQL waits for its log by default.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def lasting() -> Iterator[None]:
    """Have transactions that begin and end in here wait for the disk.

    SQLite takes the wish only between transactions: inside one nothing changes, and whoever began that one decides.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


def lasts(function: Callable[P, R]) -> Callable[P, R]:
    """Run an action inside `lasting`: `@lasts` stands above `@action`."""

    @wraps(function)
    def lasted(*args: P.args, **kwargs: P.kwargs) -> R:
        with lasting():
            return function(*args, **kwargs)

    return lasted
