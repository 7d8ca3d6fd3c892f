"""Limits on guessing. They go by account (allauth's, in the database cache) and by the whole site (here).

Never by the address of a machine: behind an onion service, a village's one router or a mobile operator everybody has
the same one. Once the site as a whole has seen too many failures, one try is let through every `EASE`, so that a flood
of guesses becomes a trickle and nobody is locked out for good.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from tejido.ground.people.models import LimitRow, Tally
from tejido.ground.people.names import digest_of

EASE = timedelta(seconds=2)


@dataclass(frozen=True)
class SiteLimit:
    """So many of one kind within a span of time, over the whole site, before they are slowed down."""

    what: str
    number: int
    per: timedelta

    def span(self, now: datetime) -> int:
        """Return the number of the span of time that `now` lies in."""
        return int(now.timestamp() // self.per.total_seconds())


FAILED_SIGN_INS = SiteLimit("sign-in", 300, timedelta(minutes=5))
FAILED_RECOVERIES = SiteLimit("recovery", 100, timedelta(minutes=5))
SIGN_UPS = SiteLimit("sign-up", 300, timedelta(hours=1))
CONFIRMATION_MAILS = SiteLimit("mail", 100, timedelta(hours=1))


def count(limit: SiteLimit, now: datetime) -> None:
    """Count one more."""
    row = Tally.objects.filter(what=limit.what, span=limit.span(now))
    if not row.update(number=F("number") + 1):
        Tally.objects.get_or_create(what=limit.what, span=limit.span(now), defaults={"eased_at": now})
        row.update(number=F("number") + 1)


def may_try(limit: SiteLimit, now: datetime) -> bool:
    """Say whether one more try may be made now; past the limit, one every `EASE` may."""
    row = Tally.objects.filter(what=limit.what, span=limit.span(now), number__gte=limit.number)
    if not row.exists():
        return True
    return row.filter(eased_at__lte=now - EASE).update(eased_at=now) == 1


def row_key(key: str, prefix: str, version: int) -> str:
    """Return the key of a row of the database cache: a digest, since allauth's own keys carry ids of accounts."""
    return digest_of(f"{prefix}:{version}:{key}", purpose="tejido-limits")


def forget_old(now: datetime) -> int:
    """Erase what no limit needs any more; return the number of rows."""
    spans = Tally.objects.filter(eased_at__lte=now - timedelta(days=1)).delete()[0]
    return spans + LimitRow.objects.filter(expires__lt=now).delete()[0]
