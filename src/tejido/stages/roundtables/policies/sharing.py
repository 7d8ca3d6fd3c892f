"""Who has texts, pictures and bulletins drawn. They hold only what is public; somebody reads a draft first."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.queries import memberships_of
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.models import Roundtable, Staff
from tejido.stages.roundtables.policies.commitments import is_inside


def check_draws_for(person: Person, roundtable: Roundtable) -> None:
    """Raise NotAllowed unless the person runs the roundtable or belongs to an organisation that sits there."""
    if not is_inside(person, roundtable):
        raise NotAllowed(
            _("Only those who run the roundtable and the organisations that sit at it can have this drawn.")
        )


def check_draws(person: Person) -> None:
    """Raise NotAllowed unless the person belongs to an organisation or runs a roundtable."""
    runs = Staff.objects.filter(person=person, ended_on=None).exists()
    if not (person.is_active and (runs or memberships_of(person).exists())):
        raise NotAllowed(_("Only people of organisations, and those who run a roundtable, can have this drawn."))
