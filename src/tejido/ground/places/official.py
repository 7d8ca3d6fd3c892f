"""Figures of an official file once it is read, and what storing them changed: data between imports and actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tejido.ground.places.tables import Value

Row = tuple[str, str, str, list[int | None]]
"""Key as published (998 and 999 included), code of the indicator, its official name, values from the start on."""


@dataclass(frozen=True)
class Figures:
    """Figures of one source.

    `vintage` is the last period that anybody reported; `dated` says that it tells newer files from older ones (it does
    not for projections). `whole` says that all states are in it. `rows` gives the series, as often as asked.
    """

    source: str
    start: str
    vintage: str
    years: str
    whole: bool
    rows: Callable[[], Iterator[Row]]
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that an earlier vintage gave otherwise. None: not reported."""

    key: str
    indicator: str
    period: str
    before: Value
    after: Value


@dataclass
class Change:
    """What a file changed against the stored vintage. `older` says that it was the older one, so nothing was stored."""

    older: bool = False
    cells_new: int = 0
    cells_revised: int = 0
    series_written: int = 0
    revisions: list[Revision] = field(default_factory=list)
