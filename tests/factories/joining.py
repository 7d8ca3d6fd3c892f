"""Initiatives whose coordinators can read, requests to join them, and people who take part."""

import re
from dataclasses import dataclass
from uuid import uuid4

from tejido.engines.sealing import Pair
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.actions.joining import Sent
from tejido.stages.initiatives.models import Initiative, Participation
from tests.factories import ground, initiatives, vault
from tests.factories.ground import TODAY
from tests.factories.moments import NOW

CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{5}\b")


@dataclass(frozen=True)
class Run:
    """An initiative and one coordinator with a key."""

    initiative: Initiative
    coordinator: Person
    pair: Pair


def run(organisation=None, **kwargs) -> Run:
    """An initiative that can be asked."""
    found = initiatives.initiative(organisation, **kwargs)
    coordinator = ground.person()
    ground.membership(coordinator, found.organisation, Role.COORDINATOR)
    return Run(found, coordinator, vault.key_of(coordinator))


def ask(of: Run, by: Person | None = None, now=NOW, **kwargs) -> Sent:
    """A request to join."""
    said = {"motive": "Sé de contabilidad", "contact": "", "token": uuid4()} | kwargs
    return actions.ask_to_join(of.initiative, **said, by=by, now=now)


def participation(of: Initiative | None = None, who: Person | None = None) -> Participation:
    """Somebody takes part."""
    of, who = of or initiatives.initiative(), who or ground.person()
    return Participation.objects.create(initiative=of, person=who, began_on=TODAY)
