"""Places to compare a place with: those it touches, and those that are like it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tejido.engines.statistics.rates import Rate, rate
from tejido.ground.places.models import Place, Series
from tejido.ground.places.outlines import outlines
from tejido.ground.places.vocabulary import Measure, PlaceKind

SIZES = (2_500, 15_000, 50_000, 100_000, 500_000)  # people; between them lie the size classes
YEARS = 5
PEERS = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """A place beside others: its homicides over the last five known years, and their yearly rate.

    The population of the rate is five times the census, since each person stands for five years.
    """

    place: Place
    count: int
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A place, the places that it touches, and its peers: same size class and grade, most similar violence."""

    years: tuple[int, int]
    itself: Compared
    touching: tuple[Compared, ...]
    peers: tuple[Compared, ...]


def neighbours_to_compare(place: Place) -> Comparison | None:
    """Give a municipality's or a state's neighbours, and a municipality's five peers; None for the country.

    Peers are municipalities anywhere that do not touch it, of the same size class and grade of marginalisation, whose
    rate is the nearest on a logarithmic scale. A municipality without census data has neither. Three queries.
    """
    if place.kind == PlaceKind.COUNTRY:
        return None
    touching = outlines().neighbours(place.key)
    near = {one.key: one for one in Place.objects.defer("figures").filter(key__in=touching)}
    alike = [one for one in _same_class(place) if one.key not in near]
    counts, years = _counts({place.key, *near, *(one.key for one in alike)})
    if years is None:
        return None
    peers = _most_similar(place, alike, counts)
    return Comparison(
        years=years,
        itself=_compared(place, counts),
        touching=tuple(_compared(one, counts) for one in sorted(near.values(), key=lambda one: one.searchable)),
        peers=tuple(_compared(one, counts) for one in peers[:PEERS]),
    )


def places_alike(place: Place, *, most: int) -> list[Place]:
    """Return up to `most` municipalities of the same size class and grade, the most similar in violence first.

    None for a state, the country, or a municipality without census data. Two queries.
    """
    alike = list(_same_class(place))
    if not alike:
        return []
    counts, _years = _counts({place.key, *(one.key for one in alike)})
    return _most_similar(place, alike, counts)[:most]


def _same_class(place: Place) -> QuerySet[Place]:
    if place.kind != PlaceKind.MUNICIPALITY or place.population is None or place.grade is None:
        return Place.objects.none()
    edges = [0, *SIZES, 10**9]
    low = max(edge for edge in edges if edge <= place.population)
    high = edges[edges.index(low) + 1]
    alike = Place.objects.defer("figures").filter(
        kind=PlaceKind.MUNICIPALITY, grade=place.grade, population__gte=low, population__lt=high
    )
    return alike.exclude(key=place.key)


def _counts(keys: set[str]) -> tuple[dict[str, int], tuple[int, int] | None]:
    """Homicides of the last five known years by key, and which years these are."""
    rows = Series.objects.filter(place__in=keys, indicator__code=Measure.HOMICIDES, unspecified="")
    listed = list(rows.values_list("place_id", "start", "values"))
    if not listed:
        return {}, None
    last = max(int(start) + len(values) - 1 for _, start, values in listed)
    first = last - YEARS + 1
    counts = {key: sum(value or 0 for value in values[max(first - int(start), 0) :]) for key, start, values in listed}
    return counts, (first, last)


def _compared(place: Place, counts: Mapping[str, int]) -> Compared:
    count = counts.get(place.key, 0)
    return Compared(place, count, rate(count, place.population * YEARS) if place.population else None)


def _most_similar(place: Place, candidates: list[Place], counts: Mapping[str, int]) -> list[Place]:
    mine = _log_rate(place, counts)
    return sorted(candidates, key=lambda one: (abs(_log_rate(one, counts) - mine), one.key))


def _log_rate(place: Place, counts: Mapping[str, int]) -> float:
    """Logarithm of a rate, with half a case more so that none is not infinitely far from one."""
    return math.log((counts.get(place.key, 0) + 0.5) / (place.population or 1))
