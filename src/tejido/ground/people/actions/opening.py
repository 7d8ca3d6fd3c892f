"""Opening an account: on the page, by the host at the command line, for the demo."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.actions.codes import hand_out
from tejido.ground.people.models import Person
from tejido.ground.people.names import handle_of, seal
from tejido.ground.web.acting import Refused, action


class NameTaken(Refused):
    """Somebody signs in under this name already."""

    message = _("Somebody here signs in with this name. Choose another one.")
    field = "name"


def new_person(*, name: str, password: str, today: date, is_host: bool = False, language: str = "es") -> Person:
    """Return an unsaved account."""
    person = Person(
        handle=handle_of(name),
        name_sealed=seal(name.strip(), purpose="name"),
        joined_on=today,
        is_host=is_host,
        language=language,
    )
    person.set_password(password)
    return person


@action
def open_account(*, name: str, password: str, today: date, is_host: bool = False, language: str = "es") -> Person:
    """Make an account without a page: the first host, the demo, tests. Raises NameTaken."""
    return _save(new_person(name=name, password=password, today=today, is_host=is_host, language=language))


@action
def sign_up(*, name: str, password: str, language: str, now: datetime) -> tuple[Person, list[str]]:
    """Make an account and its recovery codes; return both. The codes are in no table: show them at once.

    Raises NameTaken.
    """
    person = _save(new_person(name=name, password=password, today=now.date(), language=language))
    return person, hand_out(person, typed_again=True)


def _save(person: Person) -> Person:
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as problem:
        raise NameTaken from problem
    return person
