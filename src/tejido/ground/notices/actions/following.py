"""Following something, and no longer."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.ground.notices import digest
from tejido.ground.notices.models import Follow
from tejido.ground.notices.subjects import described
from tejido.ground.people.models import Person
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action


class NothingToFollow(Refused):
    """There is no such subject, or it is not shown to this person."""

    message = _("There is nothing here that you could follow.")


@action
def follow(*, subject: str, by: Person, now: datetime) -> Follow:
    """Hear from now on what happens to `subject` (its name in the record); following twice changes nothing.

    Raises NothingToFollow where it is not shown to the person.
    """
    person = check_keeps_account(by)
    if subject not in described([subject], person):
        raise NothingToFollow
    today = timezone.localdate(now)
    return Follow.objects.get_or_create(person=person, subject=subject, defaults={"began_on": today})[0]


@action
def unfollow(*, subject: str, by: Person, now: datetime) -> None:  # noqa: ARG001  every action knows its moment
    """Hear no more of `subject`; nothing happens where the person did not follow it."""
    Follow.objects.filter(person=check_keeps_account(by), subject=subject).delete()


@action
def unfollow_by_mail(*, token: str, now: datetime) -> bool:  # noqa: ARG001  every action knows its moment
    """End the following that a key in the mail belongs to; say whether it was a key. Nobody signs in for it."""
    found = digest.follow_of(token)
    if found is not None:
        person, subject = found
        Follow.objects.filter(person=person, subject=subject).delete()
    return found is not None
