"""Private addresses of a roundtable's calendar."""

import secrets
from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.roundtables.models import CalendarKey, Roundtable
from tejido.stages.roundtables.policies.roundtables import check_is_inside
from tejido.stages.roundtables.queries.calendars import digest_of

BYTES = 24


@action
def make_calendar_key(roundtable: Roundtable, *, by: Person, now: datetime) -> str:
    """Return the secret part of a private calendar address, shown this once; an earlier one of the person ends.

    Raises NotAllowed.
    """
    check_is_inside(by, roundtable)
    secret = secrets.token_urlsafe(BYTES)
    CalendarKey.objects.filter(roundtable=roundtable, person=by).delete()
    CalendarKey.objects.create(roundtable=roundtable, person=by, digest=digest_of(secret), made_on=localdate(now))
    return secret


@action
def revoke_calendar_key(roundtable: Roundtable, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """End one's private calendar address; calendars that know it get nothing more. Raises NotAllowed."""
    check_is_inside(by, roundtable)
    CalendarKey.objects.filter(roundtable=roundtable, person=by).delete()
