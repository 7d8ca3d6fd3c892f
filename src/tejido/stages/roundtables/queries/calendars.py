"""Reads for calendar feeds."""

import hashlib
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tejido.ground.organisations.profiles import Output
from tejido.stages.roundtables.models import CalendarKey, Meeting, Roundtable
from tejido.stages.roundtables.queries.meetings import all_meetings, meetings_shown
from tejido.stages.roundtables.queries.roundtables import inside

PAST = timedelta(days=400)
"""How long a feed keeps what is over."""


def digest_of(secret: str) -> str:
    """Return what is kept of the secret part of a private address (192 random bits need no slow hash)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def public_calendar(roundtable: Roundtable, today: date) -> QuerySet[Meeting]:
    """Return the meetings that anybody's calendar may show; none at all for roundtables that are not open."""
    return _recent(meetings_shown(Output.CALENDAR, today).filter(roundtable=roundtable), today)


def private_calendar(secret: str, today: date) -> tuple[Roundtable, QuerySet[Meeting]] | None:
    """Return the roundtable and the meetings that a private address shows; None where it is not valid (any more).

    It is valid as long as its person is inside the roundtable.
    """
    found = CalendarKey.objects.filter(digest=digest_of(secret)).select_related("person").first()
    open_to = Roundtable.objects.filter(inside(found.person)) if found else Roundtable.objects.none()
    roundtable = open_to.filter(pk=found.roundtable_id).select_related("place").first() if found else None
    if roundtable is None:
        return None
    called = all_meetings().filter(Q(called_on__isnull=False) | Q(recorded_on__isnull=False))
    return roundtable, _recent(called.filter(roundtable=roundtable), today)


def _recent(meetings: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    return meetings.filter(starts_at__date__gte=today - PAST).order_by("starts_at", "number")
