"""One audit, over one state of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from django.db import Error, connection, transaction

from tejido.ground.ledger.auditing.columns import check_columns
from tejido.ground.ledger.auditing.findings import Audit, Findings, Kind
from tejido.ground.ledger.auditing.log import check_log
from tejido.ground.ledger.auditing.texts import check_texts


def audit_site(today: date, *, seen: Callable[[int], object] = int) -> Audit:
    """Compare leaves, tree, checkpoints, texts and every audited column with each other.

    Memory does not grow with the log. The site may run meanwhile: everything is read as it stood at one moment. `seen`
    is told now and then how many more leaves were read.
    """
    found = Findings(seen=seen)
    with _one_moment():
        for check in (check_log, check_texts, partial(check_columns, today=today)):
            try:
                check(found)
            except (ValueError, Error) as problem:  # what a column's type cannot hold: somebody wrote past Django
                found.add(Kind.UNREADABLE, reason=" ".join(str(problem).split()))
    return found.done()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read one state of the database without keeping anybody from writing; inside a transaction, that one's."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":  # Django's own transactions would lock out who writes
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
