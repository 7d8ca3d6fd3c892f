"""Who may say that an organisation listens, and who may stop all listening."""

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import is_host, standing
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed


def may_describe_listening(person: Person | None, organisation: Organisation) -> bool:
    """Say whether the person may say what the organisation does with reports: its coordinators and liaisons.

    Never the host, who reads no report and can promise nothing about them; never anybody of a funder.
    """
    held = standing(person, organisation)
    return organisation.kind != Kind.FUNDER and (held.coordinates or held.speaks)


def check_may_describe_listening(person: Person | None, organisation: Organisation) -> None:
    """Raise NotAllowed unless the person may say what the organisation does with reports."""
    if not may_describe_listening(person, organisation):
        raise NotAllowed


def check_may_stop_all(person: Person | None) -> None:
    """Raise NotAllowed unless the person runs this instance."""
    if not is_host(person):
        raise NotAllowed
