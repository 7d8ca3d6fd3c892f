"""Counts of what a place has. Of states and of the country they are kept, since counting is what grows with a table."""

from datetime import date

from tejido.ground.organisations.profiles import Output
from tejido.ground.places.models import Place
from tejido.ground.web.counted import counted
from tejido.stages.initiatives.queries.initiatives import Totals, totals
from tejido.stages.initiatives.queries.needs import open_needs_of

Counts = tuple[Totals, int]


def counts_of(place: Place, today: date) -> Counts:
    """Return the totals of a place and how many needs wait there, of initiatives that go on."""
    if place.parent_id and place.parent_id != "00":
        return _counted(place, today)
    return counted(f"initiatives|{place.pk}|{today}", lambda: _counted(place, today), size=lambda found: found[0].total)


def _counted(place: Place, today: date) -> Counts:
    return totals(place), open_needs_of(place, Output.PAGE, today).count()
