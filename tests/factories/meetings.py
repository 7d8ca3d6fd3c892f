"""A roundtable that meets, made through the project's own actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import Person
from tejido.stages.roundtables.actions.meetings import Plan, call_meeting, hold_meeting, plan_meeting
from tejido.stages.roundtables.actions.minutes import adopt_minutes, propose_minutes, write_minutes
from tejido.stages.roundtables.actions.roundtables import Outline, open_roundtable
from tejido.stages.roundtables.actions.seats import add_seat, name_staff
from tejido.stages.roundtables.models import Meeting, Minutes, Roundtable, Seat
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole
from tests.factories.ground import institution, membership, organisation, person, place, post
from tests.factories.moments import NOW, later

AGENDA = "Revisión de compromisos anteriores | 20 min\nAlumbrado de la cancha | 30 min | decisión\nTaller de mediación"
TEXT = "Acuerdo: sesionar cada mes\n\nCompromiso: encender las luminarias en 30 días"


@dataclass
class Room:
    """A roundtable and its people: whoever is named acts for the organisation named in the same way."""

    roundtable: Roundtable
    host: Person
    facilitator: Person
    secretary: Person
    neighbours: Organisation
    neighbour: Person
    mothers: Organisation
    mother: Person
    police: Organisation
    chief: Post
    liaison: Person
    stranger: Person

    @property
    def seats(self) -> list[Seat]:
        """The seats that hold now."""
        return list(self.roundtable.seats.filter(ended_on=None))

    def planned(self, at: datetime | None = None, *, now: datetime = NOW, **plan) -> Meeting:
        """A meeting that nobody has been invited to."""
        values = {"starts_at": at or later(days=7), "venue": "Salón de usos múltiples", "agenda": AGENDA}
        return plan_meeting(self.roundtable, Plan(**(values | plan)), by=self.facilitator, now=now)

    def called(self, at: datetime | None = None, *, now: datetime = NOW, **plan) -> Meeting:
        """A meeting that has been called."""
        return call_meeting(self.planned(at, now=now, **plan), by=self.facilitator, now=now)

    def held(self, at: datetime | None = None, *, treated: list[int] | None = None, **plan) -> Meeting:
        """A meeting that was held with all seats; by default all of its points were treated."""
        at = at or later(days=7)
        meeting = self.called(at, now=at - timedelta(days=7), **plan)
        points = [item for item in meeting.agenda.all() if treated is None or item.position in treated]
        return hold_meeting(
            meeting, present=self.seats, treated=points, by=self.facilitator, now=at + timedelta(hours=3)
        )

    def proposed(self, meeting: Meeting, text: str = TEXT, *, now: datetime | None = None) -> Minutes:
        """Minutes of a held meeting, proposed on its day."""
        now = now or meeting.starts_at + timedelta(hours=4)
        minutes = meeting.minutes.get(version=1)
        written = write_minutes(minutes, text=text, edition=minutes.edition, by=self.secretary, now=now)
        return propose_minutes(written, by=self.secretary, now=now)

    def adopted(self, meeting: Meeting, text: str = TEXT) -> Minutes:
        """Minutes adopted at the next meeting, four weeks later."""
        minutes = self.proposed(meeting, text)
        after = self.held(meeting.starts_at + timedelta(days=28))
        return adopt_minutes(minutes, at=after, by=self.facilitator, now=after.starts_at + timedelta(hours=4))


def room(profile: str = Profile.OPEN, *, now: datetime = NOW, **outline) -> Room:
    """A roundtable in Juárez of two citizens' organisations and the police, with one person for each part."""
    host, facilitator, secretary = person(is_host=True), person(), person()
    values = {"name": "Mesa del parque", "purpose": "Que el parque sea de todas", "quorum": 2}
    made = open_roundtable(
        Outline(**(values | outline)), place=place(), facilitator=facilitator, profile=profile, by=host, now=now
    )
    name_staff(made, person=secretary, role=StaffRole.SECRETARY, by=facilitator, now=now)
    neighbours, mothers = organisation(name="Vecinas (ejemplo)"), organisation(name="Madres (ejemplo)")
    police = institution(name="Policía Municipal (ejemplo)")
    chief = post(police, "Dirección de Prevención")
    people = {"neighbour": person(), "mother": person(), "liaison": person()}
    membership(people["neighbour"], neighbours, Role.MEMBER)
    membership(people["mother"], mothers, Role.COORDINATOR)
    membership(people["liaison"], police, Role.LIAISON, chief)
    for its in (neighbours, mothers):
        add_seat(made, organisation=its, role=SeatRole.CITIZENS, by=facilitator, now=now)
    add_seat(made, organisation=police, post=chief, role=SeatRole.STATE, by=facilitator, now=now)
    return Room(
        roundtable=made,
        host=host,
        facilitator=facilitator,
        secretary=secretary,
        neighbours=neighbours,
        mothers=mothers,
        police=police,
        chief=chief,
        stranger=person(),
        **people,
    )
