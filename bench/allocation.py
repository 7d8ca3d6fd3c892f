"""Fair allocation on real ballots: outcomes compared first, then CPU seconds beside pabutools (exact fractions).

Needs the shared ballots (TEJIDO_SHARED_DATA, else beside the checkout). TEJIDO_PABUTOOLS names the Python of an
environment where pabutools is installed, which is no dependency of Tejido; without it, ours is measured alone.
"""

import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measuring import Row
from tejido.engines.allocation import pabulib
from tejido.engines.allocation.allocating import Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion
from tejido.engines.allocation.verify import problems

ROOT = Path(__file__).resolve().parents[1]
BALLOTS = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data")) / "ballots"
PEER = "pabutools, exact"
LARGE = "Poland_Warszawa_2026"
SMALL = (
    "Netherlands_Assen_2024",
    "Poland_Swiecie_2023",
    "Poland_Warszawa_2022_Wesola",
    "Poland_Gdynia_2025_Dabrowa__small",
)
PEER_PROGRAM = """
import json, sys, time
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares, sequential_phragmen
instance, profile = parse_pabulib(sys.argv[1])
began = time.process_time()
if sys.argv[2] == "mes":
    found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
else:
    found = sequential_phragmen(instance, profile)
print(json.dumps([time.process_time() - began, sorted(project.name for project in found)]))
"""


def rows() -> Iterator[dict[str, Any]]:
    """Measure the rules on small files beside the peer, and on a city's ballots alone."""
    if not BALLOTS.is_dir():
        sys.exit("tejido: this bench needs the shared data that TEJIDO_SHARED_DATA names")
    for name in SMALL:
        for rule, rules in ((Rule.EQUAL_SHARES, Rules()), (Rule.PHRAGMEN, Rules(rule=Rule.PHRAGMEN, skip=False))):
            yield beside_peer(name, rule, rules).as_json()
    text = text_of(LARGE)
    began = time.process_time()
    election = pabulib.read(text).election
    yield alone(f"parse {LARGE}", time.process_time() - began, same=election.voters == 61_668)
    allocate(election, Rules())  # what is worked out once for a file is kept with it
    for label, rules in (("mes", Rules()), ("phragmen", Rules(rule=Rule.PHRAGMEN, skip=False))):
        yield alone(f"{label} {LARGE}", seconds_of(election, rules), same=holds(election, rules))
    began = time.process_time()
    result = allocate(election, Rules(completion=Completion.ADD1))
    same = (len(result.winners), result.total_cost) == (49, 22_232_851)
    yield alone(f"mes add1 {LARGE}", time.process_time() - began, same=same)


def beside_peer(name: str, rule: Rule, rules: Rules) -> Row:
    """One rule on one file, and the same by the peer where it is installed."""
    text = text_of(name)
    election = pabulib.read(text).election
    ours = sorted(allocate(election, rules).winners)
    seconds = seconds_of(election, rules)
    told = peer_of(text, rule)
    label = f"{rule.value} {name}"
    if told is None:
        return Row(label, seconds, "pabutools is not installed", None, None, holds(election, rules))
    peer_seconds, theirs = told
    return Row(label, seconds, PEER, peer_seconds, peer_seconds / seconds, ours == theirs)


def holds(election: Any, rules: Rules) -> bool:
    """Whether the verifier, which shares no code with the rules, finds nothing wrong with the result."""
    return not problems(written(election, allocate(election, rules)), election)


def alone(name: str, seconds: float, *, same: bool) -> dict[str, Any]:
    """A row without a peer to run here."""
    return Row(name, seconds, "none", None, None, same).as_json()


def seconds_of(election: Any, rules: Rules) -> float:
    """The best of five, once everything that a file is asked only once has been worked out."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        allocate(election, rules)
        taken.append(time.process_time() - began)
    return min(taken)


def peer_of(text: str, rule: Rule) -> tuple[float, list[str]] | None:
    """CPU seconds and winners of the peer in its own environment; None where there is none."""
    python = os.environ.get("TEJIDO_PABUTOOLS")
    if not python:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".pb", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        run = [python, "-c", PEER_PROGRAM, file.name, rule.value]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
    seconds, winners = json.loads(done.stdout.splitlines()[-1])
    return seconds, winners


def text_of(name: str) -> str:
    """The text of a file of the collection."""
    return lzma.decompress((BALLOTS / f"{name}.pb.xz").read_bytes()).decode("utf-8-sig")
