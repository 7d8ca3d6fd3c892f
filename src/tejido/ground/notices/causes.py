"""Causes can be followed. They lie below this app and know nothing of it, so it speaks for them."""

from collections.abc import Collection, Iterable

from django.urls import NoReverseMatch, reverse

from tejido.ground.ledger.vocabulary import Name
from tejido.ground.notices.subjects import Subject
from tejido.ground.people.models import Person
from tejido.ground.places.vocabulary import Cause


def followed_causes(causes: Iterable[str]) -> list[Name]:
    """Return what people follow to hear of these causes; hand it to `tell` as `also`."""
    return [Name(f"cause:{cause}") for cause in causes]


def describe_causes(keys: Collection[str], reader: Person | None) -> dict[str, Subject]:  # noqa: ARG001  all may be seen
    """Return these causes with their words and page."""
    return {key: Subject(str(Cause(key).label), _address(key)) for key in keys if key in Cause.values}


def _address(key: str) -> str:
    try:
        return reverse("cause", args=[key])
    except NoReverseMatch:
        return ""
