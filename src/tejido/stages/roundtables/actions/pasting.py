"""Accepting what was pasted: points for an agenda, entries for minutes."""

from collections.abc import Sequence
from datetime import datetime

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.roundtables import agenda_lines, minutes_text
from tejido.stages.roundtables.actions.agenda import write_agenda
from tejido.stages.roundtables.actions.editing import WrongMoment, written
from tejido.stages.roundtables.agenda_lines import Line
from tejido.stages.roundtables.minutes_text import Entry
from tejido.stages.roundtables.models import AgendaItem, Meeting, Minutes
from tejido.stages.roundtables.policies.roundtables import check_runs
from tejido.stages.roundtables.queries.agenda import agenda_of, line_of
from tejido.stages.roundtables.queries.meetings import all_meetings
from tejido.stages.roundtables.queries.minutes import all_minutes
from tejido.stages.roundtables.vocabulary import MeetingState, MinutesState


@action
def accept_points(
    meeting: Meeting,
    titles: Sequence[str],
    *,
    by: Person,
    now: datetime,  # noqa: ARG001  as all actions
) -> list[AgendaItem]:
    """Add points to the end of a coming meeting's agenda; those that are there already are not added twice.

    Raises NotAllowed, WrongMoment, BadLine, TooManyPoints.
    """
    check_runs(by, meeting.roundtable)
    locked = all_meetings().select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        raise WrongMoment
    lines = {line.title: line for line in map(line_of, agenda_of(locked))}
    for title in titles:
        bare = " ".join(title.replace("|", "/").split())
        lines.setdefault(bare, Line(bare))
    items = write_agenda(locked, agenda_lines.write(lines.values()))
    locked.version += 1
    locked.save(update_fields=["version"])
    return items


@action
def accept_entries(
    minutes: Minutes,
    entries: Sequence[Entry],
    *,
    by: Person,
    now: datetime,  # noqa: ARG001  as all actions
) -> Minutes:
    """Add entries to the end of minutes that are being written. Raises NotAllowed, WrongMoment, TooLong."""
    locked = all_minutes().select_for_update(of=("self",)).get(pk=minutes.pk)
    check_runs(by, locked.meeting.roundtable)
    if locked.state != MinutesState.OPEN:
        raise WrongMoment
    parts = [locked.text, minutes_text.write(entries)]
    locked.text = written("\n\n".join(part for part in parts if part), "text")
    locked.edition += 1
    locked.save(update_fields=["text", "edition"])
    return locked
