"""Storing the figures of a newer official file, and saying what they changed."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from tejido.ground.places import tables
from tejido.ground.places.models import Indicator, Load, Place, Series, Source
from tejido.ground.places.official import Change, Figures, Revision, Row
from tejido.ground.places.periods import number_of, overlaid, period_of, summed
from tejido.ground.places.tables import COUNTRY, Value
from tejido.ground.web.acting import turn_page

BATCH = 2000
MOST_LISTED = 10_000
OTHER_SOURCES = {  # such as the package has no table of
    "investigations_state": {
        "publisher": "SESNSP",
        "title": "Incidencia delictiva estatal: carpetas de investigación",
        "treatment": "Modalities summed.",
        "licence": "none stated",
    }
}
MUNICIPALITIES_ADD_UP = ("homicides", "population")
STATES_ADD_UP = (*MUNICIPALITIES_ADD_UP, "victims", "investigations_state")


@transaction.atomic
def store_figures(figures: Figures, *, file_name: str, sha256: str, rows: int, now: datetime) -> Change:
    """Store the figures of a file over the stored ones, and say which of these they revise.

    Cells that the file does not reach stay as they are. A file of an older vintage than the stored one changes
    nothing; its revisions then say how the stored vintage differs from it. The same file again changes nothing.
    """
    source = _source(figures)
    change = Change(older=figures.dated and bool(source.vintage) and figures.vintage < source.vintage)
    rows_left = figures.rows()
    while batch := list(islice(rows_left, BATCH)):
        written = _compare(batch, figures, change)
        if not change.older:
            _write(written, source)
            change.series_written += len(written)
    if change.series_written:
        _sum_up(source)
        _remember(source, figures, change, Load(file_name=file_name, sha256=sha256, rows=rows, loaded_at=now))
        transaction.on_commit(turn_page)
    return change


def _source(figures: Figures) -> Source:
    stated = tables.manifest()["sources"].get(figures.source) or OTHER_SOURCES[figures.source]
    fresh = {**stated, "vintage": stated.get("vintage", ""), "years": stated.get("years", figures.years)}
    return Source.objects.get_or_create(key=figures.source, defaults=fresh)[0]


def _remember(source: Source, figures: Figures, change: Change, load: Load) -> None:
    if figures.whole and figures.dated:
        years = [*source.years.replace(", ", "-").split("-"), *figures.years.split("-")]
        source.vintage, source.years = figures.vintage, f"{min(years)}-{max(years)}"
        source.save(update_fields=["vintage", "years"])
    load.source, load.vintage = source, figures.vintage
    load.cells_new, load.cells_revised = change.cells_new, change.cells_revised
    load.save()


def _compare(batch: list[Row], figures: Figures, change: Change) -> list[Series]:
    """Count and list what a batch changes, and give the series to write."""
    indicators = _indicators({code: name for _, code, name, _ in batch})
    owners = {key: tables.owner_of(key) for key, *_ in batch}
    stored = {
        (row.place_id, row.indicator_id, row.unspecified): row
        for row in Series.objects.filter(
            place__in={place for place, _ in owners.values()}, indicator__in=indicators.values()
        )
    }
    changed = []
    for key, code, _, values in batch:
        place, unspecified = owners[key]
        known = stored.get((place, indicators[code].pk, unspecified))
        before = _aligned(known, figures.start, len(values))
        if _note(key, code, figures.start, before, values, change) or known is None:
            start, joined = figures.start, list[Value](values)
            if known is not None:
                start, joined = overlaid(known.start, known.values, figures.start, joined)
            changed.append(
                Series(place_id=place, indicator=indicators[code], unspecified=unspecified, start=start, values=joined)
            )
    return changed


def _indicators(names: dict[str, str]) -> dict[str, Indicator]:
    Indicator.objects.bulk_create([Indicator(code=c, name=n) for c, n in names.items()], ignore_conflicts=True)
    return {row.code: row for row in Indicator.objects.filter(code__in=names)}


def _aligned(known: Series | None, start: str, length: int) -> list[Value]:
    """Give the stored values of the file's periods; None where nothing is stored."""
    if known is None:
        return [None] * length
    offset = number_of(start) - number_of(known.start)
    return [known.values[i] if 0 <= i < len(known.values) else None for i in range(offset, offset + length)]


def _note(key: str, code: str, start: str, before: list[Value], after: list[int | None], change: Change) -> bool:
    """Count the cells that differ, list those that were there before, and say whether there are any."""
    if before == after:
        return False
    first = number_of(start)
    for i, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new or (change.older and new is None):
            continue
        if old is None:
            change.cells_new += not change.older
            continue
        change.cells_revised += 1
        if len(change.revisions) < MOST_LISTED:
            pair = (new, old) if change.older else (old, new)
            change.revisions.append(Revision(key, code, period_of(first + i, start), *pair))
    return True


def _write(changed: list[Series], source: Source) -> None:
    for row in changed:
        row.source = source
    Series.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["place", "indicator", "unspecified"],
        update_fields=["source", "start", "values"],
    )


def _sum_up(source: Source) -> None:
    """Renew what states and country come to, deaths of no known municipality included."""
    if source.key in MUNICIPALITIES_ADD_UP:
        states = Place.objects.filter(parent=COUNTRY).values_list("key", flat=True)
        _write([row for key in states for row in _sums_of(key, source)], source)
    if source.key in STATES_ADD_UP:
        _write(list(_sums_of(COUNTRY, source)), source)


def _sums_of(area: str, source: Source) -> Iterator[Series]:
    """Give the sums of an area's parts and of what is known of it but of none of its parts."""
    of_parts = Series.objects.filter(source=source, place__parent=area, unspecified="")
    unplaced = Series.objects.filter(source=source, place=area).exclude(unspecified="")
    parts: dict[int, list[tuple[str, list[Value]]]] = {}
    for row in (of_parts | unplaced).order_by("pk"):
        parts.setdefault(row.indicator_id, []).append((row.start, row.values))
    for indicator, rows in parts.items():
        start, values = summed(rows)
        yield Series(place_id=area, indicator_id=indicator, start=start, values=values)
