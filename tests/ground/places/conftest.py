"""Reference data of the tests: Chihuahua or all of Mexico in the database, and the shared collection of raw files."""

import os
from pathlib import Path

import pytest

from tejido.ground.places.actions import load_reference

ROOT = Path(__file__).resolve().parents[3]
COLLECTION = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture
def chihuahua(db):
    """The country, and the state of Chihuahua with its municipalities."""
    load_reference(states={"08"})


@pytest.fixture
def mexico(db):
    """All places and figures of the package."""
    load_reference()


@pytest.fixture
def collection():
    """The folder of the raw files; the test is skipped where it is absent."""
    if not (COLLECTION / "reference").is_dir():
        pytest.skip("needs the shared data that TEJIDO_SHARED_DATA names")
    return COLLECTION
