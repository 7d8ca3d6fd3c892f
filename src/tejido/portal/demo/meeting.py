"""The roundtable of the example and its meetings, each prepared, held, minuted and adopted."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.portal.demo.cast import CITIZENS, MARK, PLACE, STATE
from tejido.portal.demo.story import ABSENT, MEETINGS, NEXT_AGENDA, NEXT_MEETING, SESSIONS, TOPICS
from tejido.stages.roundtables.actions.meetings import Plan, call_meeting, hold_meeting, plan_meeting
from tejido.stages.roundtables.actions.minutes import propose_minutes, write_minutes
from tejido.stages.roundtables.actions.roundtables import Outline, open_roundtable
from tejido.stages.roundtables.actions.seats import add_seat, name_staff
from tejido.stages.roundtables.models import AgendaItem, Meeting, Minutes, Seat
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

OPENING = -710
REVIEW = "Revisión de compromisos anteriores | revisión"
VENUE = "Centro comunitario de la Loma"
NOTICE = 10  # days before a meeting on which it is called


def open_table(world: "World") -> None:
    """Open the roundtable and seat four organisations and five institutions."""
    host, facilitator, now = world.people["anfitriona"], world.people["facilitadora"], world.on(OPENING)
    outline = Outline(
        name=f"Mesa de seguridad y justicia de la Loma {MARK}",
        purpose="Que lo que se promete a la colonia tenga responsable, fecha y evidencia, y que se sepa si se cumplió.",
        terms="Son públicas las minutas, los compromisos y la asistencia por organización y cargo.",
        causes=["weak_policing", "corruption", "lack_of_public_space"],
        quorum=5,
        secretariat=world.bodies["taller"],
    )
    world.table = open_roundtable(
        outline,
        place=Place.objects.get(pk=PLACE),
        facilitator=facilitator,
        profile=Profile.OPEN,
        is_example=True,
        by=host,
        now=now,
    )
    name_staff(world.table, person=world.people["secretaria"], role=StaffRole.SECRETARY, by=facilitator, now=now)
    for body in (*CITIZENS, *STATE):
        side = SeatRole.STATE if body.post else SeatRole.CITIZENS
        post = world.posts.get(body.key)
        add_seat(world.table, organisation=world.bodies[body.key], post=post, role=side, by=facilitator, now=now)


def hold_meetings(world: "World") -> "Iterator[Happening]":
    """Call each meeting ten days before, hold it, and propose its minutes three days later; silence adopts them."""
    for number, day in enumerate(MEETINGS, 1):
        yield day - NOTICE + 1, partial(_call, world, number, day, TOPICS[number - 1])
        yield day, partial(_hold, world, number, day)
        yield day + 3, partial(_propose, world, number, day + 3)
    yield 0, partial(_call, world, len(MEETINGS) + 1, NEXT_MEETING, NEXT_AGENDA)


def _call(world: "World", number: int, day: int, agenda: tuple[str, ...]) -> None:
    assert world.table is not None
    facilitator = world.people["facilitadora"]
    now = world.on(min(day - NOTICE + 1, 0))
    plan = Plan(starts_at=world.on(day) + timedelta(hours=6), venue=VENUE, agenda="\n".join((*agenda, REVIEW)))
    planned = plan_meeting(world.table, plan, by=facilitator, now=now)
    world.meetings[number] = call_meeting(planned, by=facilitator, now=now)


def _hold(world: "World", number: int, day: int) -> None:
    meeting = Meeting.objects.get(pk=world.meetings[number].pk)
    absent = ABSENT.get(number, ())
    present = [
        seat
        for seat in Seat.objects.filter(roundtable=meeting.roundtable).select_related("organisation")
        if seat.organisation_id not in {world.bodies[key].pk for key in absent}
    ]
    after = world.on(day) + timedelta(hours=8)
    treated = AgendaItem.objects.filter(meeting=meeting)
    world.meetings[number] = hold_meeting(
        meeting, present=present, treated=list(treated), by=world.people["facilitadora"], now=after
    )


def _propose(world: "World", number: int, day: int) -> None:
    minutes = Minutes.objects.get(meeting=world.meetings[number])
    secretary, now = world.people["secretaria"], world.on(day)
    written = write_minutes(minutes, text=SESSIONS[number - 1], edition=minutes.edition, by=secretary, now=now)
    propose_minutes(written, by=world.people["facilitadora"], now=now)
