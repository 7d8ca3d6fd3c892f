"""`tejido data load` in words and as JSON."""

import json

import pytest
from click.testing import CliRunner
from django.utils import translation

from tejido.cli import data as command
from tejido.ground.places.models import Load


@pytest.fixture(autouse=True)
def _set_up(monkeypatch, db):
    """The tests' own database is set up already; nobody looks on, so there is no bar."""
    from tejido.ground.places.actions import load_reference

    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(command, "prepare", lambda *, demo: None)
    load_reference(states={"08"})
    with translation.override("en"):  # the command speaks as LANGUAGE asks; afterwards all is as before
        yield


def run(*words):
    return CliRunner().invoke(command.data, ["load", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    def written(*lines):
        path = tmp_path / "unknown.csv"
        path.write_text("\n".join(["cvegeo,year,homicides", *lines]) + "\n")
        return path

    return written


def test_load_as_json_has_the_keys_of_the_contract(file):
    result = run(file("08999,2022,30"), "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["rows_read"], found["rows_refused"]) == (0, 1, [])
    assert found["revisions"] == [
        {
            "file": "unknown.csv",
            "key": "08999",
            "indicator": "homicides",
            "period": "2022",
            "before": 29,
            "after": 30,
        }
    ]
    assert Load.objects.count() == 1


def test_refused_line_is_reported_and_nothing_written(file):
    result = run(file("08999,2022,30", "08999,2023,many"), "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["rows_refused"] == [{"file": "unknown.csv", "line": 3, "reason": "not a whole number: many"}]
    assert not Load.objects.exists()


def test_dry_run_says_so_and_writes_nothing(file):
    result = run(file("08999,2022,30"), "--dry-run")
    assert result.exit_code == 0
    assert "1 revised" in result.stdout
    assert "A dry run" in result.stdout
    assert not Load.objects.exists()


def test_words_tell_refusals_on_standard_error(file):
    result = run(file("99999,2022,30"))
    assert result.exit_code == 1
    assert "unknown.csv, line 2: no municipality has the key 99999" in result.stderr
