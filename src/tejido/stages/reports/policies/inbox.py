"""Who may read an inbox: members of a citizens' organisation, liaisons of an institution; nobody of a funder."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.reports.queries.inbox import organisations_read_by


def reads(person: Person | None, organisation: Organisation) -> bool:
    """Say whether the person may open the inbox of the organisation now. What their keys open is another matter."""
    return organisations_read_by(person).filter(pk=organisation.pk).exists()


def check_reads(person: Person | None, organisation: Organisation) -> Person:
    """Return the person. Raises NotAllowed unless they may open the inbox of the organisation now."""
    if person is None or not reads(person, organisation):
        raise NotAllowed(_("This inbox is for those who belong to the organisation."))
    return person


def check_has_inbox(person: Person | None) -> Person:
    """Return the person. Raises NotAllowed unless there is any inbox that they may open."""
    if person is None or not organisations_read_by(person).exists():
        raise NotAllowed
    return person
