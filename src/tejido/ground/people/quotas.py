"""How often one account may do something that others have to read: generous for people, tight for machines.

Counted in the database cache under a digest (see `limits.row_key`), for a day, so that no table says who wrote what.
What is refused does not count, since the transaction that counted it is undone.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused

A_DAY = 26 * 60 * 60  # seconds; longer than any day is


class Enough(Refused):
    """The account has done this as often today as one may."""

    message = _("From this account as many came today as a day allows. What you wrote is still here; send it tomorrow.")


@dataclass(frozen=True)
class Quota:
    """So many of one kind a day and account."""

    what: str
    a_day: int


PROPOSALS = Quota("propose", 20)
UPDATES = Quota("update", 40)
"""A coordinator of a federation enters a dozen initiatives in an afternoon, and one of a march tells of it all day."""


def spend(quota: Quota, person: Person, now: datetime) -> None:
    """Count one more for the account, in an action. Raises Enough. Hosts are not counted: they bring archives in."""
    if person.is_host:
        return
    key = f"quota:{quota.what}:{person.pk}:{localdate(now)}"
    cache.add(key, 0, A_DAY)
    if cache.incr(key) > quota.a_day:
        raise Enough
