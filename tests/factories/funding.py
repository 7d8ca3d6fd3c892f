"""Calls in every state, applications, and who acts on them. Dates hold on `TODAY`; nothing of it is in the record.

For what is in the record use the actions: `announced()`, `applied()`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.stages.funding.actions import applications, call_clock, calls
from tejido.stages.funding.models import Application, Call, CostLine, ExpectedResult, Juror, PlannedStep, Review
from tejido.stages.funding.sheets import Expected, Line, Sheet, Step
from tejido.stages.funding.terms import EQUAL_SHARES, PANEL_ALONE, Terms
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState, Decision
from tejido.stages.initiatives.models import Initiative
from tests.factories import ground
from tests.factories.ground import TODAY, membership, organisation, person
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW

OPENED = {
    CallState.DRAFT: 5,
    CallState.ANNOUNCED: 5,
    CallState.OPEN: -5,
    CallState.REVIEW: -27,
    CallState.VOTING: -41,
    CallState.COUNTING: -48,
    CallState.DECIDED: -56,
    CallState.CANCELLED: -5,
}
"""On which day from today a call opens that is in this state today."""
PESOS = 100
TOTAL = 300_000 * PESOS
SEED = 20261102


def days(opens_on: date, decision: str = Decision.BALLOT) -> dict[str, date | None]:
    """The dates of a call that opens on this day."""
    votes = decision not in PANEL_ALONE
    return {
        "opens_on": opens_on,
        "closes_on": opens_on + timedelta(days=25),
        "reviewed_by": opens_on + timedelta(days=35),
        "votes_from": opens_on + timedelta(days=40) if votes else None,
        "votes_until": opens_on + timedelta(days=47) if votes else None,
        "decided_by": opens_on + timedelta(days=55),
    }


def funder(**kwargs) -> Organisation:
    """A verified funder, open."""
    return organisation(kind=Kind.FUNDER, **({"name": "Fundación (ejemplo)"} | kwargs))


def coordinator(of: Organisation) -> Person:
    """Somebody who coordinates the organisation."""
    return membership(person(), of, Role.COORDINATOR).person


def old_initiative(of: Organisation | None = None, **kwargs) -> Initiative:
    """An open initiative of Juárez that has existed for years."""
    return initiative(of, **({"began_on": TODAY - timedelta(days=900)} | kwargs))


def terms(**kwargs) -> Terms:
    """A call for Juárez with a ballot that can be announced today."""
    decision = kwargs.get("decision", Decision.BALLOT)
    values = {
        "title": "Lo que ya hacemos",
        "about": "Para lo que vecinas y vecinos ya hacen.",
        "total": TOTAL,
        "least": 5_000 * PESOS,
        "most": 120_000 * PESOS,
        "places": [ground.place()],
        "decision": decision,
    }
    return Terms(**(values | days(TODAY + timedelta(days=5), decision) | kwargs))


def call(state: str = CallState.OPEN, of: Organisation | None = None, **kwargs) -> Call:
    """A call for Juárez in any state, without having gone through those before; columns can be given."""
    decision = kwargs.get("decision", Decision.BALLOT)
    opens_on = TODAY + timedelta(days=OPENED[CallState(state)])
    is_draft = state == CallState.DRAFT
    past_review = state in {CallState.VOTING, CallState.COUNTING, CallState.DECIDED}
    values = {
        "funder": of or funder(),
        "title": "Lo que ya hacemos",
        "searchable": "lo que ya hacemos",
        "place": kwargs.get("place") or ground.place(),
        "total": TOTAL,
        "least": 5_000 * PESOS,
        "most": 120_000 * PESOS,
        "decision": decision,
        "state": state,
        "state_since": TODAY,
        "drafted_on": opens_on - timedelta(days=10),
        "announced_on": None if is_draft else opens_on - timedelta(days=5),
        "admitted_on": opens_on + timedelta(days=35) if past_review else None,
        "seed": None if is_draft else SEED,
        **({} if decision in PANEL_ALONE else EQUAL_SHARES),
    }
    return Call.objects.create(**(values | days(opens_on, decision) | kwargs))


def application(
    to: Call | None = None, of: Initiative | None = None, state: str = ApplicationState.SENT, **kwargs
) -> Application:
    """A complete application of 60,000 pesos, in any state; `amount` can be given in hundredths."""
    to, of = to or call(), of or old_initiative()
    amount = kwargs.pop("amount", 60_000 * PESOS)
    values = {
        "call": to,
        "initiative": of,
        "place": of.place,
        "causes": of.causes,
        "title": "Luz y porterías",
        "searchable": "luz y porterias",
        "summary": "Para que se entrene hasta las nueve.",
        "amount": amount,
        "profile": of.profile,
        "state": state,
        "state_since": TODAY,
        "drafted_on": TODAY,
        "sent_on": None if state == ApplicationState.DRAFT else to.opens_on,
        "declared_on": None if state == ApplicationState.DRAFT else to.opens_on,
    }
    made = Application.objects.create(**(values | kwargs))
    first = max(amount // 3, 1)
    for number, (what, part) in enumerate((("Luminarias", first), ("Porterías", amount - first)), 1):
        CostLine.objects.create(application=made, number=number, what=what, amount=part)
        due_on = to.decided_by + timedelta(days=30 * number)
        PlannedStep.objects.create(application=made, number=number, what=f"{what} puestas", due_on=due_on, amount=part)
    ExpectedResult.objects.create(
        application=made, number=1, what="jóvenes que entrenan", figure=Decimal(60), unit="jóvenes"
    )
    return made


def admitted(to: Call, number: int, **kwargs) -> Application:
    """An application of an initiative of its own that stands on the ballot with this number."""
    of = kwargs.pop("of", None) or old_initiative(title=f"Iniciativa {number}")
    about = {"title": f"Proyecto {number}", "searchable": f"proyecto {number}"}
    return application(to, of, ApplicationState.ADMITTED, **(about | {"number": number} | kwargs))


def being_voted(projects: int = 3, state: str = CallState.VOTING, **kwargs) -> Call:
    """A call that is being voted on (or in another state after that), with so many admitted applications."""
    made = call(state, **kwargs)
    for number in range(1, projects + 1):
        admitted(made, number, amount=30_000 * PESOS * number)
    return made


def juror(of: Call, who: Person | None = None) -> Person:
    """Somebody who reviews for the call."""
    who = who or person()
    Juror.objects.create(call=of, person=who, is_invited=True, named_on=TODAY)
    return who


def reviewed(of: Application, *, admits: bool = True, by: int = 2, points: int | None = 7) -> Application:
    """The application, with reviews of so many who agree."""
    for _ in range(by):
        Review.objects.create(
            application=of, reviewer=juror(of.call), admits=admits, points=points, reasons="Claro.", reviewed_on=TODAY
        )
    return of


def sheet(**kwargs) -> Sheet:
    """All that an application says, for a call that opens in five days."""
    late = TODAY + timedelta(days=100)
    values = {
        "title": "Luz y porterías",
        "summary": "Para que se entrene hasta las nueve.",
        "lines": [Line("Luminarias", 40_000 * PESOS), Line("Maestro de obra", 20_000 * PESOS, "work")],
        "steps": [Step("Luz encendida", late, 40_000 * PESOS), Step("Torneo", late + timedelta(60), 20_000 * PESOS)],
        "expected": [Expected("jóvenes que entrenan", Decimal(60), "jóvenes")],
    }
    return Sheet(**(values | kwargs))


@dataclass
class Round:
    """A call that went through the actions, with its people: `runner` of the funder, `applicant` of the initiative."""

    call: Call
    runner: Person
    initiative: Initiative
    applicant: Person


def announced(now: datetime = NOW, **kwargs) -> Round:
    """A call that its funder announced, and an initiative that could apply."""
    of = funder()
    runner = coordinator(of)
    made = calls.draft_call(terms(**kwargs), funder=of, by=runner, now=now)
    made = calls.announce_call(made, by=runner, now=now)
    house = organisation()
    return Round(made, runner, old_initiative(house), coordinator(house))


def opened(**kwargs) -> Round:
    """The same once it has opened; acts on it happen on `OPEN_DAY`."""
    found = announced(**kwargs)
    call_clock.turn_calls(now=OPEN_DAY)
    found.call.refresh_from_db()
    return found


def applied(at: Round | None = None, **kwargs) -> Application:
    """An application that was written and sent through the actions, on `OPEN_DAY`."""
    at = at or opened()
    made = applications.start_application(at.call, initiative=at.initiative, by=at.applicant, now=OPEN_DAY)
    made = applications.write_application(made, sheet(**kwargs), version=made.version, by=at.applicant, now=OPEN_DAY)
    return applications.send_application(made, declares=True, agrees=True, by=at.applicant, now=OPEN_DAY)


OPEN_DAY = NOW + timedelta(days=5)
