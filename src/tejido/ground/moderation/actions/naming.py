"""Whom the host asks to look at pages."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation import policies
from tejido.ground.moderation.models import Moderator
from tejido.ground.people.models import Person
from tejido.ground.people.names import handle_of
from tejido.ground.web.acting import Refused, action


class UnknownName(Refused):
    """No account has the name."""

    message = _("No account has this name. Ask the person how they sign in here.")
    field = "name"


@action
def name_moderator(*, name: str, by: Person, now: datetime) -> Moderator:
    """Ask the owner of an account, by the name they sign in with, to look at pages; they need a second factor.

    The host may. Naming somebody twice changes nothing. Raises NotAllowed, UnknownName.
    """
    policies.check_names_moderators(by)
    person = Person.objects.filter(handle=handle_of(name), is_active=True).first()
    if person is None:
        raise UnknownName
    return Moderator.objects.get_or_create(person=person, defaults={"named_on": localdate(now)})[0]


@action
def end_moderator(moderator: Moderator, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Ask somebody no longer. The host may. Raises NotAllowed."""
    policies.check_names_moderators(by)
    moderator.delete()
