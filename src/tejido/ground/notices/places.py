"""Places can be followed. They lie below this app and know nothing of it, so it speaks for them."""

from collections.abc import Collection

from django.urls import NoReverseMatch, reverse

from tejido.ground.notices.subjects import Subject
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place


def describe_places(keys: Collection[str], reader: Person | None) -> dict[str, Subject]:  # noqa: ARG001  all may be seen
    """Return these places with their full name and page."""
    return {place.pk: Subject(place.full_name, _address(place.pk)) for place in Place.objects.filter(pk__in=keys)}


def _address(key: str) -> str:
    try:
        return reverse("place", args=[key])
    except NoReverseMatch:
        return ""
