"""Who may count a report."""

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import standing
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed


def check_may_count(person: Person | None, organisation: Organisation) -> None:
    """Raise NotAllowed unless the person belongs to the organisation, and it is no funder."""
    if organisation.kind == Kind.FUNDER or not standing(person, organisation).belongs:
        raise NotAllowed
