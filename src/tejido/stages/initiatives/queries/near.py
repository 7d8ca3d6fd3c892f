"""Initiatives near a point. The point is asked with a POST: it stands in no address, log or cache, and is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import Q, QuerySet

from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Initiative

EARTH = 6_371.0  # km, mean radius
PLACES = 40
WITHIN = 100.0  # km
CANDIDATES = 500
SHOWN = 30

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""


@dataclass(frozen=True)
class Near:
    """An initiative and its distance in km: of its own point, or (`is_exact` false) of its municipality's middle."""

    initiative: Initiative
    km: float
    is_exact: bool


def distance(one: Point, other: Point) -> float:
    """Return the distance of two points on the sphere in km (haversine)."""
    (lat1, lon1), (lat2, lon2) = [(radians(point[0]), radians(point[1])) for point in (one, other)]
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def near(point: Point, initiatives: QuerySet[Initiative]) -> list[Near]:
    """Return the nearest of `initiatives` within 100 km, at most 30, nearest first; three queries and their prefetches.

    Only of an open initiative is its own point used; of every other, the middle of its municipality, since nothing
    finer may be worked out from the order.
    """
    centres = _nearest_places(point)
    exact = _around(point) & Q(profile__in=profiles_showing(Field.POINT, Output.LIST))
    keys = initiatives.filter(exact | Q(place__in=[key for key, _km in centres])).order_by("-published_on", "id")
    found = keys.only("latitude", "longitude", "profile", "place")[:CANDIDATES].prefetch_related(None)
    pointing, away = set(profiles_showing(Field.POINT, Output.LIST)), dict(centres)
    rows = []
    for one in found.select_related(None):
        if one.profile in pointing and one.latitude is not None and one.longitude is not None:
            rows.append((distance(point, (one.latitude, one.longitude)), True, one.pk))
        elif one.place_id in away:
            rows.append((away[one.place_id], False, one.pk))
    nearest = sorted(row for row in rows if row[0] <= WITHIN)[:SHOWN]
    whole = {one.pk: one for one in initiatives.filter(pk__in=[pk for _km, _exact, pk in nearest])}
    return [Near(whole[pk], km, is_exact) for km, is_exact, pk in nearest if pk in whole]


def _nearest_places(point: Point) -> Sequence[tuple[str, float]]:
    """Return the keys of the municipalities whose middle is nearest, with their distance."""
    rows = Place.objects.filter(kind=PlaceKind.MUNICIPALITY)
    known = [
        (key, distance(point, (latitude, longitude)))
        for key, latitude, longitude in rows.values_list("key", "latitude", "longitude")
        if latitude is not None and longitude is not None
    ]
    return sorted(known, key=lambda row: (row[1], row[0]))[:PLACES]


def _around(point: Point) -> Q:
    """Return the condition for a box around the point, which the index on points answers."""
    north, east = WITHIN / 111.2, WITHIN / (111.2 * cos(radians(point[0])))
    box = {"latitude__gte": point[0] - north, "latitude__lte": point[0] + north}
    return Q(**box, longitude__gte=point[1] - east, longitude__lte=point[1] + east)
