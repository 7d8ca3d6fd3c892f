"""Reads of people."""

from tejido.ground.people.models import Person
from tejido.ground.people.names import handle_of


def person_named(name: str) -> Person | None:
    """Return the person who signs in as `name`."""
    return Person.objects.filter(handle=handle_of(name), is_active=True).first()
