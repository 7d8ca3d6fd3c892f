"""Reads of files."""

from uuid import UUID

from tejido.ground.files import showing
from tejido.ground.files.models import File
from tejido.ground.people.models import Person


def file_visible_to(person: Person | None, pk: UUID) -> File | None:
    """Return the file, if an app that keeps it shows it to the person (None: to a visitor)."""
    if not showing.is_shown(pk, person):
        return None
    return File.objects.filter(pk=pk).first()
