"""Counts of what a place has. Of states and of the country they are kept, since counting is what grows with a table."""

from collections.abc import Callable
from datetime import date

from django.core.cache import caches

from tejido.ground.organisations.profiles import Output
from tejido.ground.places.models import Place
from tejido.ground.web.acting import edition
from tejido.stages.initiatives.queries.initiatives import Totals, totals
from tejido.stages.initiatives.queries.needs import open_needs_of

LARGE = 5_000
KEPT = 60 * 60  # seconds
"""A count of more than `LARGE` is at most an hour old, a smaller one counted anew after whatever is written."""

Counts = tuple[Totals, int]


def counts_of(place: Place, today: date) -> Counts:
    """Return the totals of a place and how many needs wait there, of initiatives that go on."""
    if place.parent_id and place.parent_id != "00":
        return _counted(place, today)
    return _kept(f"initiatives|{place.pk}|{today}", lambda: _counted(place, today))


def _counted(place: Place, today: date) -> Counts:
    return totals(place), open_needs_of(place, Output.PAGE, today).count()


def _kept(key: str, count: Callable[[], Counts]) -> Counts:
    pages = caches["pages"]
    found: tuple[int, Counts] | None = pages.get(key)
    now = edition()
    if found is None or (found[0] != now and found[1][0].total <= LARGE):
        found = (now, count())
        pages.set(key, found, timeout=KEPT)
    return found[1]
