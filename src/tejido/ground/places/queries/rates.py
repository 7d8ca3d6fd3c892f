"""Homicide rates of the places of an area, small counts drawn towards what is usual there."""

from dataclasses import dataclass

from tejido.engines.statistics.rates import Rate, rates
from tejido.engines.statistics.shrinkage import ShrunkRate, fit_prior, shrink
from tejido.ground.places.models import Place, Series
from tejido.ground.places.tables import Value
from tejido.ground.places.vocabulary import Measure

FEWEST_FOR_A_PRIOR = 5


@dataclass(frozen=True, slots=True)
class AreaRates:
    """Rates of one year for each place of an area that has a census: raw and shrunk, by key."""

    year: int
    raw: dict[str, Rate]
    shrunk: dict[str, ShrunkRate]


def homicide_rates_within(area: Place, year: int | None = None) -> AreaRates | None:
    """Give the rates of an area's places (states of the country, municipalities of a state) for a year from 2020 on.

    People are those of the census of 2020. Municipalities without a row had none registered. The year is the last
    known one if none is given; None where nothing is known. Two queries.
    """
    known = _known_within(area.key, year)
    if known is None:
        return None
    raw = rates(known.counts, known.people)
    enough = len(known.keys) >= FEWEST_FOR_A_PRIOR
    drawn = shrink(known.counts, known.people, fit_prior(known.counts, known.people)) if enough else []
    return AreaRates(known.year, dict(zip(known.keys, raw, strict=True)), dict(zip(known.keys, drawn, strict=False)))


def shrunk_homicide_rate(place: Place, year: int) -> ShrunkRate | None:
    """Give a municipality's rate drawn towards what is usual in its state, as `homicide_rates_within` would."""
    known = _known_within(place.parent_id or "", year)
    if known is None or place.key not in known.keys or len(known.keys) < FEWEST_FOR_A_PRIOR:
        return None
    at = known.keys.index(place.key)
    return shrink([known.counts[at]], [known.people[at]], fit_prior(known.counts, known.people))[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """Counts and people of the places of an area in a year."""

    year: int
    keys: list[str]
    counts: list[int]
    people: list[int]


def _known_within(parent: str, year: int | None) -> _Known | None:
    places = Place.objects.filter(parent=parent, has_census=True).order_by("key")
    people = dict(places.values_list("key", "population"))
    rows = Series.objects.filter(place__parent=parent, indicator__code=Measure.HOMICIDES, unspecified="")
    series = {key: (int(start), values) for key, start, values in rows.values_list("place_id", "start", "values")}
    if not series or not people:
        return None
    year = year or max(start + len(values) - 1 for start, values in series.values())
    counts = [_in_year(series.get(key), year) for key in people]
    return _Known(year, list(people), counts, [population or 0 for population in people.values()])


def _in_year(row: tuple[int, list[Value]] | None, year: int) -> int:
    """Count of a year; nothing listed means none registered."""
    if row is None or not 0 <= year - row[0] < len(row[1]):
        return 0
    return int(row[1][year - row[0]] or 0)
