"""Planning, calling, moving, cancelling and holding meetings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables import agenda_lines
from tejido.stages.roundtables.actions.agenda import write_agenda
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, WrongMoment, line, written
from tejido.stages.roundtables.actions.recording import MEETING, enter_meeting, enter_venue, may_say_when
from tejido.stages.roundtables.actions.roundtables import locked_roundtable
from tejido.stages.roundtables.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Note,
    Roundtable,
    Seat,
    WorkingGroup,
)
from tejido.stages.roundtables.policies.roundtables import check_runs
from tejido.stages.roundtables.queries.agenda import agenda_of, carried_agenda, line_of, open_commitments
from tejido.stages.roundtables.queries.meetings import all_meetings
from tejido.stages.roundtables.terms import ROOM_DAYS
from tejido.stages.roundtables.vocabulary import AgendaKind, MeetingAct, MeetingState, SeatRole

FARTHEST = timedelta(days=730)
LONGEST = 600
"""Minutes of a meeting."""
COUNTED = {SeatRole.CITIZENS, SeatRole.STATE}
"""Whose presence makes a quorum."""


class BeforePrevious(Refused):
    """The meeting would come before the one with the number before its own."""

    field = "starts_at"

    def __init__(self, previous: Meeting) -> None:
        day = date_format(previous.day(previous.roundtable.zone))
        words = gettext("Session %(number)s was on %(day)s. This one must come after it.")
        super().__init__(words % {"number": previous.number, "day": day})


class TooFar(Refused):
    """The date is a slip of the pen."""

    message = _("This date is more than two years away. Look at the year.")
    field = "starts_at"


class InPast(Refused):
    """Nobody can be invited to what is over."""

    message = _("This date has passed. Choose a coming one, or say who was there if the session was held.")
    field = "starts_at"


class NotYet(Refused):
    """The meeting has not begun."""

    message = _("This session has not begun yet. Say who was there once it has.")


class EmptyAgenda(Refused):
    """A meeting is called with an agenda."""

    message = _("Write at least one point, so that those who are invited know what for.")
    field = "agenda"


class BadDuration(Refused):
    """The length is no length of a meeting."""

    message = _("A session lasts between 15 and 600 minutes.")
    field = "duration"


class NotSeated(Refused):
    """Somebody is said to have been there who does not sit here."""

    message = _("Only organisations that sit at the roundtable, or in its working group, can have been there.")
    field = "present"


@dataclass(frozen=True)
class Plan:
    """When and where a meeting is to be, what about, and with whom.

    `agenda` is plain lines (tejido.stages.roundtables.agenda_lines); None takes what is carried over.
    """

    starts_at: datetime
    venue: str = ""
    duration: int = 90
    agenda: str | None = None
    group: WorkingGroup | None = None


@action
def plan_meeting(roundtable: Roundtable, plan: Plan, *, by: Person, now: datetime) -> Meeting:
    """Plan the next meeting; it is the roundtable's own until it is called.

    Raises NotAllowed, RoundtableClosed, BeforePrevious, TooFar, BadDuration, and what the agenda raises.
    """
    check_runs(by, roundtable)
    roundtable = locked_roundtable(roundtable)
    last = Meeting.objects.filter(roundtable=roundtable).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(roundtable=roundtable, group=plan.group, number=last + 1, changed_on=localdate(now))
    if plan.group and (plan.group.roundtable_id != roundtable.pk or plan.group.ended_on):
        raise WrongMoment(field="group")
    _place(meeting, plan.starts_at, plan.venue, plan.duration, now)
    meeting.save(force_insert=True)
    carried = agenda_lines.write(carried_agenda(roundtable, plan.group))
    write_agenda(meeting, carried if plan.agenda is None else plan.agenda)
    return meeting


@action
def prepare_meeting(meeting: Meeting, plan: Plan, *, version: int, by: Person, now: datetime) -> Meeting:
    """Change the agenda of a coming meeting, and when and where it is as long as nobody has been invited.

    `version` is the one that the form was filled in from. Raises NotAllowed, WrongMoment, ChangedMeanwhile (with the
    agenda as it stands), and what `plan_meeting` raises.
    """
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.PLANNED)
    if locked.version != version:
        raise ChangedMeanwhile(agenda_lines.write(map(line_of, agenda_of(locked))), locked.version)
    if locked.called_on is None:
        _place(locked, plan.starts_at, plan.venue, plan.duration, now)
        _keep_room(locked)
    locked.version += 1
    locked.save()
    if plan.agenda is not None:
        write_agenda(locked, plan.agenda)
    return locked


@action
def call_meeting(meeting: Meeting, *, by: Person, now: datetime) -> Meeting:
    """Invite to a meeting: from here on its date is the roundtable's word. Raises NotAllowed, InPast, EmptyAgenda."""
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.PLANNED)
    if locked.called_on is not None:
        raise WrongMoment
    if locked.starts_at <= now:
        raise InPast
    if not AgendaItem.objects.filter(meeting=locked).exists():
        raise EmptyAgenda
    locked.called_on, locked.first_starts_at = localdate(now), locked.starts_at
    _save(locked, now)
    enter_meeting(MeetingAct.CALLED, locked, *MEETING, day=locked.called_on)
    enter_venue(locked, day=locked.called_on)
    return locked


@action
def move_meeting(
    meeting: Meeting, *, starts_at: datetime, venue: str, reason: str = "", by: Person, now: datetime
) -> Meeting:
    """Move a meeting to another date or place. Once it has been called both dates stay visible, with the reason.

    Raises NotAllowed, WrongMoment, InPast, BeforePrevious, TooFar, Missing (the reason).
    """
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.PLANNED)
    was_at = locked.venue
    _place(locked, starts_at, venue, locked.duration, now)
    _keep_room(locked)
    if locked.called_on is None:
        return _save(locked, now)
    if locked.starts_at <= now:
        raise InPast
    locked.reason = written(reason, "reason", longest=1000, at_least=3)
    locked.sequence += 1
    _save(locked, now)
    day = localdate(now)
    text = locked.reason if may_say_when(locked, day) else ""
    enter_meeting(MeetingAct.MOVED, locked, "starts_at", day=day, text=text)
    if locked.venue != was_at:
        enter_venue(locked, day=day)
    return locked


@action
def cancel_meeting(meeting: Meeting, *, reason: str, by: Person, now: datetime) -> Meeting:
    """Cancel a meeting, with the reason; its points are carried over. Raises NotAllowed, WrongMoment, Missing."""
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.PLANNED)
    locked.reason = written(reason, "reason", longest=1000, at_least=3)
    locked.state = MeetingState.CANCELLED
    locked.sequence += 1
    _save(locked, now)
    day = localdate(now)
    Note.objects.filter(meeting=locked).update(erase_on=day + timedelta(days=ROOM_DAYS))
    if locked.called_on is not None:
        text = locked.reason if may_say_when(locked, day) else ""
        enter_meeting(MeetingAct.CANCELLED, locked, "state", day=day, text=text)
    return locked


@action
def hold_meeting(
    meeting: Meeting, *, present: Collection[Seat], treated: Collection[AgendaItem], by: Person, now: datetime
) -> Meeting:
    """Say that a meeting was held, which organisations were there, and which points were treated; opens its minutes.

    The record hears of it at once, or where dates are told only afterwards, once the day has passed (see
    `record_held_meetings`). Raises NotAllowed, NotYet, WrongMoment, NotSeated.
    """
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.PLANNED)
    if locked.starts_at > now:
        raise NotYet
    locked.state = MeetingState.HELD
    _write_presence(locked, present, treated)
    Minutes.objects.create(meeting=locked, opened_on=localdate(now))
    _save(locked, now)
    _enter_held(locked, now)
    return locked


@action
def correct_attendance(
    meeting: Meeting, *, present: Collection[Seat], treated: Collection[AgendaItem], by: Person, now: datetime
) -> Meeting:
    """Correct who was there and what was treated, until the minutes are adopted. Raises NotAllowed, WrongMoment."""
    check_runs(by, meeting.roundtable)
    locked = _locked(meeting, MeetingState.HELD)
    _write_presence(locked, present, treated)
    _save(locked, now)
    if locked.recorded_on is not None:
        enter_meeting(MeetingAct.HELD, locked, *MEETING, day=localdate(now))
    return locked


@action
def record_held_meetings(now: datetime) -> int:
    """Enter in the record those held meetings whose day has passed by now; the clock's. Returns how many."""
    waiting = all_meetings().filter(state__in=[MeetingState.HELD, MeetingState.ADOPTED], recorded_on=None)
    return sum(_enter_held(meeting, now) for meeting in waiting.order_by("starts_at", "id"))


def _enter_held(meeting: Meeting, now: datetime) -> bool:
    day = localdate(now)
    if not may_say_when(meeting, day):
        return False
    first = meeting.called_on is None
    meeting.recorded_on = day
    meeting.save(update_fields=["recorded_on"])
    enter_meeting(MeetingAct.HELD, meeting, *MEETING, day=day)
    if first or not _said_before(meeting):
        enter_venue(meeting, day=day)
    return True


def _said_before(meeting: Meeting) -> bool:
    return meeting.called_on is not None and may_say_when(meeting, meeting.called_on)


def _locked(meeting: Meeting, state: str) -> Meeting:
    locked = all_meetings().select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != state:
        raise WrongMoment
    return locked


def _save(meeting: Meeting, now: datetime) -> Meeting:
    meeting.version += 1
    meeting.changed_on = localdate(now)
    meeting.save()
    return meeting


def _place(meeting: Meeting, starts_at: datetime, venue: str, duration: int, now: datetime) -> None:
    starts_at = starts_at.astimezone(UTC)
    if starts_at > now + FARTHEST:
        raise TooFar
    if not 15 <= duration <= LONGEST:
        raise BadDuration
    earlier: Any = Meeting.objects.filter(roundtable=meeting.roundtable, group=meeting.group, number__lt=meeting.number)
    previous = earlier.exclude(state=MeetingState.CANCELLED).select_related("roundtable").order_by("-number").first()
    if previous is not None and starts_at <= previous.starts_at:
        raise BeforePrevious(previous)
    meeting.starts_at, meeting.duration = starts_at, duration
    meeting.venue = line(venue, "venue", longest=200)


def _keep_room(meeting: Meeting) -> None:
    """Let the notes of the citizens' room go with the date."""
    erase_on = meeting.day(meeting.roundtable.zone) + timedelta(days=ROOM_DAYS)
    Note.objects.filter(meeting=meeting).update(erase_on=erase_on)


def _write_presence(meeting: Meeting, present: Collection[Seat], treated: Collection[AgendaItem]) -> None:
    if any(seat.roundtable_id != meeting.roundtable_id for seat in present):
        raise NotSeated
    if any(item.meeting_id != meeting.pk for item in treated):
        raise WrongMoment(field="treated")
    in_group = list(meeting.group.seats.values_list("pk", flat=True)) if meeting.group else []
    if meeting.group and any(seat.pk not in in_group for seat in present):
        raise NotSeated
    Attendance.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, organisation_id=seat.organisation_id, post_id=seat.post_id, role=seat.role)
        for seat in {seat.organisation_id: seat for seat in present}.values()
    )
    meeting.quorum = len(in_group) // 2 + 1 if meeting.group else meeting.roundtable.quorum
    meeting.present = len({seat.organisation_id for seat in present if seat.role in COUNTED})
    chosen = {item.pk for item in treated}
    for item in AgendaItem.objects.filter(meeting=meeting):
        item.treated = item.pk in chosen
        item.save(update_fields=["treated"])
        if item.kind == AgendaKind.REVIEW and item.treated:
            item.commitments.set(open_commitments(meeting.roundtable, before=meeting.starts_at))
