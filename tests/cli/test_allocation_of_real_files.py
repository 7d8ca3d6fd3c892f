"""All files of the shared collection through the command line: allocated, explained and verified."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tejido.cli.allocation import allocation

pytestmark = pytest.mark.shared_data

ROOT = Path(__file__).resolve().parents[2]
BALLOTS = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data")) / "ballots"
FILES = sorted(BALLOTS.glob("*.pb.xz"))
LARGE = 40_000  # bytes; whole cities take long, and the bench asks every rule of one of them
RULES = [("mes",), ("greedy",), ("greedy", "--stop-at-first"), ("phragmen",), ("bos",)]


def run(*words):
    return CliRunner().invoke(allocation, [str(word) for word in words])


@pytest.mark.skipif(not FILES, reason="needs the shared data that TEJIDO_SHARED_DATA names")
def test_every_file_is_there():
    assert len(FILES) == 53


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_rule_runs_explains_and_holds(file, tmp_path):
    for rule in RULES if file.stat().st_size < LARGE else RULES[:1]:
        done = run("run", file, "--rule", *rule, "--json")
        assert (done.exit_code, done.stderr) == (0, ""), rule
        found = json.loads(done.stdout)
        assert float(found["total_cost"]) <= float(found["budget"])
        assert [one["project"] for one in found["explanation"]["won"]] == found["winners"]
        result = tmp_path / "result.json"
        result.write_text(done.stdout)
        assert json.loads(run("verify", result, file, "--json").stdout) == {"ok": True, "problems": []}, rule
