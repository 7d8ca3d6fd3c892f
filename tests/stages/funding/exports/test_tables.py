"""The tables and their data package: valid, the keys hold, bands stand for what is not open."""

import csv
import io
import json

import pytest

from tejido.stages.funding.exports import tables
from tests.stages.funding.exports.telling import APPLICATION, CALL, DISCREET, GRANTS, PUBLISHER, TODAY

ROWS = {
    "convocatorias": [CALL],
    "solicitudes": [APPLICATION],
    "apoyos": GRANTS,
    "pagos": list(tables.payments(GRANTS)),
    "resultados": list(tables.results(GRANTS)),
}


def lines(table):
    return "".join(table.lines(ROWS[table.name], PUBLISHER))


@pytest.fixture
def folder(tmp_path):
    descriptor = tables.descriptor(PUBLISHER, "https://tejido.example/financiar/datos/datapackage.json", TODAY)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    for table in tables.TABLES:
        (tmp_path / table.file).write_text(lines(table), "utf-8", newline="")
    return tmp_path


def test_package_is_valid_and_so_are_its_tables(folder, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(folder)
    said = frictionless.validate("datapackage.json")
    assert said.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert [task.name for task in said.tasks] == [table.name for table in tables.TABLES]
    assert all(task.stats["rows"] for task in said.tasks)


def test_checker_sees_a_row_that_belongs_to_nothing_and_a_word_that_is_none(folder, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(folder)
    path = folder / "pagos.csv"
    path.write_text(path.read_text("utf-8").replace(GRANTS[0].key, "nadie").replace("MXN", "XYZ"), "utf-8")
    kinds = {kind for (kind,) in frictionless.validate("datapackage.json").flatten(["type"])}
    assert {"foreign-key", "constraint-error"} <= kinds


def test_grant_that_is_not_open_is_told_in_a_band_without_a_payment():
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(lines(tables.GRANTS)))}
    told = rows[DISCREET.key]
    assert (told["amount_from"], told["amount_to"]) == ("", "")
    assert (told["paid_from"], told["paid_to"]) == ("20000.00", "50000.00")
    assert {told[name] for name in ("funder", "funder_id", "recipient", "recipient_id", "ends_on")} == {""}
    assert DISCREET.key not in lines(tables.PAYMENTS)
