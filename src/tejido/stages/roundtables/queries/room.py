"""Reads of the citizens' preparation room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.names import unseal
from tejido.stages.roundtables.models import Meeting, Note


@dataclass(frozen=True)
class OpenNote:
    """A note as those who may enter the room read it; `is_ours` where it is of one of the reader's organisations."""

    pk: UUID
    organisation: str
    text: str
    written_on: date
    is_ours: bool


def purpose_of(meeting: Meeting) -> str:
    """Return what a note is bound to when it is sealed: a note moved to another meeting does not open."""
    return f"room:{meeting.pk}"


def notes_for(meeting: Meeting, organisations: list[Organisation]) -> list[OpenNote]:
    """Return the notes of a meeting opened, for somebody who enters for `organisations`; none where there are none.

    Ask `Part.prepares_for` for them: this function opens what is sealed.
    """
    if not organisations:
        return []
    ours = {organisation.pk for organisation in organisations}
    notes = Note.objects.filter(meeting=meeting).select_related("organisation")
    return [
        OpenNote(
            note.pk,
            note.organisation.name,
            unseal(bytes(note.sealed), purpose=purpose_of(meeting)),
            note.written_on,
            note.organisation_id in ours,
        )
        for note in notes
    ]
