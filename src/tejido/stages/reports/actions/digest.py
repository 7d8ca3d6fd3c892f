"""The daily mail about inboxes: at a fixed hour, also when nothing waits, and always of the same length.

A mail that came with each report would tell whoever watches the mailbox when it was sent. It names no organisation, no
report and no number.
"""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, override

from tejido.ground.people import mail
from tejido.ground.people.models import Person
from tejido.ground.web.acting import sealed_action
from tejido.stages.reports.models import DigestWish
from tejido.stages.reports.policies.inbox import check_has_inbox
from tejido.stages.reports.queries.inbox import something_waits_for

HOUR = 8
"""From when it goes, in the site's zone."""


@sealed_action
def choose_digest(*, wanted: bool, by: Person, now: datetime) -> None:  # noqa: ARG001  every action knows its moment
    """Begin or end the daily mail about the person's inboxes. Raises NotAllowed for who has none."""
    check_has_inbox(by)
    if wanted:
        DigestWish.objects.get_or_create(person=by)
    else:
        DigestWish.objects.filter(person=by).delete()


def send_inbox_digests(*, now: datetime) -> int:
    """Hand today's mails to the task queue; return how many. Runs every hour, and twice without harm."""
    if not mail.is_set_up() or localtime(now).hour < HOUR:
        return 0
    due = DigestWish.objects.filter(Q(mailed_on=None) | Q(mailed_on__lt=localdate(now)))
    due = due.filter(person__is_active=True, person__email_sealed__isnull=False).select_related("person")
    return sum(_write_to(wish, now) for wish in due.order_by("pk"))


@transaction.atomic
def _write_to(wish: DigestWish, now: datetime) -> bool:
    wish.mailed_on = localdate(now)
    wish.save(update_fields=["mailed_on"])
    person = wish.person
    with override(person.language):
        subject, body = letter(waits=something_waits_for(person))
    transaction.on_commit(partial(mail.post, person.email, subject, body))
    return True


def letter(*, waits: bool) -> tuple[str, str]:
    """Return subject and text in the active language; the text is as long whether something waits or not."""
    sentences = {True: gettext("Something waits for an answer."), False: gettext("Nothing waits for an answer.")}
    longest = max(map(len, sentences.values()))
    where = gettext("Open your inbox here: %(url)s") % {"url": settings.SITE_URL + reverse("inbox-list")}
    always = gettext("This mail comes every day at the same hour, whether something came or not.")
    return gettext("Your inbox today"), "\n\n".join([sentences[waits].ljust(longest), where, always]) + "\n"
