"""Who may do what for a diagnosis: members of its organisation write it, its coordinators publish it."""

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import Standing, is_host, standing
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.reports.models import Diagnosis


def check_may_draft(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they belong to this civil society organisation."""
    held = standing(person, organisation)
    if organisation.kind != Kind.CIVIL_SOCIETY or not held.belongs:
        raise NotAllowed
    return held


def check_may_write(person: Person | None, diagnosis: Diagnosis) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they belong to its organisation."""
    held = standing(person, diagnosis.organisation)
    if not held.belongs:
        raise NotAllowed
    return held


def check_may_publish(person: Person | None, diagnosis: Diagnosis) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate its organisation."""
    held = standing(person, diagnosis.organisation)
    if not held.coordinates:
        raise NotAllowed
    return held


def check_may_choose_profile(person: Person | None, diagnosis: Diagnosis) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate its organisation, or are the host."""
    held = standing(person, diagnosis.organisation)
    if not held.coordinates and not is_host(person):
        raise NotAllowed
    return held
