"""SESNSP's monthly files: twelve months a line, summed over modality (and sex and age) while they stream by.

Memory is bounded by places times offences, not by lines: a full municipal file of 2.65 million lines takes one matrix
of about 136,000 series. A month is reported where any line of the series reports it; blank is not zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from tejido.ground.places import search, tables
from tejido.ground.places.imports import cells
from tejido.ground.places.imports.files import Refusal, Table
from tejido.ground.places.imports.layouts import MONTHS, Layout
from tejido.ground.places.official import Figures
from tejido.ground.places.tables import COUNTRY, UNSPECIFIED

KNOWN_CODES = {
    "Homicidio doloso": "homicide",
    "Feminicidio": "femicide",
    "Secuestro": "kidnapping",
    "Extorsión": "extortion",
}
BATCH = 20_000
MOST_REFUSED = 10_000
KINDS_OF_LINE = 1 << 20  # more than there are modalities, sexes and ages
MOST_YEARS = 128
STATES = 32
YEARS = range(1997, 2100)
ZEROS = ["0"] * len(MONTHS)
BLANK = -1


@dataclass
class _Sums:
    """Sums and reported months of every series, growing as series and years turn up."""

    sums: NDArray[np.int32] = field(default_factory=lambda: np.zeros((1024, 12 * 12), np.int32))
    reported: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((1024, 12 * 12), np.bool_))
    listed: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((1024, 12), np.bool_))

    def make_room(self, series: int, years: int) -> None:
        """Grow so that so many series and years fit."""
        rows, columns = self.listed.shape
        if series <= rows and years <= columns:
            return
        more_rows = (0, max(0, 2 * series - rows))
        more_years = max(0, years + 4 - columns)
        self.sums = np.pad(self.sums, (more_rows, (0, 12 * more_years)))
        self.reported = np.pad(self.reported, (more_rows, (0, 12 * more_years)))
        self.listed = np.pad(self.listed, (more_rows, (0, more_years)))

    def add(self, series: NDArray[np.int64], years: NDArray[np.int64], values: NDArray[np.int64]) -> None:
        """Add twelve months to each series; BLANK is not reported."""
        columns = years[:, None] * 12 + np.arange(12)
        known = values != BLANK
        np.add.at(self.sums, (series[:, None], columns), np.where(known, values, 0).astype(np.int32))
        np.logical_or.at(self.reported, (series[:, None], columns), known)
        self.listed[series, years] = True


class MonthlyReader:
    """Reads one file of a SESNSP layout; `refused` gathers what cannot be taken."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.refused: list[Refusal] = []
        self.rows = 0
        self._series: dict[tuple[str, str], int] = {}
        self._years: dict[str, int] = {}
        self._places: dict[tuple[str, ...], str] = {}
        self._kinds: dict[tuple[str, ...], tuple[str, int]] = {}
        self._sums = _Sums()
        self._marks: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        self._pending: list[tuple[int, int, int, int]] = []
        self._values: list[int] = []

    def read(self, table: Table, *, partial: bool = False) -> None:
        """Read all lines. `partial` lets a file pass that leaves places out."""
        place_end = 5 if self.layout.municipal else 3
        first_month, width = self.layout.first_month, len(self.layout.columns)
        try:
            for line, row in table.lines:
                if not row:
                    continue
                self.rows += 1
                try:
                    if len(row) != width:
                        raise ValueError(cells.wrong_width(len(row), width))
                    self._take(line, row, place_end, first_month)
                except ValueError as problem:
                    self._refuse(Refusal(line, str(problem)))
        except Refusal as problem:
            self.refused.append(problem)
        self._flush()
        if self._marks:
            self.refused.extend(self._repeated())
        if not self.refused and not self._series:
            self.refused.append(Refusal(0, _("there is no line beneath the heading")))
        if not self.refused and not partial:
            self.refused.extend(self._dropped())

    def _refuse(self, problem: Refusal) -> None:
        if len(self.refused) == MOST_REFUSED:
            words = _("more than %(most)s lines refused; the rest was not read")
            raise Refusal(problem.line, words % {"most": MOST_REFUSED})
        self.refused.append(problem)

    def _take(self, line: int, row: list[str], place_end: int, first_month: int) -> None:
        place, kind = tuple(row[1:place_end]), tuple(row[place_end:first_month])
        key = self._places.get(place) or self._new_place(place)
        code, kind_number = self._kinds.get(kind) or self._new_kind(kind)
        year = self._years.get(row[0])
        if year is None:
            year = self._new_year(row[0])
        months = row[first_month:]
        values = [0] * 12 if months == ZEROS else _counts(months)
        series = self._series.setdefault((key, code), len(self._series))
        self._pending.append((line, series, year, kind_number))
        self._values.extend(values)
        if len(self._pending) >= BATCH:
            self._flush()

    def _new_place(self, place: tuple[str, ...]) -> str:
        cells.check_letters(place)
        key = cells.state_key(place[0], place[1])
        if self.layout.municipal:
            key = cells.municipality_key(place[2], key)
        self._places[place] = key
        return key

    def _new_kind(self, kind: tuple[str, ...]) -> tuple[str, int]:
        cells.check_letters(kind)
        if not all(kind):
            raise ValueError(_("the offence is not named in full"))
        self._kinds[kind] = (kind[2], len(self._kinds))
        return self._kinds[kind]

    def _new_year(self, text: str) -> int:
        if not text.isdigit() or int(text) not in YEARS:
            raise ValueError(_("not a year: %(text)s") % {"text": text})
        self._years[text] = len(self._years)
        return self._years[text]

    def _flush(self) -> None:
        """Add what has gathered to the sums."""
        if not self._pending:
            return
        lines, series, years, kinds = (np.array(column, np.int64) for column in zip(*self._pending, strict=True))
        values = np.array(self._values, np.int64).reshape(-1, 12)
        self._pending, self._values = [], []
        self._sums.make_room(len(self._series), len(self._years))
        self._sums.add(series, years, values)
        self._marks.append((lines, (series * MOST_YEARS + years) * KINDS_OF_LINE + kinds))

    def _repeated(self) -> Iterator[Refusal]:
        """Refuse lines for a place, year and kind that stood before: they would count twice."""
        lines, marks = (np.concatenate(columns) for columns in zip(*self._marks, strict=True))
        order = np.argsort(marks, kind="stable")
        again = order[1:][marks[order[1:]] == marks[order[:-1]]]
        for line in sorted(lines[again].tolist())[:MOST_REFUSED]:
            yield Refusal(line, _("stands twice: the same place, year and offence as an earlier line"))

    def _dropped(self) -> Iterator[Refusal]:
        """Refuse a file from which places are missing: what is not there would be taken for not reported."""
        years = sorted(self._years)
        present: dict[str, set[int]] = {}
        for (key, _offence), series in self._series.items():
            found = present.setdefault(key, set())
            found.update(i for i, year in enumerate(years) if self._sums.listed[series, self._years[year]])
        states = {key[:2] for key in present}
        whole = True
        for state in sorted(states if self.layout.municipal else {COUNTRY}):
            expected = [row.key for row in tables.places().values() if self._expects(row, state)]
            missing = [key for key in expected if key not in present]
            if missing:
                whole = False
                yield Refusal(0, _("places are missing: %(names)s") % {"names": cells.named(missing)})
        for key, found in sorted(present.items()) if whole else ():
            lacking = [years[i] for i in range(min(found), len(years)) if i not in found]
            if lacking and key[2:] not in UNSPECIFIED:
                said = {"name": cells.named([key]), "years": ", ".join(lacking)}
                yield Refusal(0, _("%(name)s is missing in %(years)s") % said)

    def _expects(self, row: tables.PlaceRow, state: str) -> bool:
        if self.layout.municipal:
            return len(row.key) == 5 and row.state == state and row.population is not None
        return len(row.key) == 2 and row.key != COUNTRY

    def figures(self) -> Figures:
        """Give what was read, from January of the first year to the last month that anybody reported."""
        years = sorted(self._years)
        columns = np.concatenate([np.arange(12) + 12 * self._years[year] for year in years])
        used = self._sums.reported[: len(self._series)]
        ever = np.flatnonzero(used[:, columns].any(axis=0))
        length = int(ever[-1]) + 1 if len(ever) else 0
        return Figures(
            source=self.layout.source,
            start=f"{years[0]}-01",
            vintage=f"{years[(length - 1) // 12]}-{(length - 1) % 12 + 1:02d}" if length else years[0],
            years=f"{years[0]}-{years[-1]}",
            whole=len({key[:2] for key, _offence in self._series}) == STATES,
            rows=lambda: self._rows(columns[:length]),
        )

    def _rows(self, columns: NDArray[np.int64]) -> Iterator[tuple[str, str, str, list[int | None]]]:
        for (key, offence), series in self._series.items():
            values: list[int | None] = self._sums.sums[series, columns].tolist()
            for blank in np.flatnonzero(~self._sums.reported[series, columns]).tolist():
                values[blank] = None
            yield key, self._code(offence), offence, values

    def _code(self, offence: str) -> str:
        return self.layout.prefix + (KNOWN_CODES.get(offence) or search.normalise(offence).replace(" ", "-"))


def _counts(months: list[str]) -> list[int]:
    """Read twelve cells; the plain case first, since most of a file is plain."""
    try:
        values = [int(text) for text in months]
        if min(values) >= 0:
            return values
    except ValueError:
        pass
    read = (cells.count(text) for text in months)
    return [BLANK if value is None else value for value in read]
