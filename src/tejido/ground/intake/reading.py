"""Bytes to a table: what the file is, its content decides."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from tejido.ground.intake.cells import as_typed
from tejido.ground.intake.tables import MOST_BYTES, MOST_LINES, Gauge, NotATable, Table
from tejido.ground.intake.workbooks import read_workbook

DELIMITERS = ",;\t|"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # Excel's "Unicode text"
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_table(data: bytes) -> Table:
    """Read a CSV (UTF-8, UTF-16 with a mark, or Windows-1252; comma, semicolon, tab or bar) or an XLSX.

    Formulas of a workbook stand with their last result; cells of a CSV are text, whatever they begin with.
    Raises NotATable.
    """
    if not data.strip():
        raise NotATable("empty")
    if len(data) > MOST_BYTES:
        raise NotATable("bytes")
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data)
    if data.startswith(_OLE):
        raise NotATable("xls")
    if data.startswith(_OTHERS):
        raise NotATable("unknown")
    return _csv(_text(data))


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise NotATable("damaged") from None
    if b"\0" in data:
        raise NotATable("unknown")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252; whoever has them there will see the mark in the preview.
        return data.decode("cp1252", errors="replace")


def _csv(text: str) -> Table:
    beginning = text[:2000].lstrip().lower()
    if beginning.startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise NotATable("html")
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own note of the delimiter
        delimiter, text, skipped = first.strip()[4], rest, 1
    else:
        delimiter = _delimiter(text)
    gauge = Gauge()
    # A quotation mark that is never closed would make one cell of all that follows; the row then says so.
    csv.field_size_limit(MOST_BYTES)
    for number, cells in enumerate(_rows(text, delimiter), 1 + skipped):
        if number > MOST_LINES:
            raise NotATable("lines", MOST_LINES)
        gauge.add(number, [as_typed(cell) for cell in cells])
    return Table(gauge.lines)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """Choose the delimiter that gives most of the first lines the same number of cells, and more than one."""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for cells in islice(_rows(text[:200_000], delimiter), 30) if any(cells)]
        usual = max(widths, key=widths.count, default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(DELIMITERS, key=fit)
