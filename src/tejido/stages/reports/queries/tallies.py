"""Reads of the published figures of what people tell. Pages, map, file and diagnoses all take them from here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from tejido.engines.statistics.pooling import Row
from tejido.ground.organisations.models import Organisation
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.reports.areas import area_of
from tejido.stages.reports.models import Figure, Release, Sentence
from tejido.stages.reports.quarters import Quarter

KIND, CAUSE, POOL, REST = "kind:", "cause:", "pool", "rest"
HEADS = ("trimestre", "lugar", "tema", "cuenta")


@dataclass(frozen=True)
class Told:
    """What people told in a place in a quarter, as published: kinds and causes with their counts, the largest first.

    `total` is at least so many: what is not shown is not in it. Zero where nothing reached five.
    """

    quarter: Quarter
    total: int = 0
    kinds: Sequence[tuple[str, int]] = ()
    pool: int = 0
    causes: Sequence[tuple[str, int]] = ()
    release: Release | None = field(default=None, compare=False)


def releases() -> QuerySet[Release]:
    """Return the quarters whose figures are out, the last first."""
    return Release.objects.order_by("-quarter")


def release_of(quarter: Quarter | None) -> Release | None:
    """Return the release of this quarter, the last one without a quarter, or None."""
    return releases().filter(**({"quarter": str(quarter)} if quarter else {})).first()


def rows_of(release: Release, state: str = "") -> dict[str, Row]:
    """Return the published rows of a release, all or those of a state: by key of area or state, or state and `rest`."""
    kinds: dict[str, dict[str, int]] = defaultdict(dict)
    marks: dict[str, dict[str, int]] = defaultdict(dict)
    pools: dict[str, int] = defaultdict(int)
    figures = Figure.objects.filter(release=release, row__startswith=state).order_by("row", "topic")
    for row, topic, count in figures.values_list("row", "topic", "count"):
        if topic == POOL:
            pools[row] = count
        else:
            table = kinds if topic.startswith(KIND) else marks
            table[row][topic.partition(":")[2]] = count
    return {row: Row(kinds[row], pools[row], marks[row]) for row in sorted({*kinds, *marks, *pools})}


def told_in(place: Place, release: Release) -> Told:
    """Return what is published of a place: of a municipality that of its area, of others the sum of all rows."""
    key = area_of(place.pk) if place.kind == PlaceKind.MUNICIPALITY else place.pk
    wide = place.kind != PlaceKind.MUNICIPALITY
    rows = rows_of(release, "" if place.parent_id is None else key)
    return told_of(release, rows.values() if wide else [row for of, row in rows.items() if of == key])


def told_of(release: Release, rows: Iterable[Row]) -> Told:
    """Return the sum of published rows."""
    kinds: dict[str, int] = defaultdict(int)
    causes: dict[str, int] = defaultdict(int)
    pool = 0
    for row in rows:
        pool += row.pool
        for table, more in ((kinds, row.kinds), (causes, row.marks)):
            for name, count in more.items():
                table[name] += count
    quarter = Quarter.read(release.quarter)
    assert quarter is not None
    return Told(quarter, sum(kinds.values()) + pool, _largest(kinds), pool, _largest(causes), release)


def lines_of(quarter: str, figures: Iterable[tuple[str, str, int]]) -> list[str]:
    """Return the file of figures, line by line: what the digest of a release is made of."""
    return [",".join(HEADS), *(f"{quarter},{row},{topic},{count}" for row, topic, count in sorted(figures))]


def lines_of_release(release: Release) -> list[str]:
    """Return the file of figures of a release."""
    return lines_of(release.quarter, release.figures.values_list("row", "topic", "count"))


def sentences_of(organisation: Organisation, place: Place, today: date) -> QuerySet[Sentence]:
    """Return the sentences that people told this organisation of the place and agreed to, and whose day has come."""
    area = area_of(place.pk)
    return Sentence.objects.filter(organisation=organisation, area=area, shown_from__lte=today).order_by("id")


def releases_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these releases the public record may tell of: all."""
    return {str(pk) for pk in Release.objects.filter(pk__in=ids).values_list("pk", flat=True)}


def releases_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these releases."""
    found = Release.objects.filter(pk__in=ids)
    return {str(one.pk): (one.quarter, one.get_absolute_url()) for one in found}


def _largest(table: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(table.items(), key=lambda item: (-item[1], item[0]))
