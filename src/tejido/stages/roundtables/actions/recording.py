"""How roundtables and meetings enter the public record: never more than the profile allows at that moment."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.notices.actions import tell
from tejido.ground.organisations.profiles import Field, Output, Shown, date_shown, shown
from tejido.ground.organisations.recording import enter
from tejido.stages.roundtables.disclosure import may_be_named
from tejido.stages.roundtables.models import Meeting, Minutes, Roundtable, Seat, WorkingGroup
from tejido.stages.roundtables.queries.meetings import profile_of
from tejido.stages.roundtables.vocabulary import MeetingAct, RoundtableAct

ROUNDTABLE = ("place", "profile", "causes", "quorum", "secretariat", "opened_on", "closed_on")
SEAT = ("roundtable", "organisation", "post", "role", "began_on", "ended_on")
GROUP = ("roundtable", "is_public", "began_on", "ended_on")
MEETING = ("roundtable", "group", "number", "starts_at", "state", "quorum", "present")
MINUTES = ("meeting", "version", "state", "adopted_on")
_DATES = {"starts_at"}
_NUMBERS = {"present"}


def enter_roundtable(act: RoundtableAct, roundtable: Roundtable, *columns: str, day: date, text: str = "") -> None:
    """Enter an act of the roundtable with `columns` as they stand."""
    fields = {name: getattr(roundtable, name) for name in columns}
    if "secretariat" in fields and not _secretariat_shown(roundtable):
        fields["secretariat"] = WITHHELD if roundtable.secretariat else None
    enter(act, subject=roundtable, under=roundtable.profile, by=roundtable.secretariat, day=day, text=text, **fields)


def enter_whole(act: RoundtableAct, roundtable: Roundtable, *, day: date) -> None:
    """Enter all that is public of the roundtable: when it opens, and when it comes to be shown."""
    enter_roundtable(act, roundtable, *ROUNDTABLE, day=day, text=roundtable.name)
    if roundtable.purpose:
        enter_roundtable(RoundtableAct.PURPOSE_STATED, roundtable, day=day, text=roundtable.purpose)
    if roundtable.terms:
        enter_roundtable(RoundtableAct.TERMS_STATED, roundtable, day=day, text=roundtable.terms)


def enter_seat(act: RoundtableAct, seat: Seat, *columns: str, day: date) -> None:
    """Enter an act of a seat; without its organisation and post where one of both sides shows no links."""
    roundtable = seat.roundtable
    fields = {name: getattr(seat, name) for name in columns}
    if not may_be_named(seat.organisation, beside=roundtable.profile, output=Output.RECORD):
        fields |= {name: WITHHELD for name in ("organisation", "post") if name in fields}
    enter(act, subject=seat, under=roundtable.profile, by=roundtable.secretariat, day=day, **fields)


def enter_group(act: RoundtableAct, group: WorkingGroup, *columns: str, day: date) -> None:
    """Enter an act of a working group; nothing where the group is not public."""
    if not group.is_public:
        return
    fields = {name: getattr(group, name) for name in columns}
    under = group.roundtable.profile
    enter(act, subject=group, under=under, by=group.roundtable.secretariat, day=day, text=group.name, **fields)


def enter_meeting(act: MeetingAct, meeting: Meeting, *columns: str, day: date, text: str = "") -> None:
    """Enter an act of a meeting with `columns` as they stand, as far as its profile shows them on that day.

    Followers of the roundtable and its place hear of it where date and place may be told.
    """
    under = profile_of(meeting)
    fields = {name: _of_meeting(meeting, name, under, day) for name in columns}
    leaf = enter(act, subject=meeting, under=under, by=meeting.roundtable.secretariat, day=day, text=text, **fields)
    if leaf is not None and act is not MeetingAct.VENUE and may_say_when(meeting, day):
        transaction.on_commit(partial(_tell, act, meeting, day))


def _tell(act: MeetingAct, meeting: Meeting, day: date) -> None:
    roundtable = meeting.roundtable
    tell(act, subject=meeting, also=[roundtable, roundtable.place], day=day, url=meeting.get_absolute_url())


def enter_venue(meeting: Meeting, *, day: date) -> None:
    """Enter where the meeting is, where that may be said on that day."""
    if meeting.venue and may_say_when(meeting, day):
        enter_meeting(MeetingAct.VENUE, meeting, day=day, text=meeting.venue)


def may_say_when(meeting: Meeting, day: date) -> bool:
    """Say whether the record may tell date and place of the meeting on `day`."""
    own_day, under = meeting.day(meeting.roundtable.zone), profile_of(meeting)
    fields = (Field.COMING_DATE, Field.ADDRESS)
    return all(date_shown(under, field, Output.RECORD, day=own_day, today=day) for field in fields)


def enter_minutes(act: MeetingAct, minutes: Minutes, *, day: date) -> None:
    """Enter adopted minutes: their text beside the leaf, its salted hash in it."""
    fields = {name: getattr(minutes, name) for name in MINUTES}
    meeting = minutes.meeting
    by = meeting.roundtable.secretariat
    enter(act, subject=minutes, under=profile_of(meeting), by=by, day=day, text=minutes.text, **fields)


def _of_meeting(meeting: Meeting, name: str, under: str, day: date) -> Any:
    if name in _DATES and not may_say_when(meeting, day):
        return WITHHELD
    if name in _NUMBERS and shown(under, Field.NUMBER, Output.RECORD) is not Shown.FULL:
        return WITHHELD
    return getattr(meeting, name)


def _secretariat_shown(roundtable: Roundtable) -> bool:
    its = roundtable.secretariat
    return its is not None and may_be_named(its, beside=roundtable.profile, output=Output.RECORD)
