"""Quarters of the year: by them the site says what people tell, on a fixed day for each."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

RELEASE_DAY = 15
"""Of the second month after the quarter: six weeks in which organisations read what came at its end."""

WRITTEN = re.compile(r"^(20\d\d)-([1-4])$")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter: year, and number from 1 to 4. Written as 2026-3."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def read(cls, written: str) -> "Quarter | None":
        """Return what is written as 2026-3, or None."""
        found = WRITTEN.match(written)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def begins_on(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.next.begins_on - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def released_on(self) -> date:
        """The day on which its figures come out, once and for good."""
        after = self.next.begins_on
        return date(after.year, after.month + 1, RELEASE_DAY)

    @property
    def words(self) -> str:
        """As people write it."""
        months = {
            1: _("January to March %(year)s"),
            2: _("April to June %(year)s"),
            3: _("July to September %(year)s"),
            4: _("October to December %(year)s"),
        }
        return months[self.number] % {"year": self.year}


def last_due(today: date) -> Quarter:
    """Return the last quarter whose day of release has come."""
    quarter = Quarter.of(today).before
    return quarter if quarter.released_on <= today else quarter.before
