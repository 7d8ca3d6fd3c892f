"""What comes out of a spreadsheet, whichever its format, and what is said when nothing can."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused

MOST_BYTES = 25 * 2**20
MOST_ROWS = 60_000  # the federal registry of civil society organisations has over 45,000
MOST_COLUMNS = 100
MOST_CELLS = 3_000_000
LONGEST_CELL = 10_000  # characters; a longer one is mostly a quotation mark that was never closed
MOST_LINES = 200_000  # rows looked at, empty ones included


class NotATable(Refused):
    """The file cannot be read as a table, or holds more than is read; the message names the mend."""

    def __init__(self, reason: str, limit: int = 0) -> None:
        self.reason = reason
        super().__init__(str(REASONS[reason]) % {"limit": f"{limit:,}"})


REASONS: dict[str, Promise] = {
    "empty": _("The file is empty. Choose it again, or save it anew."),
    "no_rows": _("The file has a heading and no rows beneath it. Add the rows and choose it again."),
    "xls": _("This is an old Excel file (.xls). Open it, save it as .xlsx or CSV, and choose that."),
    "ods": _("This is an OpenDocument file (.ods). Open it, save it as .xlsx or CSV, and choose that."),
    "html": _("This is a web page, whatever its name says. Open it in a spreadsheet, save it as .xlsx, choose that."),
    "unknown": _("This is neither a CSV nor an .xlsx file, whatever its name says. Save the table as one of these."),
    "damaged": _("The file is damaged, incomplete or locked. Open it, save it anew without a password, choose that."),
    "bytes": _("The file, or what it unpacks to, is too large. Divide it into files of fewer rows."),
    "rows": _("The table has more than %(limit)s rows. Divide it into files of fewer rows."),
    "lines": _("The sheet goes on for more than %(limit)s rows, most of them empty. Delete those and save it anew."),
    "columns": _("The table has more than %(limit)s columns. Keep the ones that are needed and save it anew."),
    "cells": _("The table has more than %(limit)s cells. Divide it, or leave out the columns that are not needed."),
}

Line = tuple[int, list[str]]
"""A row as the spreadsheet numbers it, from 1, and its cells as text."""


@dataclass(frozen=True)
class Table:
    """The lines of a file that are not empty; `sheet` names the one that was read, where there are several."""

    lines: list[Line]
    sheet: str = ""


class Gauge:
    """Counts what is read, and stops it in time."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._cells = 0

    def add(self, number: int, cells: list[str]) -> None:
        """Take a line, unless it is empty. Raises NotATable beyond the limits."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            raise NotATable("columns", MOST_COLUMNS)
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise NotATable("cells", MOST_CELLS)
        if len(self.lines) >= MOST_ROWS + 20:  # titles and the heading come besides
            raise NotATable("rows", MOST_ROWS)
        self.lines.append((number, cells))
