"""The package's own tables: anchors read by hand from the publishers' files, and the traps of these files."""

import csv
import hashlib
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tejido.ground.places import tables

FOLDER = files("tejido.ground.places") / "reference"
MOST_BYTES = 3_000_000


def municipalities():
    return [row for row in tables.places().values() if len(row.key) == 5]


def test_places_are_the_country_32_states_2469_municipalities_of_the_census_and_9_newer_ones():
    counted = [row for row in municipalities() if row.population is not None]
    states = [row for row in tables.places().values() if len(row.key) == 2]
    assert (len(states), len(counted), len(municipalities())) == (33, 2469, 2478)


def test_people_of_the_census_add_up_to_the_published_total():
    assert sum(row.population or 0 for row in municipalities()) == 126_014_024
    assert tables.places()["00"].population == 126_014_024
    assert tables.places()["20"].indigenous == 1_221_555


def test_newer_municipalities_are_there_without_census_data():
    newer = [row for row in municipalities() if row.population is None]
    assert [row.key for row in newer] == [
        "02007", "04013", "12082", "12083", "12084", "12085", "24059", "25019", "25020"
    ]  # fmt: skip
    assert tables.places()["12083"].name == "Ñuu Savi"


def test_a_municipality_has_the_figures_of_its_publishers():
    row = tables.places()["08037"]
    assert (row.name, row.population, row.indigenous, row.metro) == ("Juárez", 1_512_450, 8_160, "Juárez")
    conditions = tables.conditions()["08037"]
    assert (conditions["index"], tables.grade_of("08037"), conditions["below_line"]) == (59.068, 1, 35.739)
    assert tables.turnout()["08037"]["votes_2012"] == 465_475


@pytest.mark.parametrize(("year", "deaths"), [("1990", 14_426), ("2010", 25_757), ("2020", 35_896), ("2024", 33_221)])
def test_homicides_of_the_country_include_those_whose_municipality_is_unknown(year, deaths):
    table = tables.table("homicides")
    total = table.of("00")
    assert total[table.periods.index(year)] == deaths
    known = sum(values[table.periods.index(year)] for key, values in table.values.items() if key[2:] != "999")
    unknown = {"1990": 35, "2010": 21, "2020": 147, "2024": 16}[year]
    assert deaths - known == unknown


def test_homicides_of_a_state_include_those_whose_municipality_is_unknown():
    table = tables.table("homicides")
    parts = [values for key, values in table.values.items() if key[:2] == "08"]
    assert table.of("08") == [sum(column) for column in zip(*parts, strict=True)]
    assert table.values["08999"][table.periods.index("2022")] == 29


def test_54_municipalities_have_no_row_of_homicides_and_six_newer_ones_have_one():
    table = tables.table("homicides")
    lacking = [row.key for row in municipalities() if row.population is not None and row.key not in table.values]
    newer = [row.key for row in municipalities() if row.population is None and row.key in table.values]
    assert (len(lacking), table.of("31036")) == (54, None)
    assert newer == ["02007", "04013", "12083", "12085", "25019", "25020"]


def test_missing_people_of_unknown_municipality_count_in_the_country():
    table = tables.table("missing")
    unknown = [key for key in table.values if key[2:] == "999"]
    assert len(unknown) == 33  # 32 states, and 33 for abroad or unknown
    assert sum(table.of("00")) == 118_605
    assert tables.owner_of("33999") == ("00", "33999")


def test_registry_of_the_missing_lacks_446_municipalities():
    values = tables.table("missing").values
    assert sum(row.population is not None and row.key not in values for row in municipalities()) == 446


def test_projections_lack_12_newer_municipalities():
    values = tables.table("population").values
    assert sum(row.population is not None and row.key not in values for row in municipalities()) == 12


@pytest.mark.parametrize("indicator", ["victims_homicide", "investigations_homicide"])
def test_months_that_nobody_reported_are_not_zero(indicator):
    table = tables.table(indicator)
    july = table.periods.index("2025-07")
    assert all(values[july:] == [None] * 6 for values in table.values.values())
    assert all(values[july - 1] is not None for values in table.values.values())


def test_keys_of_no_municipality_are_kept_as_not_specified():
    assert tables.owner_of("14998") == ("14", "998")
    assert "30999" in tables.table("investigations_homicide").values


def test_tables_are_those_of_the_manifest_and_small():
    listed = tables.manifest()["tables"]
    names = {entry.name for entry in FOLDER.iterdir()} - {"manifest.json"}
    assert names == set(listed)
    for name, stated in listed.items():
        content = (FOLDER / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (stated["bytes"], stated["sha256"])
    assert sum(len(entry.read_bytes()) for entry in FOLDER.iterdir()) <= MOST_BYTES


def test_every_source_says_publisher_years_treatment_and_licence():
    wanted = {"publisher", "title", "years", "vintage", "treatment", "licence"}
    for stated in tables.manifest()["sources"].values():
        assert set(stated) == wanted
        assert all(stated.values())


@pytest.mark.shared_data
def test_figures_are_those_of_the_raw_files(collection):
    def raw(name):
        with (collection / "reference" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    for row in raw("municipios.csv"):
        ours = tables.places()[row["cvegeo"]]
        assert (ours.name, ours.population, ours.indigenous) == (
            row["nom_mun"],
            int(row["pob_2020"]),
            int(row["hli_2020"]),
        )
    homicides = tables.table("homicides")
    for row in raw("homicidios_inegi_1990_2024.csv"):
        assert homicides.values[row["cvegeo"]] == [int(row[year]) for year in homicides.periods]
    for row in raw("homicidios_municipio_no_especificado.csv"):
        assert homicides.values[row["cvegeo"]][homicides.periods.index(row["year"])] == int(row["homicides"])
    for row in raw("marginacion_pobreza_2020.csv"):
        ours = tables.conditions()[row["cvegeo"]]
        assert (ours["index"], ours["crowded"]) == (float(row["IM"]), float(row["VHAC"]))
        assert ours["no_food"] == (float(row["car_alim_pct"]) if row["car_alim_pct"] else None)
    missing = tables.table("missing")
    for row in raw("rnpdno_municipio_anual_2010_2026.csv"):
        at = missing.periods.index(row["anio"])
        assert missing.values[row["cvegeo"]][at] == int(row["DESAPARECIDA_O_NO_LOCALIZADA"])


@pytest.mark.shared_data
def test_build_gives_the_very_bytes_that_are_committed(collection, tmp_path):
    script = Path(__file__).resolve().parents[3] / "scripts" / "build_reference.py"
    subprocess.run([sys.executable, script, collection / "reference", "--target", tmp_path], check=True)
    made = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}
    assert made == {entry.name: entry.read_bytes() for entry in FOLDER.iterdir()}
