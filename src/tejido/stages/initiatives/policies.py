"""Who may do what for an initiative: its organisation proposes, its coordinators publish and change."""

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import Standing, is_host, standing
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import State


def check_may_propose(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they belong to this civil society organisation."""
    held = standing(person, organisation)
    if organisation.kind != Kind.CIVIL_SOCIETY or not held.belongs:
        raise NotAllowed
    return held


def may_change(held: Standing, initiative: Initiative) -> bool:
    """Say whether who holds this standing may change the page: coordinators; of a draft every member."""
    return held.coordinates or (held.belongs and initiative.state == State.DRAFT)


def check_may_change(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may change the page."""
    held = standing(person, initiative.organisation)
    if not may_change(held, initiative):
        raise NotAllowed
    return held


def check_may_run(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate its organisation."""
    held = standing(person, initiative.organisation)
    if not held.coordinates:
        raise NotAllowed
    return held


def check_may_choose_profile(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate its organisation, or are the host."""
    held = standing(person, initiative.organisation)
    if not held.coordinates and not is_host(person):
        raise NotAllowed
    return held
