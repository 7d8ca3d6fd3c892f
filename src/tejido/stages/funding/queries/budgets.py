"""Reads of budgets: sources, lines, their history. All of it is public."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet, Sum

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.funding.models import (
    Announcement,
    BudgetImport,
    BudgetLine,
    BudgetSource,
    Classification,
    LineChange,
)
from tejido.stages.funding.vocabulary.budgets import Category, ClassificationState, Stage


def sources() -> QuerySet[BudgetSource]:
    """Return all budgets that have lines, with their first and last year; those of one family stand together."""
    held = BudgetSource.objects.select_related("place").defer("place__figures").filter(line_count__gt=0)
    present = Q(lines__gone_on=None)
    years = {"first": Min("lines__year", filter=present), "last": Max("lines__year", filter=present)}
    return held.annotate(**years).order_by("kind", "family", "-line_count", "id")


def sources_of(place: Place) -> QuerySet[BudgetSource]:
    """Return the budgets of this very place."""
    return sources().filter(place=place)


def empty_sources_of(organisations: Collection[Organisation]) -> QuerySet[BudgetSource]:
    """Return the budgets of these organisations that nobody has brought lines into."""
    return BudgetSource.objects.filter(organisation__in=organisations, line_count=0)


def beside(source: BudgetSource) -> QuerySet[BudgetSource]:
    """Return the other sources that tell of the same money."""
    return sources().filter(family=source.family).exclude(pk=source.pk) if source.family else sources().none()


def imports_of(source: BudgetSource) -> QuerySet[BudgetImport]:
    """Return each time that lines were brought in, the last first."""
    return source.imports.select_related("organisation").order_by("-number")


def changes_of(source: BudgetSource, most: int) -> list[LineChange]:
    """Return the last amounts that a later version changed."""
    found = LineChange.objects.filter(line__source=source).select_related("line", "batch")
    return list(found.order_by("-batch__number", "line__searchable", "id")[:most])


def lines() -> QuerySet[BudgetLine]:
    """Return the lines that stand now, with their source and place."""
    return with_words(BudgetLine.objects.filter(gone_on=None))


def with_words(found: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    """Load what a row of a list says, and whether somebody says otherwise."""
    waiting = Q(classifications__state=ClassificationState.PROPOSED)
    found = found.select_related("source", "place").defer("place__figures", "source__note")
    return found.annotate(disputes=Count("classifications", filter=waiting, distinct=True))


def line_with_history(pk: UUID) -> QuerySet[BudgetLine]:
    """Return the line of this id, gone or not, with what was said of it and what later versions changed."""
    said = Classification.objects.select_related("organisation").order_by("-stated_on", "id")
    changes = LineChange.objects.select_related("batch").order_by("batch__number", "id")
    found = BudgetLine.objects.filter(pk=pk).select_related("source", "source__place", "place", "own")
    return found.prefetch_related(Prefetch("classifications", said), Prefetch("changes", changes))


def same_line_over_time(line: BudgetLine) -> QuerySet[BudgetLine]:
    """Return the line in every year of its source."""
    return BudgetLine.objects.filter(source=line.source_id, code=line.code, gone_on=None).order_by("year")


def stages_of(source: BudgetSource) -> list[Stage]:
    """Return the stages of which anything is known, in order."""
    counts = {stage: Count(stage) for stage in Stage.values}
    known = source.lines.filter(gone_on=None).aggregate(**counts)
    return [Stage(stage) for stage in Stage.values if known[stage]]


def years_of(source: BudgetSource) -> list[int]:
    """Return the years of which there are lines, in order."""
    return list(source.lines.filter(gone_on=None).order_by("year").values_list("year", flat=True).distinct())


def sums_by_stage(source: BudgetSource, year: int) -> dict[Stage, int]:
    """Return how much of a year was approved, …, paid, as far as that is known."""
    sums = source.lines.filter(gone_on=None, year=year).aggregate(**{stage: Sum(stage) for stage in Stage.values})
    return {Stage(stage): sums[stage] for stage in Stage.values if sums[stage] is not None}


def interdiction_of(source: BudgetSource, year: int, stage: str) -> int:
    """Return what a year's lines of interdiction and forces come to."""
    rows = source.lines.filter(gone_on=None, year=year, category=Category.INTERDICTION)
    return rows.aggregate(total=Sum(stage))["total"] or 0


def waiting_classifications() -> QuerySet[Classification]:
    """Return what organisations said of lines and nobody has decided on, the oldest first."""
    found = Classification.objects.filter(state=ClassificationState.PROPOSED)
    return found.select_related("line", "organisation").order_by("stated_on", "id")


def lines_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name with year, and address, of these lines."""
    return {str(one.pk): (str(one), one.get_absolute_url()) for one in BudgetLine.objects.filter(pk__in=ids)}


def sources_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these sources."""
    return {str(one.pk): (one.name, one.get_absolute_url()) for one in BudgetSource.objects.filter(pk__in=ids)}


def classifications_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the line that each of these is about, and its address."""
    found = Classification.objects.filter(pk__in=ids).select_related("line")
    return {str(one.pk): (str(one.line), one.get_absolute_url()) for one in found}


def announcements_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what was announced, and its address."""
    return {str(one.pk): (one.what, one.get_absolute_url()) for one in Announcement.objects.filter(pk__in=ids)}


def lines_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:  # noqa: ARG001  public for all
    """Return how these lines are called for a reader of notices."""
    return {own: Subject(str(name), url) for own, (name, url) in lines_named(ids).items()}


def classifications_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:  # noqa: ARG001
    """Return how notices of these classifications are called: as their lines."""
    return {own: Subject(str(name), url) for own, (name, url) in classifications_named(ids).items()}


def announcements_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:  # noqa: ARG001  as above
    """Return how these announcements are called for a reader of notices."""
    return {own: Subject(str(name), url) for own, (name, url) in announcements_named(ids).items()}
