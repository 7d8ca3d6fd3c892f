"""XLSX to a table."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook

from tejido.ground.intake.cells import as_typed
from tejido.ground.intake.tables import MOST_COLUMNS, MOST_LINES, Gauge, NotATable, Table

MOST_UNPACKED = 100 * 2**20
MOST_PARTS = 2000  # files within the file


def read_workbook(data: bytes) -> Table:
    """Read the first visible sheet that holds anything. Raises NotATable."""
    formulas = _examined(data)
    try:
        values = _opened(data, results=True)
        texts = _opened(data, results=False) if formulas else None
        for sheet in values.worksheets:
            if sheet.sheet_state != "visible":
                continue
            lines = _lines(sheet, texts[sheet.title] if texts else None)
            if lines:
                return Table(lines, sheet.title if len(values.worksheets) > 1 else "")
    except NotATable:
        raise
    except Exception:  # openpyxl raises whatever broken XML leads it to: KeyError, ValueError, ParseError, …
        raise NotATable("damaged") from None
    raise NotATable("empty")


def _examined(data: bytes) -> bool:
    """Refuse bombs and other formats before anything is unpacked; say whether a sheet holds formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            names = {info.filename for info in infos}
            if "xl/workbook.xml" not in names:
                raise NotATable("ods" if "content.xml" in names else "unknown")
            # zipfile never gives more bytes than are declared here
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise NotATable("bytes")
            sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(_has_formula(parts, name) for name in sheets)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise NotATable("damaged") from None


def _has_formula(parts: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with parts.open(name) as part:
        while chunk := part.read(2**20):
            if b"<f>" in (seen := tail + chunk) or b"<f " in seen:
                return True
            tail = chunk[-3:]
    return False


def _opened(data: bytes, *, results: bool) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results, keep_links=False)


def _lines(sheet: Any, formulas: Any) -> list[tuple[int, list[str]]]:
    gauge = Gauge()
    for number, row in enumerate(_values(sheet, formulas), 1):
        if number > MOST_LINES:
            raise NotATable("lines", MOST_LINES)
        gauge.add(number, [_told(value) for value in row])
    return gauge.lines


def _values(sheet: Any, formulas: Any) -> Iterator[Iterable[Any]]:
    rows = _rows(sheet)
    if formulas is None:
        return rows
    # A formula that its program never worked out has no result; its own text is better than nothing.
    pairs = zip(rows, _rows(formulas), strict=True)
    return (
        [text if value is None else value for value, text in zip(results, texts, strict=True)]
        for results, texts in pairs
    )


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of its own size is often wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    return rows


def _told(value: Any) -> str:
    """Write a cell as a person would type it; days as 2026-05-01, since 01/05 is two different days."""
    match value:
        case None:
            return ""
        case bool():
            return "sí" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case timedelta():
            return str(value)
        case _:
            return as_typed(str(value))
