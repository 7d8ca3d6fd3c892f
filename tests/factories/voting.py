"""A call that people vote on, codes for it, and ballots in its box; made by the project's own actions."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from tejido.ground.codes.models import Holding
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.stages.funding.actions import ballot_codes, voting
from tejido.stages.funding.models import Application, Call, Voting
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.factories import ground, initiatives
from tests.factories.ground import TODAY
from tests.factories.moments import NOW, later


def call(*, projects: int = 3, funder: Organisation | None = None, **kwargs) -> Call:
    """A call of an open funder that is voted on today and tomorrow, with some applications on its ballot."""
    values = {
        "funder": funder or ground.organisation(kind=Kind.FUNDER),
        "title": "Mil parques",
        "searchable": "mil parques",
        "place": ground.place(),
        "total": 30_000_000,
        "drafted_on": TODAY - timedelta(days=60),
        "opens_on": TODAY - timedelta(days=40),
        "closes_on": TODAY - timedelta(days=20),
        "reviewed_by": TODAY - timedelta(days=5),
        "votes_from": TODAY,
        "votes_until": TODAY + timedelta(days=1),
        "decided_by": TODAY + timedelta(days=10),
        "state": CallState.VOTING,
        "state_since": TODAY,
        "announced_on": TODAY - timedelta(days=50),
        "seed": 20261102,
    }
    made = Call.objects.create(**(values | kwargs))
    for number in range(1, projects + 1):
        application(made, number=number)
    return made


def application(of: Call, *, number: int | None = None, **kwargs) -> Application:
    """An application that was admitted."""
    initiative = kwargs.pop("initiative", None) or initiatives.initiative(title=f"Parque {number}")
    values = {
        "call": of,
        "initiative": initiative,
        "place": initiative.place,
        "title": f"Bancas y luz en el parque {number}",
        "amount": 10_000_000,
        "profile": initiative.profile,
        "state": ApplicationState.ADMITTED,
        "state_since": TODAY,
        "drafted_on": TODAY - timedelta(days=30),
        "sent_on": TODAY - timedelta(days=25),
        "number": number,
    }
    return Application.objects.create(**(values | kwargs))


def runner(of: Call) -> Person:
    """Somebody who runs the call."""
    who = ground.person()
    ground.membership(who, of.funder, Role.COORDINATOR)
    return who


def holder() -> tuple[Organisation, Person]:
    """An organisation that may hand out codes, and its coordinator."""
    ours, who = ground.organisation(), ground.person()
    ground.membership(who, ours, Role.COORDINATOR)
    return ours, who


def holding(of: Call, *, to: Organisation | None = None, number: int = 20) -> Holding:
    """Codes that are allotted to an organisation and not drawn yet."""
    return ballot_codes.allot_codes(of, holder=to or holder()[0], number=number, by=runner(of), now=NOW)


def coordinator_of(held: Holding) -> Person:
    """Somebody who answers for these codes."""
    who = ground.person()
    ground.membership(who, Organisation.objects.get(pk=held.holder.partition(":")[2]), Role.COORDINATOR)
    return who


def codes(of: Call, *, number: int = 20, held: Holding | None = None) -> list[str]:
    """Codes in clear, of an organisation that holds them."""
    held = held or holding(of, number=number)
    return list(ballot_codes.draw_codes(held, number=number, by=coordinator_of(held), now=NOW).codes)


def cast(of: Call, code: str, *numbers: int, now=NOW) -> None:
    """Vote for these numbers."""
    voting.cast_ballot(of, code=code, given=dict.fromkeys(numbers, 1), now=now)


def closed(of: Call, *, now=None) -> Voting:
    """Close the voting on the day after its last."""
    return voting.close_ballot(of, by=runner(of), now=now or after(of))


def after(of: Call):
    """Noon of the day after the last day of voting."""
    return later(days=(of.votes_until - localdate(NOW)).days + 1)


def day(*, days: int) -> date:
    """Some days after today."""
    return TODAY + timedelta(days=days)
