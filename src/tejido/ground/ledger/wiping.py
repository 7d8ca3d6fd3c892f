"""Making sure that a text that was withdrawn lies in no file of the database any more.

SQLite overwrites what is deleted (`secure_delete`, see tejido.config.databases), but pages from before stay in its
write-ahead log until that is emptied, which needs a moment without readers. What PostgreSQL keeps, and how long, is in
docs/threat-model.md.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_tasks import task

PATIENCE = 250
"""Milliseconds to wait for readers before trying again later."""
AGAIN = timedelta(seconds=10)


def wipe() -> bool:
    """Empty SQLite's write-ahead log; return whether that is done. Nothing to do on other databases."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        [before] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
    return not busy


def wipe_soon() -> None:
    """Empty the log now, or have the worker try until it succeeds."""
    if not wipe():
        wipe_later.using(run_after=timezone.now() + AGAIN).enqueue()


@task()
def wipe_later() -> None:
    """Try once more, and again later where somebody reads."""
    wipe_soon()
