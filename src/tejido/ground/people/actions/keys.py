"""A person's key: making one, locking it with a new password, beginning anew where the password is lost."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tejido.engines.sealing import CannotOpen, draw_pair
from tejido.ground.people.locking import lock_private, unlock_private
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action


class HasKey(Refused):
    """The person has a key; another would make what was sealed to this one unreadable."""

    message = _("You have a key already.")


class WrongPassword(Refused):
    """The password is not the person's, or does not open their key."""

    message = _("That is not your password.")
    field = "current_password"


@action
@sensitive_variables()
def make_key(*, password: str, by: Person, now: datetime) -> PersonKey:
    """Make the person's key, locked with their password. Raises HasKey, WrongPassword.

    It reads nothing yet: a colleague compares its fingerprint and lets it in.
    """
    person = Person.objects.select_for_update().get(pk=check_keeps_account(by).pk)
    if PersonKey.objects.filter(person=person).exists():
        raise HasKey
    if not person.check_password(password):
        raise WrongPassword
    return draw_key(person, password, localdate(now))


def draw_key(person: Person, password: str, today: date) -> PersonKey:
    """Give the person a new pair. Part of an action, inside its transaction."""
    pair = draw_pair()
    locked = lock_private(pair.private, password)
    return PersonKey.objects.create(person=person, public=pair.public, locked=locked, made_on=today)


def relock_key(person: Person, *, current: str, password: str) -> None:
    """Lock the person's key, where they have one, with a new password. Part of an action. Raises WrongPassword."""
    key = PersonKey.objects.select_for_update().filter(person=person).first()
    if key is None:
        return
    try:
        private = unlock_private(bytes(key.locked), current)
    except CannotOpen:
        raise WrongPassword from None
    key.locked = lock_private(private, password)
    key.save(update_fields=["locked"])


def replace_key(person: Person, password: str, today: date) -> None:
    """Give a person whose password is lost another key in place of the one that nobody can open any more.

    With the old row goes every key that was wrapped for it. Part of an action.
    """
    if PersonKey.objects.filter(person=person).delete()[0]:
        draw_key(person, password, today)
