"""Mail to somebody who confirmed an address, or is confirming one.

It waits in the task table, which a thief may read: so it waits sealed. A failure is written down without what the mail
server answered, since that repeats the address.
"""

import json
from contextlib import suppress
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tejido.ground.people.names import seal, unseal

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


class Undelivered(Exception):  # noqa: N818  names what happened
    """The mail server took no mail; the reason is not kept, since it names the address."""


def is_set_up() -> bool:
    """Say whether this instance sends mail: never in training, and not before a mail server is configured."""
    return not settings.TRAINING and settings.EMAIL_BACKEND != NOWHERE


def post(to: str, subject: str, body: str, *, headers: dict[str, str] | None = None) -> None:
    """Have a plain text mail sent by the worker; nothing where the instance sends none."""
    if is_set_up():
        letter = {"to": to, "subject": subject, "body": body, "headers": headers or {}}
        deliver.enqueue(seal(json.dumps(letter), purpose="mail").hex())


@task()
def deliver(sealed: str) -> None:
    """Send one sealed mail. Raises Undelivered."""
    if not is_set_up():
        return
    letter = json.loads(unseal(bytes.fromhex(sealed), purpose="mail"))
    with suppress(SMTPException, OSError):
        EmailMessage(letter["subject"], letter["body"], to=[letter["to"]], headers=letter["headers"]).send()
        return
    raise Undelivered


def forget_sent() -> int:
    """Erase the rows of mails that were sent or given up; return their number."""
    finished = DBTaskResult.objects.filter(task_path=deliver.module_path, finished_at__isnull=False)
    return finished.delete()[0]
