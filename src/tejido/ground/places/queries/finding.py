"""Finding places: by what people type, by where they are, by what they belong to."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse

from tejido.ground.places import search
from tejido.ground.places.models import Place
from tejido.ground.places.outlines import outlines
from tejido.ground.places.search import Entry

SHOWN = 20


def find_place(text: str, limit: int = SHOWN) -> list[Place]:
    """Give the places that a text may mean, best first: a key, or a name with or without its state.

    Accents, case and punctuation make no difference; `Juárez, Chih.`, `benito juarez (quintana roo)` and
    `juarez chihuahua` all name their state. Exact names come before names that begin with or hold the text, larger
    places before smaller ones. Two queries, whatever is found.
    """
    typed = text.strip()
    if typed.isdigit():
        return list(_light().filter(key__in=[typed, typed.zfill(5)]).order_by("key")[:limit])
    for name, states in search.readings(text):
        found = Place.objects.filter(searchable__contains=name).values_list("key", "searchable", "population")
        keys = search.ranked(name, states, (Entry(*row) for row in found.iterator()))[:limit]
        if keys:
            places = _light().in_bulk(keys)
            return [places[key] for key in keys]
    return []


def place_at(latitude: float, longitude: float) -> Place:
    """Give the municipality in which a point lies (WGS 84 degrees). Raise OutsideMexico where it lies in none."""
    return _light().get(key=outlines().place_at(latitude, longitude))


def children(place: Place) -> QuerySet[Place]:
    """Give the states of the country, or the municipalities of a state, by name."""
    return _light().filter(parent=place).order_by("searchable", "key")


def places_named(keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Give full name and address of places, for the pages of the record."""
    found = _light().filter(pk__in=keys)
    return {place.pk: (place.full_name, reverse("place", args=[place.pk])) for place in found}


def _light() -> QuerySet[Place]:
    """Places without the figures that lists never show."""
    return Place.objects.defer("figures")
