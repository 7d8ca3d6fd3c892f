"""Notes of the citizens' preparation room."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.web.acting import action
from tejido.stages.roundtables.actions.editing import WrongMoment, written
from tejido.stages.roundtables.models import Meeting, Note
from tejido.stages.roundtables.policies.roundtables import check_prepares_for
from tejido.stages.roundtables.queries.room import purpose_of
from tejido.stages.roundtables.terms import ROOM_DAYS

LONGEST_NOTE = 4000


@action
def write_note(meeting: Meeting, *, organisation: Organisation, text: str, by: Person, now: datetime) -> Note:
    """Leave a note for the citizens' side before a meeting: sealed, in the name of the organisation, erased later.

    Raises NotAllowed, WrongMoment (after the day of erasing), Missing, TooLong.
    """
    check_prepares_for(by, meeting.roundtable, organisation)
    erase_on = meeting.day(meeting.roundtable.zone) + timedelta(days=ROOM_DAYS)
    today = localdate(now)
    if today >= erase_on:
        raise WrongMoment
    said = written(text, "text", longest=LONGEST_NOTE, at_least=1)
    return Note.objects.create(
        meeting=meeting,
        organisation=organisation,
        sealed=seal(said, purpose=purpose_of(meeting)),
        written_on=today,
        erase_on=erase_on,
    )


@action
def erase_note(note: Note, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Erase a note of one's own organisation at once. Raises NotAllowed."""
    check_prepares_for(by, note.meeting.roundtable, note.organisation)
    Note.objects.filter(pk=note.pk).delete()


@action
def erase_old_notes(now: datetime) -> int:
    """Erase the notes whose day has come; the clock's. Returns how many."""
    return Note.objects.filter(erase_on__lte=localdate(now)).delete()[0]
