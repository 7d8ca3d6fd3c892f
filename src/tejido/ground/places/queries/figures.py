"""What is known of a place in figures, each with the source and year that a page must name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from tejido.engines.statistics.rates import Rate, rates
from tejido.engines.statistics.shrinkage import ShrunkRate
from tejido.ground.places.models import Place, Series, Source
from tejido.ground.places.queries.rates import shrunk_homicide_rate
from tejido.ground.places.tables import Value
from tejido.ground.places.vocabulary import Grade, Measure, PlaceKind

CENSUS = 2020
ELECTIONS = (2012, 2015)
POVERTY_SHARES = ("below_line", "below_extreme_line", "school_lag", "no_health", "no_social_security", "poor_housing",
                  "no_services", "no_food")  # fmt: skip
DEPRIVATIONS = ("illiterate", "no_basic_school", "no_drain", "no_power", "no_water", "earth_floor", "crowded",
                "small_towns", "low_pay")  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearRate:
    """A rate of one year, and whose count of people it stands on: the census, or CONAPO's figure for that year."""

    year: int
    rate: Rate
    population_year: int
    population_source: Source


@dataclass(frozen=True, slots=True)
class Homicides:
    """Homicides by year of registration.

    `unspecified` is how many of a state's or the country's each year are known of no municipality (they are counted in
    `counts`). `none_registered` says that the publisher has no row for the place at all. `shrunk` is the rate of the
    last year drawn towards what is usual in the state; only municipalities have it.
    """

    years: tuple[int, ...]
    counts: tuple[int, ...]
    unspecified: tuple[int, ...]
    none_registered: bool
    rates: tuple[YearRate, ...]
    shrunk: ShrunkRate | None
    source: Source

    @property
    def latest(self) -> tuple[int, int]:
        """Last year and its count."""
        return self.years[-1], self.counts[-1]


@dataclass(frozen=True, slots=True)
class Missing:
    """People who went missing each year and are still missing, or were found; the last year is not whole.

    `registered` is false where the registry has no entry for the place.
    """

    years: tuple[int, ...]
    missing: tuple[int, ...]
    found_alive: tuple[int, ...]
    found_dead: tuple[int, ...]
    registered: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Marginalisation:
    """Index (higher is better off) and grade of a municipality, or how many people live in places of each grade."""

    index: float | None
    grade: Grade | None
    population_by_grade: tuple[tuple[Grade, int], ...]
    shares: Mapping[str, float]
    source: Source


@dataclass(frozen=True, slots=True)
class Poverty:
    """Per cent of people with less income than the (extreme) poverty line, and with each deprivation."""

    shares: Mapping[str, float]
    source: Source


@dataclass(frozen=True, slots=True)
class Turnout:
    """Votes cast in a federal election among those on the electoral roll."""

    year: int
    votes: int
    roll: int
    source: Source

    @property
    def share(self) -> float:
        """Part of the roll that voted, from 0 to 1."""
        return self.votes / self.roll


@dataclass(frozen=True, slots=True)
class Months:
    """A monthly series; None is a month that was not reported. Offences that came by file keep their Spanish name."""

    measure: str
    name: str | Promise
    start: str
    values: tuple[Value, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """All figures of a place. What is None is not known; `place` holds the counts of the census."""

    place: Place
    census: Source
    marginalisation: Marginalisation | None
    poverty: Poverty | None
    homicides: Homicides | None
    missing: Missing | None
    turnout: tuple[Turnout, ...]
    months: tuple[Months, ...]
    population_by_year: tuple[tuple[int, int], ...]

    @property
    def indigenous_share(self) -> float | None:
        """Part of the people who speak an indigenous language, from 0 to 1."""
        people, speakers = self.place.population, self.place.indigenous
        return speakers / people if people and speakers is not None else None


Known = dict[tuple[str, str], Series]


def figures_of(place: Place) -> PlaceFigures:
    """Gather the figures of a place in at most four queries."""
    sources = Source.objects.in_bulk()
    rows = Series.objects.filter(place=place).select_related("indicator")
    known = {(row.indicator.code, row.unspecified): row for row in rows}
    return PlaceFigures(
        place=place,
        census=sources["census"],
        marginalisation=_marginalisation(place, sources),
        poverty=_poverty(place, sources),
        homicides=_homicides(place, known, sources),
        missing=_missing(known, sources),
        turnout=_turnout(place, sources),
        months=_months(known, sources),
        population_by_year=tuple(_by_year(known.get((Measure.POPULATION, ""))).items()),
    )


def _by_year(series: Series | None) -> dict[int, int]:
    if series is None:
        return {}
    first = int(series.start)
    return {first + i: int(value) for i, value in enumerate(series.values) if value is not None}


def _homicides(place: Place, known: Known, sources: dict[str, Source]) -> Homicides | None:
    source = sources["homicides"]
    counts = _by_year(known.get((Measure.HOMICIDES, "")))
    none_registered = not counts
    if none_registered:
        first, last = (int(year) for year in source.years.split("-"))
        counts = dict.fromkeys(range(first, last + 1), 0)
    unspecified = _by_year(known.get((Measure.HOMICIDES, "999")))
    return Homicides(
        years=tuple(counts),
        counts=tuple(counts.values()),
        unspecified=tuple(unspecified.get(year, 0) for year in counts),
        none_registered=none_registered,
        rates=_yearly_rates(place, counts, known, sources),
        shrunk=shrunk_homicide_rate(place, max(counts)) if place.kind == PlaceKind.MUNICIPALITY else None,
        source=source,
    )


def _yearly_rates(
    place: Place, counts: dict[int, int], known: Known, sources: dict[str, Source]
) -> tuple[YearRate, ...]:
    """Rates of each year with a population: CONAPO's of the year before 2020, the census' from then on."""
    if not place.population:
        return ()
    projected = _by_year(known.get((Measure.POPULATION, "")))
    people = {year: place.population if year >= CENSUS else projected.get(year, 0) for year in counts}
    years = [year for year in counts if people[year]]
    found = rates([counts[year] for year in years], [people[year] for year in years])
    return tuple(
        YearRate(year, one, min(year, CENSUS), sources["census" if year >= CENSUS else "population"])
        for year, one in zip(years, found, strict=True)
    )


def _missing(known: Known, sources: dict[str, Source]) -> Missing:
    measures = (Measure.MISSING, Measure.FOUND_ALIVE, Measure.FOUND_DEAD)
    missing, alive, dead = (_by_year(known.get((measure, ""))) for measure in measures)
    return Missing(
        years=tuple(missing),
        missing=tuple(missing.values()),
        found_alive=tuple(alive.values()),
        found_dead=tuple(dead.values()),
        registered=bool(missing),
        source=sources["missing"],
    )


def _marginalisation(place: Place, sources: dict[str, Source]) -> Marginalisation | None:
    figures = place.figures
    by_grade = tuple((Grade(int(grade)), people) for grade, people in figures.get("population_by_grade", {}).items())
    if place.grade is None and not by_grade:
        return None
    shares = {name: figures[name] for name in DEPRIVATIONS if figures.get(name) is not None}
    grade = Grade(place.grade) if place.grade else None
    return Marginalisation(figures.get("index"), grade, by_grade, shares, sources["marginalisation"])


def _poverty(place: Place, sources: dict[str, Source]) -> Poverty | None:
    shares = {name: place.figures[name] for name in POVERTY_SHARES if place.figures.get(name) is not None}
    return Poverty(shares, sources["poverty"]) if shares else None


def _turnout(place: Place, sources: dict[str, Source]) -> tuple[Turnout, ...]:
    figures = place.figures
    rows = [(year, figures.get(f"votes_{year}"), figures.get(f"roll_{year}")) for year in ELECTIONS]
    return tuple(Turnout(year, votes, roll, sources["turnout"]) for year, votes, roll in rows if votes and roll)


def _months(known: Known, sources: dict[str, Source]) -> tuple[Months, ...]:
    monthly = [row for (_, unspecified), row in known.items() if len(row.start) == 7 and not unspecified]
    monthly.sort(key=lambda row: row.indicator.code)
    return tuple(
        Months(row.indicator.code, _name(row), row.start, tuple(row.values), sources[row.source_id]) for row in monthly
    )


def _name(row: Series) -> str | Promise:
    code = row.indicator.code
    return Measure(code).label if code in Measure.values else row.indicator.name
