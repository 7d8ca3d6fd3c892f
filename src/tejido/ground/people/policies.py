"""Who may do what with an account: its owner, and nobody else."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed


def check_keeps_account(person: Person | None) -> Person:
    """Return the person where the account is open. Raises NotAllowed otherwise."""
    if person is None or not person.is_active:
        raise NotAllowed(_("Sign in first."))
    return person
