"""Diagnoses and counts of what people tell."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.stages.reports.actions.diagnoses import Writing, draft_diagnosis, publish_diagnosis
from tejido.stages.reports.actions.tallies import count_report, release_due
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.trees import Help, Tree
from tests.factories import ground
from tests.factories.moments import NOW

ZONE = ZoneInfo("America/Mexico_City")
TOLD = datetime(2026, 8, 20, 12, tzinfo=ZONE)  # in the third quarter, whose figures come out on 15 November
OUT = datetime(2026, 11, 15, 9, tzinfo=ZONE)


def writing(**changes) -> Writing:
    """What a workshop wrote on the wall."""
    tree = Tree(
        causes=["Nadie contesta las llamadas", "La calle está oscura"],
        effects=["Los negocios cierran a las cinco"],
        helps=[Help("Luminarias que enciendan", "Obras públicas"), Help("Una ventanilla en la colonia")],
        knows="Lo platicamos tres tardes.\n\nNo sabemos cuántos se fueron.",
    )
    values = {"title": "Cobran piso en la avenida", "tree": tree, "causes": ["weak_policing"]}
    return Writing(**(values | changes))


def draft(of: Organisation | None = None, by=None, profile: str = Profile.OPEN, **changes) -> Diagnosis:
    """A draft of an open diagnosis of Juárez."""
    of = of or ground.organisation()
    by = by or ground.membership(ground.person(), of, Role.COORDINATOR).person
    about = {"organisation": of, "place": ground.place(), "quarter": "2026-3", "profile": profile}
    return draft_diagnosis(writing(**changes), **about, by=by, now=NOW)


def published(of: Organisation | None = None, profile: str = Profile.OPEN, **changes) -> Diagnosis:
    """A published diagnosis."""
    of = of or ground.organisation()
    by = ground.membership(ground.person(), of, Role.COORDINATOR).person
    return publish_diagnosis(draft(of, by, profile, **changes), by=by, now=NOW)


def count(number: int, *, kind: str = "extortion", causes=(), place=None, of=None, quarter="2026-3", now=TOLD) -> None:
    """So many accepted reports, through the door that the inbox uses."""
    of = of or ground.organisation()
    by = ground.membership(ground.person(), of).person
    about = {"organisation": of, "place": place or ground.place(), "quarter": quarter}
    for _ in range(number):
        count_report(**about, kind=kind, causes=causes, by=by, now=now)


def out(on: date | None = None):
    """Let the clock release what is due."""
    return release_due(now=OUT if on is None else datetime.combine(on, OUT.timetz()))
