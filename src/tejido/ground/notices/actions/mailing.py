"""The daily mail: choosing it, sending it, stopping it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.ground.notices import digest
from tejido.ground.notices.models import Reader
from tejido.ground.notices.vocabulary import MailKind
from tejido.ground.people import mail
from tejido.ground.people.models import Person
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action


class NoSuchHour(Refused):
    """A day has 24 hours."""

    message = _("Choose an hour between 0 and 23.")
    field = "hour"


@action
def change_mail(*, kind: str, hour: int, by: Person, now: datetime) -> Reader:  # noqa: ARG001  every action knows its moment
    """Say what the daily mail holds, and the hour from which it may come. Raises NoSuchHour."""
    person = check_keeps_account(by)
    if hour not in range(24):
        raise NoSuchHour
    values = {"mail": MailKind(kind), "hour": hour}
    return Reader.objects.update_or_create(person=person, defaults=values)[0]


@action
def stop_mail(*, token: str, now: datetime) -> bool:  # noqa: ARG001
    """Stop the mail of whoever the key in it belongs to; say whether it was a key. Nobody signs in for it."""
    person = digest.person_of(token)
    if person is not None:
        Reader.objects.update_or_create(person=person, defaults={"mail": MailKind.NONE})
    return person is not None


def send_digests(*, now: datetime) -> int:
    """Hand today's mails to the task queue; return how many. Runs every hour, and twice without harm.

    Nothing in training, nor where no mail is set up. Each person is a transaction of their own, so that one problem
    stops nobody else's mail.
    """
    if not mail.is_set_up():
        return 0
    return sum(_write_to(person=person, reader=reader, now=now) for person, reader in list(digest.due(now)))


@transaction.atomic
def _write_to(*, person: Person, reader: Reader, now: datetime) -> bool:
    """Write one person's mail, where there is something new; say whether there was."""
    ready = digest.letter_of(person, reader)
    reader.mailed_on = timezone.localdate(now)
    if ready is not None:
        letter, reader.mailed_through = ready
        transaction.on_commit(partial(mail.post, person.email, letter.subject, letter.body, headers=letter.headers))
    reader.save()
    return ready is not None
