"""`tejido demo` sets up once, in a home of its own, and never in the home of a real installation."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.running import run


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A checkout-like folder in whose demo nothing has been told."""
    folder = tmp_path_factory.mktemp("checkout") / "var" / "empty"
    first = run("demo", "--empty", "--no-serve", home=folder, LANGUAGE="en")
    assert first.returncode == 0, first.stderr
    assert first.stdout == ""
    return folder


def count(home, table):
    with closing(sqlite3.connect(home / "tejido.sqlite3")) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_empty_demo_has_real_places_and_nobody(home):
    assert count(home, "places_place") == 2511
    assert count(home, "people_person") == 0
    assert count(home, "organisations_organisation") == 0


def test_second_run_does_nothing_again(home):
    database, keys = home / "tejido.sqlite3", home / "keys" / "instance.json"
    before = database.stat().st_mtime_ns, keys.read_bytes(), (home / ".set-up").stat().st_mtime_ns
    again = run("demo", "--empty", "--no-serve", home=home, LANGUAGE="en")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr.split() == ["No", "accounts", "yet:", "./tejido", "people", "add", "NAME", "--host"]
    assert (database.stat().st_mtime_ns, keys.read_bytes(), (home / ".set-up").stat().st_mtime_ns) == before


def test_demo_of_another_version_begins_anew(home):
    (home / ".set-up").write_text("an earlier version")
    again = run("demo", "--empty", "--no-serve", home=home, LANGUAGE="en")
    assert again.returncode == 0
    assert "database" in again.stderr
    assert count(home, "places_place") == 2511


def test_demo_refuses_the_home_of_a_real_installation(home, tmp_path):
    (tmp_path / ".set-up").write_text((home / ".set-up").read_text())
    (tmp_path / "tejido.sqlite3").write_bytes(b"what people wrote")
    answer = run("demo", "--no-serve", home=tmp_path, LANGUAGE="en")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"tejido: {tmp_path} is not the home of a demo; unset TEJIDO_HOME\n"
    assert (tmp_path / "tejido.sqlite3").read_bytes() == b"what people wrote"


def test_story_is_not_told_where_real_people_are(home):
    added = run("people", "add", "vecina", "--generate", home=home, LANGUAGE="en")
    assert added.returncode == 0, added.stderr
    answer = run("demo", "--no-serve", home=home, LANGUAGE="en")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1] == "tejido: this database belongs to real people; a demo needs one of its own"
    assert count(home, "organisations_organisation") == 0


def test_figures_of_a_place_need_neither_home_nor_database(tmp_path):
    answer = run("place", "08037", "--json", home=tmp_path / "none")
    assert json.loads(answer.stdout)["name"] == "Juárez"
    assert not (tmp_path / "none").exists()
