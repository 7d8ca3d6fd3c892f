"""Reads of intakes: bounded by the page, whatever the size of the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tejido.ground.intake.kinds import Change, Problem
from tejido.ground.intake.models import Chunk, Intake
from tejido.ground.intake.tables import Line
from tejido.ground.intake.vocabulary import Verdict
from tejido.ground.people.models import Person

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """A row with what will become of it."""

    line: int
    cells: list[str]
    verdict: Verdict
    problems: list[Problem]
    changes: list[Change]


def intake_of(person: Person | None, pk: UUID, *, now: datetime) -> Intake | None:
    """Return the person's own intake, while it is kept."""
    if person is None:
        return None
    return Intake.objects.filter(pk=pk, person=person).exclude(pk__in=old_intakes(now)).first()


def old_intakes(now: datetime) -> QuerySet[Intake]:
    """Return those that are kept no longer."""
    return Intake.objects.filter(made_at__lt=now - KEPT_FOR - timedelta(hours=1))  # made_at is cut to the hour


def staged_rows(intake: Intake) -> list[Line]:
    """Return all rows in their order."""
    chunks = Chunk.objects.filter(intake=intake).values_list("rows", flat=True)
    return [(line, cells) for rows in chunks for line, cells in rows]


def first_rows(intake: Intake, most: int) -> list[Line]:
    """Return the first rows, for a sample beside the headings."""
    chunk = Chunk.objects.filter(intake=intake).first()
    return [(line, cells) for line, cells in chunk.rows[:most]] if chunk else []


def accepted_rows(intake: Intake, most: int) -> list[Judged]:
    """Return the first rows that will be made or changed."""
    found: list[Judged] = []
    for chunk in Chunk.objects.filter(intake=intake, accepted__gt=0).iterator(chunk_size=1):
        found += [row for row in _judged(chunk) if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
        if len(found) >= most:
            break
    return found[:most]


def refused_rows(intake: Intake, start: int = 0, most: int | None = None) -> Iterator[Judged]:
    """Yield the refused rows from number `start` on, loading only the chunks that hold them."""
    skipped, given = 0, 0
    numbers = Chunk.objects.filter(intake=intake, refused__gt=0).values_list("pk", "refused")
    for pk, refused in list(numbers):
        if skipped + refused <= start:
            skipped += refused
            continue
        for row in _judged(Chunk.objects.get(pk=pk)):
            if row.verdict != Verdict.REFUSED:
                continue
            skipped += 1
            if skipped <= start:
                continue
            if most is not None and given >= most:
                return
            given += 1
            yield row


def _judged(chunk: Chunk) -> Iterator[Judged]:
    for (line, cells), (said, details) in zip(chunk.rows, chunk.verdicts, strict=True):
        verdict = Verdict(said)
        refused = verdict == Verdict.REFUSED
        yield Judged(
            line,
            cells,
            verdict,
            [Problem(line, message, column, value) for column, value, message in details] if refused else [],
            [] if refused else [Change(*change) for change in details],
        )
