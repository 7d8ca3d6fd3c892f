"""A roundtable with everybody who can act on its commitments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import Person
from tejido.stages.roundtables.actions.commitments import Details, Promise, propose_commitment
from tejido.stages.roundtables.models import Commitment, Meeting, Roundtable, Seat, Staff
from tejido.stages.roundtables.vocabulary import CommitmentState, MeetingState, SeatRole, StaffRole
from tests.factories.ground import institution, membership, organisation, person, place, post

HELD = date(2026, 1, 12)  # the day of the first meeting
DUE = date(2026, 6, 30)


def noon(day: date) -> datetime:
    """Noon in Mexico City, near enough."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


@dataclass
class Table:
    """A roundtable and its people: whoever is named acts for the organisation named in the same way."""

    roundtable: Roundtable
    meeting: Meeting
    police: Organisation
    chief: Post
    liaison: Person
    neighbours: Organisation
    neighbour: Person
    mothers: Organisation
    mother: Person
    youth: Organisation
    young: Person
    facilitator: Person
    secretary: Person
    stranger: Person

    def promise(self, **values) -> Promise:
        """What the police promised at the first meeting."""
        defaults = {
            "meeting": self.meeting,
            "text": "Encender las luminarias del parque",
            "owner": self.police,
            "owner_post": self.chief,
            "due_on": DUE,
        }
        return Promise(**(defaults | values))

    def commitment(self, state: str = CommitmentState.PROPOSED, **values) -> Commitment:
        """A commitment of the police, in any state, without having gone through those before."""
        made = propose_commitment(self.roundtable, self.promise(**values), by=self.facilitator, now=noon(HELD))
        if state != CommitmentState.PROPOSED:
            made.state = state
            done = state in {CommitmentState.DONE, CommitmentState.VERIFIED}
            made.done_on = DUE if done else None
            made.save()
        return made


def table(profile: str = Profile.OPEN) -> Table:
    """Three citizens' organisations and the police of Juárez, with one person for each part."""
    roundtable = Roundtable.objects.create(
        name="Mesa del parque", searchable="mesa del parque", place=place(), profile=profile, opened_on=HELD
    )
    meeting = Meeting.objects.create(
        roundtable=roundtable, number=1, starts_at=noon(HELD) - timedelta(hours=2), state=MeetingState.HELD
    )
    police = institution(name="Policía Municipal (ejemplo)")
    chief = post(police, "Dirección de Prevención")
    people = {}
    seats = {"neighbours": "neighbour", "mothers": "mother", "youth": "young"}
    for name, coordinator in seats.items():
        people[name] = organisation(name=f"Organización {name} (ejemplo)")
        people[coordinator] = person()
        membership(people[coordinator], people[name], Role.COORDINATOR)
        _seat(roundtable, people[name], SeatRole.CITIZENS)
    _seat(roundtable, police, SeatRole.STATE, chief)
    liaison, facilitator, secretary = person(), person(), person()
    membership(liaison, police, Role.LIAISON, chief)
    for who, role in ((facilitator, StaffRole.FACILITATOR), (secretary, StaffRole.SECRETARY)):
        Staff.objects.create(roundtable=roundtable, person=who, role=role, began_on=HELD)
    return Table(
        roundtable=roundtable,
        meeting=meeting,
        police=police,
        chief=chief,
        liaison=liaison,
        facilitator=facilitator,
        secretary=secretary,
        stranger=person(),
        **people,
    )


def later_meeting(of: Table, day: date, number: int = 2) -> Meeting:
    """Another meeting of the same roundtable."""
    return Meeting.objects.create(roundtable=of.roundtable, number=number, starts_at=noon(day))


def details(**values) -> Details:
    """Details of a commitment."""
    return Details(**values)


def _seat(roundtable: Roundtable, whose: Organisation, role: str, at: Post | None = None) -> Seat:
    return Seat.objects.create(roundtable=roundtable, organisation=whose, post=at, role=role, began_on=HELD)
