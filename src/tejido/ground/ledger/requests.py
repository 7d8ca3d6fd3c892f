"""What middleware of a higher app puts on the request: who asks, and when."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from tejido.ground.ledger.withdrawal import Asker


def asker_of(request: HttpRequest) -> Asker | None:
    """Return who asks, None for a visitor."""
    return getattr(request, "person", None)


def now_of(request: HttpRequest) -> datetime:
    """Return the moment of the request."""
    return getattr(request, "now", None) or timezone.now()


def today_of(request: HttpRequest) -> date:
    """Return the day of the request where the site is."""
    return timezone.localdate(now_of(request))
