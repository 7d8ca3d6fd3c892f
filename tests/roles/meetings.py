"""Rows of roundtables, meetings, minutes, the citizens' room; "coordinator" and "member" sit on the citizens' side."""

from datetime import timedelta

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions import calendars, meetings, minutes, pasting, room, roundtables, seats
from tejido.stages.roundtables.actions.meetings import Plan
from tejido.stages.roundtables.actions.roundtables import Outline
from tejido.stages.roundtables.minutes_text import Entry
from tejido.stages.roundtables.models import Meeting, Minutes, Note, Objection, Roundtable, Seat, Staff, WorkingGroup
from tejido.stages.roundtables.vocabulary import MeetingState, MinutesState, SeatRole, StaffRole
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.moments import NOW, later
from tests.roles.table import row, without_person

STAFF = "facilitator secretary"
SEATED = "member coordinator liaison"


def seated(world) -> Roundtable:
    """The roundtable with a seat for `ours` and one for `police`, and two facilitators."""
    if not world.roundtable.seats.exists():
        values = {"roundtable": world.roundtable, "began_on": TODAY}
        Seat.objects.create(organisation=world.ours, role=SeatRole.CITIZENS, **values)
        Seat.objects.create(organisation=world.police, post=world.post, role=SeatRole.STATE, **values)
        Staff.objects.create(person=ground.person(), role=StaffRole.FACILITATOR, **values)
    return world.roundtable


def meeting(world, *, in_days=7, number=1, **values) -> Meeting:
    """A coming meeting with a point on its agenda."""
    made = Meeting.objects.create(roundtable=seated(world), number=number, starts_at=later(days=in_days), **values)
    made.agenda.create(position=1, title="Luz")
    return made


def held(world, *, number=1, in_days=-20) -> Meeting:
    """A meeting that was held with its quorum."""
    return meeting(
        world, in_days=in_days, number=number, state=MeetingState.HELD, quorum=1, present=2, recorded_on=TODAY
    )


def written(world, state=MinutesState.OPEN, **values) -> Minutes:
    """Minutes of a held meeting."""
    return Minutes.objects.create(meeting=held(world), text="Acuerdo: uno", state=state, opened_on=TODAY, **values)


def proposed(world) -> Minutes:
    """Minutes that wait for objections."""
    return written(world, MinutesState.PROPOSED, proposed_on=TODAY, silent_on=TODAY + timedelta(days=14))


def group(world) -> WorkingGroup:
    """A working group of both seats."""
    made = WorkingGroup.objects.create(roundtable=seated(world), name="Luz", began_on=TODAY)
    made.seats.set(Seat.objects.all())
    return made


@row("roundtables.open_roundtable", may="host")
def _(world, by):
    return roundtables.open_roundtable(
        Outline("Mesa nueva"), place=ground.place(), facilitator=ground.person(), by=by, now=NOW
    )


@row("roundtables.change_roundtable", may="facilitator")
def _(world, by):
    return roundtables.change_roundtable(seated(world), Outline("Otra mesa"), version=1, by=by, now=NOW)


@row("roundtables.change_profile", may="facilitator host")
def _(world, by):
    return roundtables.change_profile(seated(world), to=Profile.PROTECTED, by=by, now=NOW)


@row("roundtables.close_roundtable", may="facilitator host")
def _(world, by):
    return roundtables.close_roundtable(seated(world), reason="Terminó", by=by, now=NOW)


@row("roundtables.add_seat", may="facilitator")
def _(world, by):
    return seats.add_seat(seated(world), organisation=ground.organisation(), role=SeatRole.CITIZENS, by=by, now=NOW)


@row("roundtables.end_seat", may="facilitator")
def _(world, by):
    return seats.end_seat(seated(world).seats.get(organisation=world.ours), by=by, now=NOW)


@row("roundtables.name_staff", may="facilitator host")
def _(world, by):
    return seats.name_staff(seated(world), person=ground.person(), role=StaffRole.SECRETARY, by=by, now=NOW)


@row("roundtables.end_staff", may="facilitator host")
def _(world, by):
    other = Staff.objects.create(
        roundtable=seated(world), person=ground.person(), role=StaffRole.SECRETARY, began_on=TODAY
    )
    return seats.end_staff(other, by=by, now=NOW)


@row("roundtables.make_group", may="facilitator")
def _(world, by):
    its = list(seated(world).seats.all())
    return seats.make_group(world.roundtable, name="Luz", seats=its, is_public=True, by=by, now=NOW)


@row("roundtables.change_group", may="facilitator")
def _(world, by):
    return seats.change_group(group(world), seats=list(Seat.objects.all()), is_public=True, by=by, now=NOW)


@row("roundtables.end_group", may="facilitator")
def _(world, by):
    return seats.end_group(group(world), by=by, now=NOW)


@row("roundtables.plan_meeting", may=STAFF)
def _(world, by):
    return meetings.plan_meeting(seated(world), Plan(later(days=7), agenda="Luz"), by=by, now=NOW)


@row("roundtables.prepare_meeting", may=STAFF)
def _(world, by):
    return meetings.prepare_meeting(meeting(world), Plan(later(days=8), agenda="Luz"), version=1, by=by, now=NOW)


@row("roundtables.call_meeting", may=STAFF)
def _(world, by):
    return meetings.call_meeting(meeting(world), by=by, now=NOW)


@row("roundtables.move_meeting", may=STAFF)
def _(world, by):
    return meetings.move_meeting(meeting(world), starts_at=later(days=9), venue="", by=by, now=NOW)


@row("roundtables.cancel_meeting", may=STAFF)
def _(world, by):
    return meetings.cancel_meeting(meeting(world), reason="Lluvia", by=by, now=NOW)


@row("roundtables.hold_meeting", may=STAFF)
def _(world, by):
    return meetings.hold_meeting(meeting(world, in_days=-1), present=[], treated=[], by=by, now=NOW)


@row("roundtables.correct_attendance", may=STAFF)
def _(world, by):
    return meetings.correct_attendance(held(world), present=[], treated=[], by=by, now=NOW)


@row("roundtables.accept_points", may=STAFF)
def _(world, by):
    return pasting.accept_points(meeting(world), ["Bancas"], by=by, now=NOW)


@row("roundtables.accept_entries", may=STAFF)
def _(world, by):
    return pasting.accept_entries(written(world), [Entry("agreed", "Dos")], by=by, now=NOW)


@row("roundtables.write_minutes", may=STAFF)
def _(world, by):
    return minutes.write_minutes(written(world), text="Acuerdo: dos", edition=1, by=by, now=NOW)


@row("roundtables.propose_minutes", may=STAFF)
def _(world, by):
    return minutes.propose_minutes(written(world), by=by, now=NOW)


@row("roundtables.object_to_minutes", may="member coordinator")
def _(world, by):
    return minutes.object_to_minutes(proposed(world), organisation=world.ours, text="No fue así", by=by, now=NOW)


@row("roundtables.object_to_minutes of the state", may="liaison")
def _(world, by):
    return minutes.object_to_minutes(proposed(world), organisation=world.police, text="No fue así", by=by, now=NOW)


@row("roundtables.answer_objection", may=STAFF)
def _(world, by):
    said = {"minutes": proposed(world), "organisation": world.ours, "text": "No fue así", "raised_on": TODAY}
    return minutes.answer_objection(Objection.objects.create(**said), answer="Sí fue", by=by, now=NOW)


@row("roundtables.adopt_minutes", may=STAFF)
def _(world, by):
    return minutes.adopt_minutes(proposed(world), at=held(world, number=2, in_days=-10), by=by, now=NOW)


@row("roundtables.correct_minutes", may=STAFF)
def _(world, by):
    adopted = written(world, MinutesState.ADOPTED, adopted_on=TODAY)
    return minutes.correct_minutes(adopted.meeting, reason="Faltó", by=by, now=NOW)


@row("roundtables.write_note", may="member coordinator")
def _(world, by):
    return room.write_note(meeting(world), organisation=world.ours, text="Luz", by=by, now=NOW)


@row("roundtables.erase_note", may="member coordinator")
def _(world, by):
    note = Note.objects.create(
        meeting=meeting(world), organisation=world.ours, sealed=b"", written_on=TODAY, erase_on=TODAY
    )
    return room.erase_note(note, by=by, now=NOW)


@row("roundtables.make_calendar_key", may=f"{SEATED} {STAFF}")
def _(world, by):
    return calendars.make_calendar_key(seated(world), by=by, now=NOW)


@row("roundtables.revoke_calendar_key", may=f"{SEATED} {STAFF}")
def _(world, by):
    return calendars.revoke_calendar_key(seated(world), by=by, now=NOW)


without_person("roundtables.record_held_meetings", why="the clock", call=lambda _: meetings.record_held_meetings(NOW))
without_person("roundtables.adopt_silent_minutes", why="the clock", call=lambda _: minutes.adopt_silent_minutes(NOW))
without_person("roundtables.erase_old_notes", why="the clock", call=lambda _: room.erase_old_notes(NOW))
