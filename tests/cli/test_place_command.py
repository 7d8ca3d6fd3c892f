"""`tejido place`: straight from the package's tables."""

import json

import pytest
from click.testing import CliRunner

from tejido.cli.place import place


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")


def run(*words):
    return CliRunner().invoke(place, words)


def test_place_as_json_has_the_keys_of_the_contract():
    found = json.loads(run("08037", "--json").stdout)
    assert {"key", "name", "state", "population", "marginalisation", "homicides"} <= set(found)
    assert (found["name"], found["state"], found["population"]) == ("Juárez", "Chihuahua", 1_512_450)
    assert found["marginalisation"] == {"index": 59.068, "grade": "Muy bajo"}
    assert (found["homicides"]["2010"], found["homicides"]["2024"]) == (3766, 1266)
    assert list(found["homicides"]) == [str(year) for year in range(1990, 2025)]


def test_country_counts_deaths_of_unknown_municipality():
    assert json.loads(run("00", "--json").stdout)["homicides"]["2020"] == 35_896


def test_name_with_its_state_is_a_place():
    assert run("Benito Juárez (Quintana Roo)").stdout.startswith("23005 Benito Juárez, Quintana Roo\n")


@pytest.mark.parametrize(("key", "said"), [("31036", "homicides: none registered"), ("24059", "no census data")])
def test_what_is_not_known_is_said(key, said):
    assert said in run(key).stdout


def test_place_without_a_row_of_homicides_is_marked_in_json():
    found = json.loads(run("31036", "--json").stdout)
    assert (found["homicides_listed"], set(found["homicides"].values())) == (False, {0})


@pytest.mark.parametrize("typed", ["zzz", "99999", "000"])
def test_place_that_is_none_is_one_line_and_an_error(typed):
    result = run(typed, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"no place is called {typed}" in result.stderr


def test_homonym_lists_its_candidates():
    result = run("Juárez")
    assert result.exit_code == 1
    assert "08037 Juárez, Chihuahua; 19031 Juárez, Nuevo León" in result.stderr
    assert result.stderr.strip().count("\n") == 0
