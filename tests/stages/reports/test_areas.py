"""Areas by which the site says what people tell."""

import sys
from pathlib import Path

from tejido.ground.places import tables
from tejido.stages.reports.areas import LEAST_PEOPLE, area_of, areas_in, members_of

ROOT = Path(__file__).resolve().parents[3]
STATES = [key for key in tables.places() if len(key) == 2 and key != "00"]


def test_every_municipality_lies_in_one_area_of_its_state():
    municipalities = [key for key in tables.places() if len(key) == 5]
    members = [key for state in STATES for area in areas_in(state) for key in members_of(area)]
    assert sorted(members) == sorted(municipalities)
    assert all(area_of(key)[:2] == key[:2] for key in municipalities)


def test_every_area_has_enough_people():
    small = {
        area
        for state in STATES
        for area in areas_in(state)
        if sum(tables.places()[key].population or 0 for key in members_of(area)) < LEAST_PEOPLE
    }
    assert small == set()


def test_areas_are_those_that_the_script_works_out(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "scripts"), *sys.path])
    import build_areas

    assert build_areas.text() == build_areas.TARGET.read_text("utf-8")
