"""Writing very many ballots at once: rows without going through objects, which would take most of the time."""

from collections.abc import Iterable

from django.db import connection

from tejido.stages.funding.models import Call, CastBallot
from tejido.stages.funding.models.ballot import random_key

ROWS_AT_ONCE = 10_000


def write_ballots(call: Call, ballots: Iterable[tuple[str, int]], *, on_paper: bool) -> int:
    """Write ballots, each given as JSON with how often it was cast; return how many rows that were.

    They are written in the order of random keys, so that neither order nor numbers of rows tell anything.
    """
    of_call = CastBallot._meta.get_field("call").get_db_prep_save(call.pk, connection)
    paper = CastBallot._meta.get_field("on_paper").get_db_prep_save(on_paper, connection)
    rows = [(random_key(), of_call, said, paper) for said, times in ballots for _one in range(times)]
    rows.sort()
    table = connection.ops.quote_name(CastBallot._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            cursor.executemany(
                f"INSERT INTO {table} (id, call_id, choices, on_paper) VALUES (%s, %s, %s, %s)",  # noqa: S608  our own name
                rows[start : start + ROWS_AT_ONCE],
            )
    return len(rows)
