"""Official doors: what nobody has checked is not shown, and what is shown says where it comes from."""

import os
import subprocess
import sys
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from tejido.ground.places import doors
from tejido.ground.places.actions.reference import load_reference
from tejido.ground.places.vocabulary import DoorKind

ROOT = Path(__file__).resolve().parents[2]


def test_every_kind_of_door_serves_every_place_once():
    for key in ("00", "08", "08037"):
        assert [door.kind for door in doors.doors_of(key)] == list(DoorKind)


def test_only_the_two_national_numbers_are_known_and_both_say_where_they_come_from():
    known = {door.kind: door for door in doors.doors_of("08037") if door.phone or door.web}
    assert {kind: door.phone for kind, door in known.items()} == {"emergency": "911", "anonymous": "089"}
    assert all(door.source and door.checked_on for door in known.values())


def test_door_of_a_municipality_goes_before_that_of_its_state_and_of_the_country(monkeypatch):
    kind, day = DoorKind.PROSECUTOR, date(2026, 11, 22)
    table = {(key, kind): doors.Door(key, kind, f"tel {key}", "", "s", None, day) for key in ("00", "08", "08037")}
    monkeypatch.setattr(doors, "doors", lambda: table)
    assert [doors.doors_of(key)[0].phone for key in ("08037", "08019", "19")] == ["tel 08037", "tel 08", "tel 00"]


def test_table_is_what_the_laws_of_the_collection_say(tmp_path):
    collection = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data")) / "justice"
    if not collection.is_dir():
        pytest.skip("needs the shared collection of public data")
    target = tmp_path / "doors.csv"
    script = ROOT / "scripts" / "reference_doors.py"
    subprocess.run([sys.executable, script, collection, "--target", target], check=True)
    assert target.read_bytes() == (ROOT / "src" / "tejido" / "ground" / "places" / "doors.csv").read_bytes()


@pytest.mark.django_db
def test_page_of_a_place_names_the_doors_of_its_state_and_what_089_keeps(client):
    load_reference(states={"08"})
    answer = client.get("/puertas/08037/")
    shown = answer.content.decode()
    assert not answer.cookies
    for words in (
        "Fiscalía de Chihuahua",
        "089 puede registrar tu número",
        "Aquí todavía no se conocen su número ni su dirección",
        "Ley General de Víctimas, artículo 21",
        "Comprobado el",
    ):
        assert words in shown
    assert "Official doors in Juárez, Chihuahua" in client.get("/en/puertas/08037/").content.decode()


@pytest.mark.django_db
def test_page_of_the_country_leads_to_each_state_and_an_unknown_place_says_so(client):
    load_reference(states={"08"})
    assert '<a href="/puertas/08/">Chihuahua</a>' in client.get("/puertas/").content.decode()
    assert client.get("/puertas/99/").status_code == HTTPStatus.NOT_FOUND
