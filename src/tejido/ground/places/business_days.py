"""Business days: Monday to Friday without the compulsory rest days of the Ley Federal del Trabajo, article 74."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def _rest_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("MX", years=year))


def is_business_day(day: date) -> bool:
    """Say whether `day` counts as a business day."""
    return day.weekday() < SATURDAY and day not in _rest_days(day.year)


def business_days_after(day: date, number: int) -> date:
    """Return the `number`-th business day after `day`; `day` itself does not count. Zero is `day`."""
    while number > 0:
        day += timedelta(days=1)
        if is_business_day(day):
            number -= 1
    return day


def business_days_between(start: date, end: date) -> int:
    """Return how many business days have passed from `start`, which does not count, up to `end`, which does."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(1 for day in days if is_business_day(day))
