"""Budgets, lines, classifications, announced shifts, and a call that was decided by a ballot."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.funding.actions.budgets import About, LineRow, add_budget_source, import_budget_lines
from tejido.stages.funding.actions.budgets_classifying import propose_classification
from tejido.stages.funding.actions.budgets_moved import Said, announce_shift
from tejido.stages.funding.models import (
    Announcement,
    Application,
    BudgetLine,
    BudgetSource,
    Call,
    CastBallot,
    Classification,
)
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW

REASON = "El programa paga canchas y talleres para jóvenes; véase su cuenta pública."


def host() -> Person:
    """Who runs the site."""
    return ground.person(is_host=True)


def about(**changes: object) -> About:
    """A municipal budget of Juárez, as its host would add it."""
    values = {
        "name": "Presupuesto de Juárez 2026 (ejemplo)",
        "kind": "municipal",
        "place": ground.place(),
        "publisher": "Municipio de Juárez (ejemplo)",
        "document": "Presupuesto de Egresos 2026",
        "url": "https://ejemplo.mx/presupuesto",
    }
    return About(**(values | changes))


def row(code: str = "101", year: int = 2026, **changes: object) -> LineRow:
    """A line of 1,000,000 pesos that are approved; nobody knows what it buys."""
    values = {"name": f"Programa {code}", "amounts": {"approved": 100_000_000}}
    return LineRow(year=year, code=code, **(values | changes))


def source(*rows: LineRow, by: Person | None = None, **changes: object) -> BudgetSource:
    """A budget with lines; with one line where none is given."""
    who = by or host()
    made = add_budget_source(about(**changes), organisation=None, by=who, now=NOW)
    import_budget_lines(made, rows or [row()], by=who, now=NOW)
    made.refresh_from_db()
    return made


def line(**changes: object) -> BudgetLine:
    """A line of a budget of its own."""
    return source(row(**changes)).lines.get()


def forces(pesos: int, year: int = 2026) -> LineRow:
    """A line of interdiction, by its functional code."""
    return row("161", year, name="Defensa", scheme="CONAC", function="161", amounts={"approved": pesos * 100})


def speaker(kind: str = Kind.CIVIL_SOCIETY, **changes: object) -> Person:
    """Who coordinates a verified, open organisation."""
    return ground.membership(ground.person(), ground.organisation(kind=kind, **changes), Role.COORDINATOR).person


def organisation_of(who: Person):
    """The organisation that somebody coordinates."""
    return who.memberships.get().organisation


def proposal(of: BudgetLine | None = None, category: str = "causes", by: Person | None = None) -> Classification:
    """What an organisation says of a line."""
    who = by or speaker()
    said = {"category": category, "reason": REASON, "organisation": organisation_of(who)}
    return propose_classification(of or line(), **said, by=who, now=NOW)


def said(**changes: object) -> Said:
    """What was announced."""
    values = {
        "what": "Cien millones para espacios públicos",
        "said_by": "Secretaría de Hacienda (ejemplo)",
        "announced_on": TODAY,
        "source": "https://ejemplo.mx/comunicado-12",
        "from_category": "interdiction",
        "to_category": "causes",
        "amount": 10_000_000_000,
        "year": 2026,
        "place": ground.place(),
    }
    return Said(**(values | changes))


def announcement(by: Person | None = None, **changes: object) -> Announcement:
    """A shift that an organisation of citizens entered."""
    who = by or speaker()
    return announce_shift(said(**changes), organisation=organisation_of(who), by=who, now=NOW)


def decided_call(
    costs: Mapping[int, int],
    ballots: Sequence[Sequence[int]],
    *,
    total: int,
    chosen: Sequence[int] = (),
    **changes: object,
) -> Call:
    """A call that a ballot decided: costs in pesos by number, what each voter approved, who was chosen."""
    day = TODAY - timedelta(days=60)
    place: Place = ground.place()
    values = {
        "funder": ground.organisation(kind=Kind.FUNDER),
        "title": "Convocatoria de barrios (ejemplo)",
        "searchable": "convocatoria",
        "place": place,
        "total": total * 100,
        "opens_on": day,
        "closes_on": day,
        "reviewed_by": day,
        "votes_from": day,
        "votes_until": day,
        "decided_by": TODAY,
        "rule": "mes",
        "utility": "cost",
        "completion": "add1",
        "stop": "exhaustive",
        "ties": "cost-votes-lot",
        "seed": 7,
        "drafted_on": day,
        "state": CallState.DECIDED,
        "state_since": TODAY,
        "announced_on": day,
    }
    call = Call.objects.create(**(values | changes))
    for number, cost in costs.items():
        application(call, number, cost, state=_state(number, chosen))
    CastBallot.objects.bulk_create(
        CastBallot(call=call, choices=[[number, 1] for number in sorted(one)]) for one in ballots
    )
    return call


def _state(number: int, chosen: Sequence[int]) -> ApplicationState:
    return ApplicationState.CHOSEN if number in chosen else ApplicationState.NOT_CHOSEN


def application(call: Call, number: int, pesos: int, *, state: str, **changes: object) -> Application:
    """What an initiative asked for on a ballot."""
    its = initiative(title=f"Iniciativa {number}", profile=changes.get("profile", Profile.OPEN))
    values = {
        "call": call,
        "initiative": its,
        "place": its.place,
        "causes": ["lack_of_public_space"],
        "title": f"Obra {number}",
        "amount": pesos * 100,
        "profile": its.profile,
        "state": state,
        "state_since": TODAY,
        "sent_on": TODAY,
        "drafted_on": TODAY,
        "number": number,
    }
    return Application.objects.create(**(values | changes))
