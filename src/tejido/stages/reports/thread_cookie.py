"""The thread's own cookie: for a quarter of an hour after each step the receipt need not be typed again.

It holds the receipt sealed under the instance's secret, and the moment until which it holds. Nothing of it is kept
here. It is strict, gone with the browser, and the quick exit takes it away.
"""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tejido.stages.reports.sealed_words import NotOurs, open_words, seal_words

IDLE = timedelta(minutes=15)
_PURPOSE = "thread-cookie"


def name() -> str:
    """Return the cookie's name; on https browsers take it from this very host only."""
    return "__Host-n" if settings.HTTPS else "n"


def remember(response: HttpResponse, receipt: str, now: datetime) -> None:
    """Have the browser hold the receipt for the next steps."""
    until = int((now + IDLE).timestamp())
    sealed = seal_words(json.dumps([receipt, until]).encode(), purpose=_PURPOSE)
    response.set_cookie(name(), sealed, secure=settings.HTTPS, httponly=True, samesite="Strict")


def remembered(request: HttpRequest, now: datetime) -> str | None:
    """Return the receipt that the browser holds; None where there is none, or its time is over."""
    try:
        receipt, until = json.loads(open_words(request.COOKIES.get(name(), ""), purpose=_PURPOSE))
    except (NotOurs, ValueError):
        return None
    return str(receipt) if now.timestamp() <= until else None


def forget(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(name(), samesite="Strict")
