"""Where the civic fabric of a place gets what only apps above know: people who take part, money that arrives.

An app registers a source when it starts. Without one the page leaves that part out, or says that it comes later.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tejido.ground.places.models import Place


@dataclass(frozen=True, order=True)
class Period:
    """A year, or (`quarter` from 1 to 4) a quarter of one."""

    year: int
    quarter: int = 0

    @property
    def last(self) -> date:
        """The last day."""
        month = 3 * (self.quarter or 4)
        return date(self.year, month, 31 if month in {3, 12} else 30)


Numbers = Callable[[Place, Sequence[Period]], Mapping[Period, int]]
"""Answers, for a place (a state or the country with all below) and periods, the number of each; few queries.

People are counted once a period, however often they took part; money is integer hundredths of the Mexican peso. Raw
numbers: what shows them puts them in bands. Of what is protected only states and the country count anything.
"""

_sources: dict[str, Numbers] = {}
PEOPLE, MONEY = "people", "money"


def register(what: str, numbers: Numbers) -> None:
    """Let `numbers` answer for `PEOPLE` or `MONEY`; called once, from `AppConfig.ready`."""
    assert what in {PEOPLE, MONEY}
    _sources[what] = numbers


def source_of(what: str) -> Numbers | None:
    """Return the source of people or of money, None while no app has registered one."""
    return _sources.get(what)
