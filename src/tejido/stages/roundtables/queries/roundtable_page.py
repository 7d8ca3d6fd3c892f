"""What the page of a roundtable shows; the same number of queries for one meeting and for thirty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from tejido.stages.roundtables.models import Meeting, Roundtable, Staff, WorkingGroup
from tejido.stages.roundtables.queries.meetings import HELD, meetings_visible, title_of, with_minutes
from tejido.stages.roundtables.queries.roundtables import Side, live_groups, live_staff, seats_for_page
from tejido.stages.roundtables.vocabulary import MeetingState, MinutesState

MOST = 60
"""Meetings on the page: five years of them, one a month."""


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list of its roundtable, with the number of its adopted minutes' version, where there are any."""

    meeting: Meeting
    title: str
    has_minutes: bool


@dataclass(frozen=True)
class RoundtablePage:
    """Everything on the page of a roundtable."""

    roundtable: Roundtable
    sides: Sequence[Side]
    groups: Sequence[WorkingGroup]
    staff: Sequence[Staff]
    coming: Sequence[MeetingRow]
    past: Sequence[MeetingRow]
    next: MeetingRow | None
    last: MeetingRow | None
    is_inside: bool


def page_of(roundtable: Roundtable, *, is_inside: bool, now: datetime) -> RoundtablePage:
    """Return the page for somebody inside the roundtable or for anybody else."""
    today = localdate(now)
    seen = with_minutes(meetings_visible(roundtable, is_inside=is_inside, today=today))
    rows = [_row(meeting) for meeting in seen[:MOST]]
    coming = [row for row in reversed(rows) if _is_coming(row.meeting, now)]
    past = [row for row in rows if not _is_coming(row.meeting, now)]
    return RoundtablePage(
        roundtable=roundtable,
        sides=seats_for_page(roundtable, is_inside=is_inside),
        groups=list(live_groups(roundtable, is_inside=is_inside)),
        staff=list(live_staff(roundtable)) if is_inside else [],
        coming=coming,
        past=past,
        next=next((row for row in coming if row.meeting.called_on), None),
        last=next((row for row in past if row.meeting.state in HELD), None),
        is_inside=is_inside,
    )


def _is_coming(meeting: Meeting, now: datetime) -> bool:
    return meeting.state == MeetingState.PLANNED and meeting.ends_at >= now


def _row(meeting: Meeting) -> MeetingRow:
    versions = getattr(meeting, "versions", [])
    return MeetingRow(meeting, title_of(meeting), any(it.state == MinutesState.ADOPTED for it in versions))
