"""Quotas that slow a flood and lose no report.

Past its quota an organisation, or the whole site, does not refuse: the form comes back with all that was typed and a
token that sends after a while, the longer the more is coming. Such a token always sends. A person waits half a minute;
a machine has to wait for every single report. What stops a flood altogether is the emergency switch.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.limits import SiteLimit, count
from tejido.ground.people.models import Tally

PER = timedelta(hours=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(minutes=5)


@dataclass(frozen=True)
class Quotas:
    """The quota of the whole site and of one organisation."""

    site: SiteLimit
    organisation: SiteLimit


def quotas_of(organisation: Organisation) -> Quotas:
    """Return the quotas that a report to `organisation` counts against; its row is named by a digest of its id."""
    most = settings.REPORTS_PER_HOUR
    name = hashlib.blake2b(organisation.pk.bytes, digest_size=6).hexdigest()
    return Quotas(SiteLimit("reports", most, PER), SiteLimit(f"reports:{name}", max(1, most // 3), PER))


def wait_before(organisation: Organisation, now: datetime) -> timedelta:
    """Return how long a report to `organisation` has to wait now: nothing below both quotas, then ever longer."""
    quotas = quotas_of(organisation)
    return max(_wait(quotas.site, now), _wait(quotas.organisation, now))


def count_report(organisation: Organisation, now: datetime) -> None:
    """Count one more report; last in its transaction, since all reports of the hour meet in these rows."""
    quotas = quotas_of(organisation)
    count(quotas.organisation, now)
    count(quotas.site, now)


def _wait(limit: SiteLimit, now: datetime) -> timedelta:
    row = Tally.objects.filter(what=limit.what, span=limit.span(now)).values_list("number", flat=True).first()
    times = (row or 0) // limit.number
    return min(FIRST_WAIT * 2 ** min(times - 1, 8), LONGEST_WAIT) if times else timedelta()
