"""Erasing an account, and forgetting what nobody needs any more."""

from datetime import datetime

from django.contrib.sessions.models import Session

from tejido.ground.people import erasure, limits, mail
from tejido.ground.people.models import Person
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import action


@action
def erase_account(*, by: Person, now: datetime) -> None:
    """Erase the account and all that is tied to it; what remains are counts.

    Apps above clear their own rows first (tejido.ground.people.erasure); memberships, follows, codes and second factors
    go with the row. Open sessions end, since their person is gone.
    """
    person = check_keeps_account(by)
    erasure.clear_all(person, now)
    person.delete()


@action
def forget_the_past(*, now: datetime) -> dict[str, int]:
    """Erase sessions, tallies, limits and mails whose time is over; return how many of each. Runs daily."""
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "limits": limits.forget_old(now),
        "mails": mail.forget_sent(),
    }
