"""What people change about their own account."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tejido.ground.people.actions.keys import WrongPassword, relock_key
from tejido.ground.people.actions.opening import NameTaken
from tejido.ground.people.models import Person, fresh_mark
from tejido.ground.people.names import handle_of, seal
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action


class NoSuchLanguage(Refused):
    """The pages are not kept in this language."""

    message = _("The pages are not kept in this language.")
    field = "language"


@action
def change_name(*, name: str, by: Person, now: datetime) -> Person:  # noqa: ARG001  every action knows its moment
    """Sign in under another name from now on. Raises NameTaken."""
    person = check_keeps_account(by)
    person.handle = handle_of(name)
    person.name_sealed = seal(name.strip(), purpose="name")
    try:
        with transaction.atomic():
            person.save(update_fields=["handle", "name_sealed"])
    except IntegrityError as problem:
        person.refresh_from_db()
        raise NameTaken from problem
    return person


@action
def change_language(*, language: str, by: Person, now: datetime) -> Person:  # noqa: ARG001
    """Read pages after sign-in, and mail, in another language. Raises NoSuchLanguage."""
    person = check_keeps_account(by)
    if language not in dict(settings.LANGUAGES):
        raise NoSuchLanguage
    person.language = language
    person.save(update_fields=["language"])
    return person


@action
@sensitive_variables()
def change_password(*, password: str, current: str, by: Person, now: datetime) -> Person:  # noqa: ARG001
    """Set a new password; every session ends but the one that is bound anew to the returned person.

    The person's key, if they have one, is opened with the current password and locked with the new one; nothing that
    was sealed to it changes. Raises WrongPassword.
    """
    person = check_keeps_account(by)
    if not person.check_password(current):
        raise WrongPassword
    relock_key(person, current=current, password=password)
    person.set_password(password)
    person.session_mark = fresh_mark()
    person.save(update_fields=["password", "session_mark"])
    return person


@action
def end_sessions(*, by: Person, now: datetime) -> Person:  # noqa: ARG001
    """End every session of the account, this one included."""
    person = check_keeps_account(by)
    person.session_mark = fresh_mark()
    person.save(update_fields=["session_mark"])
    return person
