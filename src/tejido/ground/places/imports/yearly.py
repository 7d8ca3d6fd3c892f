"""Yearly files by municipality: INEGI's homicides and CONAPO's population, one column a year; both are small."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tejido.ground.places import tables
from tejido.ground.places.imports import cells
from tejido.ground.places.imports.files import Refusal, Table
from tejido.ground.places.official import Figures, Row
from tejido.ground.places.tables import UNSPECIFIED

STATES = 32
CENSUS = "2020"
LIKE_THE_CENSUS = 0.2  # a column of 2020 beyond this part of the census counts people, not deaths


class YearlyReader:
    """Reads one file of keys and years; `refused` gathers what cannot be taken."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []
        self.rows = 0
        self._values: dict[str, list[int | None]] = {}
        self._years: list[str] = []

    def read(self, table: Table, *, partial: bool = False) -> None:
        """Read all lines. `partial` lets a file pass that leaves places out."""
        self._years = table.heading[1:]
        try:
            for line, row in table.lines:
                if row:
                    self.rows += 1
                    self._take(line, row)
        except Refusal as problem:
            self.refused.append(problem)
        if not self.refused and not self._values:
            self.refused.append(Refusal(0, _("there is no line beneath the heading")))
        if not self.refused and not partial:
            self.refused.extend(self._dropped())

    def _take(self, line: int, row: list[str]) -> None:
        try:
            if len(row) != len(self._years) + 1:
                raise ValueError(cells.wrong_width(len(row), len(self._years) + 1))
            key = cells.municipality_key(row[0])
            if key in self._values:
                raise ValueError(_("stands twice: %(key)s") % {"key": key})
            self._values[key] = [cells.count(text) for text in row[1:]]
        except ValueError as problem:
            self.refused.append(Refusal(line, str(problem)))

    def _dropped(self) -> Iterator[Refusal]:
        """Refuse a file that lacks a municipality which the package's own table of the same kind has."""
        known = tables.table(self.indicator).values
        missing = [key for key in known if key not in self._values and key in tables.places()]
        if missing:
            yield Refusal(0, _("places are missing: %(names)s") % {"names": cells.named(missing)})

    @property
    def indicator(self) -> str:
        """Tell deaths from people by the size of the figures of 2020, or of the last year."""
        at = self._years.index(CENSUS) if CENSUS in self._years else -1
        pairs = [
            (row[at], tables.places()[key].population) for key, row in self._values.items() if key in tables.places()
        ]
        known = [(value or 0, people) for value, people in pairs if people]
        like_people = sum(value for value, _people in known) > LIKE_THE_CENSUS * sum(people for _value, people in known)
        return "population" if like_people else "homicides"

    def figures(self) -> Figures:
        """Give what was read."""
        return Figures(
            source=self.indicator,
            start=self._years[0],
            vintage=self._last_reported(),
            years=f"{self._years[0]}-{self._years[-1]}",
            whole=len({key[:2] for key in self._values}) == STATES,
            rows=self._rows,
            dated=self.indicator != "population",
        )

    def _rows(self) -> Iterator[Row]:
        indicator = self.indicator
        for key, values in self._values.items():
            yield key, indicator, indicator, values

    def _last_reported(self) -> str:
        used = [i for i in range(len(self._years)) if any(row[i] is not None for row in self._values.values())]
        return self._years[used[-1]] if used else self._years[0]


class UnspecifiedReader:
    """Reads homicides of no known municipality: a line for each state and year that has any."""

    indicator = "homicides"

    def __init__(self) -> None:
        self.refused: list[Refusal] = []
        self.rows = 0
        self._counts: dict[tuple[str, int], int] = {}

    def read(self, table: Table, *, partial: bool = False) -> None:  # noqa: ARG002  states without any are left out
        """Read all lines."""
        try:
            for line, row in table.lines:
                if row:
                    self.rows += 1
                    self._take(line, row)
        except Refusal as problem:
            self.refused.append(problem)
        if not self.refused and not self._counts:
            self.refused.append(Refusal(0, _("there is no line beneath the heading")))

    def _take(self, line: int, row: list[str]) -> None:
        try:
            if len(row) != 3:
                raise ValueError(cells.wrong_width(len(row), 3))
            key, count = cells.municipality_key(row[0]), cells.count(row[2])
            if key[2:] not in UNSPECIFIED:
                raise ValueError(
                    _("%(key)s is a municipality; only keys that end in 998 or 999 belong here") % {"key": key}
                )
            if not row[1].isdigit() or count is None:
                raise ValueError(_("year and count must be there"))
            if (key, int(row[1])) in self._counts:
                raise ValueError(_("stands twice: %(key)s") % {"key": f"{key}, {row[1]}"})
            self._counts[key, int(row[1])] = count
        except ValueError as problem:
            self.refused.append(Refusal(line, str(problem)))

    def figures(self) -> Figures:
        """Give what was read; a year without a line had none."""
        years = [year for _key, year in self._counts]
        first, last = min(years), max(years)
        return Figures(
            source=self.indicator,
            start=str(first),
            vintage=str(last),
            years=f"{first}-{last}",
            whole=False,
            rows=lambda: self._rows(first, last),
            dated=False,
        )

    def _rows(self, first: int, last: int) -> Iterator[Row]:
        for key in sorted({key for key, _year in self._counts}):
            values: list[int | None] = [self._counts.get((key, year), 0) for year in range(first, last + 1)]
            yield key, self.indicator, self.indicator, values
