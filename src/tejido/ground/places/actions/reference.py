"""Loading the package's own tables into the database."""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from tejido.ground.places import search, tables
from tejido.ground.places.models import Indicator, Load, Place, Series, Source
from tejido.ground.places.tables import COUNTRY, PlaceRow, Value
from tejido.ground.places.vocabulary import Measure, PlaceKind
from tejido.ground.web.acting import turn_page

KINDS = {COUNTRY: PlaceKind.COUNTRY, 2: PlaceKind.STATE, 5: PlaceKind.MUNICIPALITY}
SUMMED = ("homicides", "population", "missing", "found_alive", "found_dead")  # municipalities add up to states
SUMMED_TO_COUNTRY = ("victims_homicide", "victims_femicide", "victims_kidnapping", "victims_extortion")
POVERTY = (
    "school_lag", "no_health", "no_social_security", "poor_housing", "no_services", "no_food",
    "below_line", "below_extreme_line",
)  # fmt: skip
BATCH = 2000


@transaction.atomic
def load_reference(states: Collection[str] | None = None) -> None:
    """Put places, figures and sources of the package's tables into the database; can be repeated.

    `states` limits it to the country, these states (two digits) and their municipalities. Figures of a source of
    which a newer official file has been loaded are left alone.
    """
    wanted = [row for row in tables.places().values() if states is None or row.key == COUNTRY or row.state in states]
    _save_sources()
    for length in (KINDS[COUNTRY], KINDS[2], KINDS[5]):
        _save_places(row for row in wanted if _kind(row) == length)
    _save_series({row.key for row in wanted})
    transaction.on_commit(turn_page)


def _kind(row: PlaceRow) -> PlaceKind:
    return KINDS[COUNTRY] if row.key == COUNTRY else KINDS[len(row.key)]


def _save_sources() -> None:
    rows = [Source(key=key, **stated) for key, stated in tables.manifest()["sources"].items()]
    newer = set(Load.objects.values_list("source_id", flat=True))
    fields = ["publisher", "title", "years", "vintage", "treatment", "licence"]
    ours = [row for row in rows if row.key not in newer]
    Source.objects.bulk_create(ours, update_conflicts=True, unique_fields=["key"], update_fields=fields)


def _save_places(rows: Iterable[PlaceRow]) -> None:
    made = [_place(row) for row in rows]
    fields = [field.name for field in Place._meta.concrete_fields if field.name != "key"]
    Place.objects.bulk_create(made, BATCH, update_conflicts=True, unique_fields=["key"], update_fields=fields)


def _place(row: PlaceRow) -> Place:
    kind = _kind(row)
    parents = {PlaceKind.COUNTRY: None, PlaceKind.STATE: COUNTRY, PlaceKind.MUNICIPALITY: row.state}
    state = tables.places()[row.state]
    figures = _figures(row)
    return Place(
        key=row.key,
        kind=kind,
        name=row.name,
        common_name=row.common_name,
        state_name=(state.common_name or state.name) if kind == PlaceKind.MUNICIPALITY else "",
        searchable=search.searchable(row),
        parent_id=parents[kind],
        has_census=row.population is not None,
        population=row.population,
        women=row.women,
        men=row.men,
        afro=row.afro,
        indigenous=row.indigenous,
        metro_area=row.metro,
        latitude=row.latitude,
        longitude=row.longitude,
        grade=tables.grade_of(row.key),
        figures=figures,
    )


def _figures(row: PlaceRow) -> dict[str, Value | dict[str, int]]:
    """Marginalisation, poverty and turnout: a municipality's own, or what its municipalities come to."""
    if len(row.key) == 5:
        return {**tables.conditions().get(row.key, {}), **tables.turnout().get(row.key, {})}
    within = [key for key in tables.places() if len(key) == 5 and row.key in (COUNTRY, key[:2])]
    conditions = [tables.conditions()[key] for key in within if key in tables.conditions()]
    return {
        **{column: _mean(conditions, column) for column in POVERTY},
        **_turnout([tables.turnout()[key] for key in within if key in tables.turnout()]),
        "population_by_grade": _by_grade(within),
    }


def _mean(rows: list[dict[str, Value]], column: str) -> Value:
    """Mean of a share, weighted by CONEVAL's population."""
    pairs = [(row[column], row["coneval_population"]) for row in rows]
    known = [(share, people) for share, people in pairs if share is not None and people is not None]
    return round(sum(share * people for share, people in known) / sum(people for _, people in known), 3)


def _turnout(rows: list[dict[str, Value]]) -> dict[str, Value]:
    sums: dict[str, Value] = {}
    for year in (2012, 2015):
        columns = (f"votes_{year}", f"roll_{year}")
        both = [
            [row[column] or 0 for column in columns] for row in rows if None not in (row[columns[0]], row[columns[1]])
        ]
        sums |= {column: sum(pair[i] for pair in both) for i, column in enumerate(columns)}
    return sums


def _by_grade(keys: list[str]) -> dict[str, int]:
    people: dict[str, int] = {}
    for key in keys:
        grade, population = tables.grade_of(key), tables.places()[key].population
        if grade is not None and population is not None:
            people[str(grade)] = people.get(str(grade), 0) + population
    return dict(sorted(people.items()))


def _save_series(wanted: set[str]) -> None:
    newer = set(Load.objects.values_list("source_id", flat=True))
    indicators = {measure: _indicator(measure) for measure in Measure}
    made = []
    for measure in Measure:
        table = tables.table(measure)
        source = tables.source_of(measure)
        if source in newer:
            continue
        for key, unspecified, values in _rows(measure, table, wanted):
            made.append(
                Series(
                    place_id=key,
                    indicator=indicators[measure],
                    unspecified=unspecified,
                    source_id=source,
                    start=table.periods[0],
                    values=values,
                )
            )
    Series.objects.bulk_create(
        made,
        BATCH,
        update_conflicts=True,
        unique_fields=["place", "indicator", "unspecified"],
        update_fields=["source", "start", "values"],
    )


def _indicator(measure: Measure) -> Indicator:
    return Indicator.objects.get_or_create(code=measure, defaults={"name": measure})[0]


def _rows(measure: Measure, table: tables.Table, wanted: set[str]) -> Iterator[tuple[str, str, list[Value]]]:
    for code, values in table.values.items():
        key, unspecified = tables.owner_of(code)
        if key in wanted:
            yield key, unspecified, values
    above = [key for key in sorted(wanted) if key == COUNTRY or (len(key) == 2 and measure in SUMMED)]
    for key in above if measure in SUMMED + SUMMED_TO_COUNTRY else ():
        total = table.of(key)
        if total is not None and key not in table.values:
            yield key, "", total
