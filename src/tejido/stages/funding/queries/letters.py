"""Reads of what the two sides of an application write to each other."""

from dataclasses import dataclass
from datetime import date

from tejido.ground.people.names import CannotOpen, unseal
from tejido.stages.funding.models import Application, Letter

PURPOSE = "funding-letter"
"""For what letters are sealed under the instance's key."""


@dataclass(frozen=True)
class Read:
    """One letter as both sides read it."""

    is_from_funder: bool
    text: str
    written_on: date


def letters_of(application: Application) -> list[Read]:
    """Return what was written, oldest first; what can no longer be opened is left out."""
    found = []
    for row in Letter.objects.filter(application=application):
        try:
            text = unseal(bytes(row.sealed), purpose=PURPOSE)
        except CannotOpen:
            continue
        found.append(Read(row.is_from_funder, text, row.written_on))
    return found
