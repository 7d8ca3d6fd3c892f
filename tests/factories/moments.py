"""Moments that tests act at."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.factories.ground import TODAY

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("America/Mexico_City"))


def later(*, days: int) -> datetime:
    """Return noon of a later (or, negative, earlier) day."""
    return NOW + timedelta(days=days)
