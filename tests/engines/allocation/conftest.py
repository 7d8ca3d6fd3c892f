"""The shared files of real ballots."""

import lzma
import os
from pathlib import Path

import pytest

from tejido.engines.allocation import pabulib

ROOT = Path(__file__).resolve().parents[3]
BALLOTS = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data")) / "ballots"


@pytest.fixture(scope="session")
def real():
    """A function from a file's name to its text; the test is skipped where the collection is absent."""
    if not BALLOTS.is_dir():
        pytest.skip("needs the shared data that TEJIDO_SHARED_DATA names")
    return lambda name: lzma.decompress((BALLOTS / f"{name}.pb.xz").read_bytes()).decode("utf-8-sig")


@pytest.fixture(scope="session")
def real_election(real):
    """A function from a file's name to its election."""
    return lambda name: pabulib.read(real(name)).election


@pytest.fixture(scope="session")
def every_name():
    """The names of all files of the collection."""
    return sorted(path.name.removesuffix(".pb.xz") for path in BALLOTS.glob("*.pb.xz"))
