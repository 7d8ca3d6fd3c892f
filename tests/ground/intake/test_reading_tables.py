import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.ground.intake.reading import read_table
from tejido.ground.intake.tables import NotATable, Table

ROWS = [["Clave", "Año", "Nota"], ["08037", "2026", "Niños, jóvenes"]]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Hoja {number + 1}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as whole, zipfile.ZipFile(out, "w") as changed:
        for each in whole.namelist():
            changed.writestr(each, change(whole.read(each)) if each == name else whole.read(each))
    return out.getvalue()


def lines(data: bytes) -> list[tuple[int, list[str]]]:
    return read_table(data).lines


def reason(data: bytes) -> str:
    with pytest.raises(NotATable) as caught:
        read_table(data)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_in_any_usual_form_is_read_alike(encoding, delimiter, ending):
    note = '"Niños, jóvenes"' if delimiter == "," else "Niños, jóvenes"
    written = f"Clave{delimiter}Año{delimiter}Nota{ending}08037{delimiter}2026{delimiter}{note}{ending}"
    assert lines(written.encode(encoding)) == [(1, ROWS[0]), (2, ROWS[1])]


def test_lines_are_numbered_as_the_spreadsheet_does():
    data = b'Compromisos de la mesa\n\nClave,Nota\n08037,"dos\nrenglones"\n08019,uno\n'
    assert lines(data) == [
        (1, ["Compromisos de la mesa"]),
        (3, ["Clave", "Nota"]),
        (4, ["08037", "dos\nrenglones"]),
        (5, ["08019", "uno"]),
    ]


def test_note_of_the_delimiter_is_not_a_row():
    assert lines(b"sep=;\na;b\n1,5;2\n") == [(2, ["a", "b"]), (3, ["1,5", "2"])]


def test_formulas_in_a_csv_are_text():
    assert lines(b"a,b\n=cmd|' /C calc'!A0,+1\n'=1+1,'@x\n") == [
        (1, ["a", "b"]),
        (2, ["=cmd|' /C calc'!A0", "+1"]),
        (3, ["=1+1", "@x"]),
    ]


def test_workbook_is_read_as_a_person_would_type_it():
    data = workbook(
        [
            ["Clave", "Día", "Hora", "Número", "Parte", "Sí"],
            ["08037", date(2026, 5, 1), datetime(2026, 5, 1, 17, 30), 5.0, 0.25, True],
        ]
    )
    assert lines(data)[1] == (2, ["08037", "2026-05-01", "2026-05-01 17:30", "5", "0.25", "sí"])


def test_formula_never_worked_out_stands_as_its_text():
    assert lines(workbook([["a", "b"], ["=1+1", "x"], ['=HYPERLINK("http://x")', "y"]]))[1:] == [
        (2, ["=1+1", "x"]),
        (3, ['=HYPERLINK("http://x")', "y"]),
    ]


def test_formula_stands_with_its_last_result():
    worked_out = rewritten(
        workbook([["a", "b"], ["=1+1", "x"]]),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert lines(worked_out)[1] == (2, ["2", "x"])


def test_first_visible_sheet_that_holds_anything_is_read():
    data = workbook([], [["a", "b"], [1, 2]], [["c"], [3]])
    assert read_table(data) == Table([(1, ["a", "b"]), (2, ["1", "2"])], "Hoja 2")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "xls"),
        (b"%PDF-1.7 a,b", "unknown"),
        (b"a,b\n\0\1\2", "unknown"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xef\xbb\xbfa,\xff", "damaged"),
        (b"a" * (25 * 2**20 + 1), "bytes"),
        (b"a,b\n" + b"1,2\n" * 60_100, "rows"),
        (b"a,b\n" + b"\n" * 200_001 + b"1,2\n", "lines"),
        (b",".join(b"c%d" % n for n in range(101)) + b"\n1\n", "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_with_its_reason(data, wanted):
    assert reason(data) == wanted


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def test_other_archives_are_told_apart():
    assert reason(zipped(content_xml=b"<office/>", mimetype=b"ods")) == "ods"
    assert reason(zipped(word__document_xml=b"<w/>")) == "unknown"


def test_workbook_that_unpacks_to_a_gigabyte_is_refused_before_it_is_unpacked():
    assert reason(zipped(xl__workbook_xml=b"<workbook/>", xl__sharedStrings_xml=bytes(150_000_000))) == "bytes"


def test_workbook_with_many_parts_is_refused():
    assert reason(zipped(xl__workbook_xml=b"<w/>", **{f"part{n}": b"" for n in range(2001)})) == "bytes"


def test_entities_that_multiply_are_refused():
    laughs = b'<!DOCTYPE w [<!ENTITY a "' + b"ha" * 1000 + b'">'
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        laughs += f'<!ENTITY {name} "{f"&{before};" * 20}">'.encode()
    sheet = b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&h;</t></is></c></row></sheetData></worksheet>"
    book = rewritten(workbook([["a"], [1]]), "xl/worksheets/sheet1.xml", lambda part: laughs + sheet)
    assert reason(book) == "damaged"


def test_workbook_with_a_cell_in_the_last_row_or_column_is_bounded():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1048576"] = "a", "far"
    out = io.BytesIO()
    book.save(out)
    assert reason(out.getvalue()) == "lines"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["CW2"] = "a", "far"
    out = io.BytesIO()
    book.save(out)
    assert reason(out.getvalue()) == "columns"


@settings(max_examples=200)
@given(st.one_of(st.binary(), st.binary().map(lambda data: b"PK\x03\x04" + data), st.text().map(str.encode)))
def test_any_bytes_are_a_table_or_refused_by_name(data):
    with suppress(NotATable):
        assert isinstance(read_table(data), Table)


BOOK = workbook(ROWS)


@settings(max_examples=100)
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=12))
def test_any_change_to_a_workbook_is_a_table_or_refused_by_name(where, what):
    data = bytearray(BOOK)
    at = int(where * len(data))
    data[at : at + len(what)] = what
    with suppress(NotATable):
        assert isinstance(read_table(bytes(data)), Table)
