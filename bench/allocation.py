"""Fair allocation on real ballots: outcomes compared first, then CPU seconds beside pabutools (exact fractions).

Every row is there twice where the extra `fast` is installed: with the plain loops and with the compiled ones. A row's
figure is the median of warm calls; its note states the first call, in which what is worked out once for a file (and
the loading of numba) is paid for. Needs the shared ballots (TEJIDO_SHARED_DATA, else beside the checkout).
TEJIDO_PABUTOOLS names the Python of an environment where pabutools is installed, which is no dependency of Tejido;
without it, ours is measured alone.
"""

import json
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.measuring import Row
from tejido.engines.allocation import equal_shares, loops, pabulib, phragmen
from tejido.engines.allocation.allocating import Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion
from tejido.engines.allocation.verify import problems

ROOT = Path(__file__).resolve().parents[1]
BALLOTS = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data")) / "ballots"
PEER = "pabutools, exact"
LARGE, LONG = "Poland_Warszawa_2026", "Hungary_Budapest_2024"
SMALL = (
    "Netherlands_Assen_2024",
    "Poland_Swiecie_2023",
    "Poland_Warszawa_2022_Wesola",
    "Poland_Gdynia_2025_Dabrowa__small",
)
NOT_ASKED = "the peer is not asked: when it was, it had done 76 of 185 steps after 281 s"
RULES = {
    "mes": Rules(),
    "phragmen": Rules(rule=Rule.PHRAGMEN, skip=False),
    "add1": Rules(completion=Completion.ADD1),
}
PEER_PROGRAM = """
import json, sys, time
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares, sequential_phragmen
began = time.process_time()
instance, profile = parse_pabulib(sys.argv[1])
parsed, taken = time.process_time() - began, {}
for rule in sys.argv[2:]:
    began = time.process_time()
    if rule == "phragmen":
        found = sequential_phragmen(instance, profile)
    else:
        more = {"voter_budget_increment": 1} if rule == "add1" else {}
        found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, **more)
    taken[rule] = [time.process_time() - began, sorted(project.name for project in found)]
print(json.dumps({"parse": parsed, "ballots": len(profile), "rules": taken}))
"""


def rows() -> Iterator[dict[str, Any]]:
    """Measure on small files and on a city's ballots, beside the peer where it is installed."""
    if not BALLOTS.is_dir():
        sys.exit("tejido: this bench needs the shared data that TEJIDO_SHARED_DATA names")
    told = {name: peer_of(text_of(name), ["mes", "phragmen", "add1"]) for name in SMALL[:2]}
    told |= {name: peer_of(text_of(name), ["mes", "phragmen"]) for name in (*SMALL[2:], LARGE)}
    yield parsing(told[LARGE]).as_json()
    for label, kind in kinds():
        for name in (*SMALL, LARGE):
            election = pabulib.read(text_of(name)).election
            for rule in RULES if name not in SMALL[2:] else ("mes", "phragmen"):
                yield ruling(label, kind, name, election, rule, told[name]).as_json()
        yield whole(label, kind, told[LARGE]).as_json()
        yield long_one(label, kind).as_json()


def kinds() -> Iterator[tuple[str, Callable[[], loops.Loops]]]:
    """The plain loops, and the compiled ones where they are installed."""
    yield "plain", loops.plain
    if loops.is_installed():
        yield "fast", loops.compiled


def use(kind: Callable[[], loops.Loops]) -> None:
    """Have the rules use these loops, whatever they would choose."""
    for module in (equal_shares, phragmen):
        module.chosen = lambda *_given, **_named: kind()  # type: ignore[attr-defined]  # a module takes any name


def timed(work: Callable[[], Any], runs: int = 9) -> tuple[float, tuple[float, float], float, Any]:
    """Median and spread of warm calls, the first call, and what it gave."""
    taken = []
    for _ in range(runs + 1):
        began = time.process_time()
        given = work()
        taken.append(time.process_time() - began)
    first, *warm = taken
    return statistics.median(warm), (min(warm), max(warm)), first, given


def row_of(name: str, measured: Any, peer: float | None, *, same: bool, note: str = "") -> Row:
    """A row; `peer` is None where no peer was run."""
    seconds, spread, first, _given = measured
    note = "; ".join(filter(None, [f"first call {first:.4f} s", note]))
    return Row(name, seconds, PEER if peer else "none", peer, peer / seconds if peer else None, same, spread, note)


def parsing(told: Any) -> Row:
    """The text of a large file, decompressed, to an election."""
    text = text_of(LARGE)
    measured = timed(lambda: pabulib.read(text).election)
    same = measured[3].voters == (told["ballots"] if told else 61_668)
    return row_of(f"parse {LARGE}", measured, told and told["parse"], same=same, note=f"{len(text.encode())} bytes")


def ruling(label: str, kind: Callable[[], loops.Loops], name: str, election: Any, rule: str, told: Any) -> Row:
    """One rule on one file; the same winners as the peer's, or else those that the verifier accepts."""
    use(kind)
    measured = timed(lambda: allocate(election, RULES[rule]), 3 if rule == "add1" else 9)
    result = measured[3]
    theirs = told and told["rules"].get(rule)
    if (name, rule) == (LARGE, "add1"):
        same = (len(result.winners), result.total_cost) == (49, 22_232_851)  # known from two other programs
    else:
        same = sorted(result.winners) == theirs[1] if theirs else not problems(written(election, result), election)
    note = "" if theirs or not told else NOT_ASKED
    return row_of(f"{rule} {name}, {label}", measured, theirs and theirs[0], same=same, note=note)


def whole(label: str, kind: Callable[[], loops.Loops], told: Any) -> Row:
    """From the text of a file to the result with its certificate, written as it is published."""
    use(kind)
    text = text_of(LARGE)

    def work() -> Any:
        election = pabulib.read(text).election
        return json.dumps(written(election, allocate(election, RULES["mes"])))

    measured = timed(work)
    theirs = told and told["parse"] + told["rules"]["mes"][0]
    same = not problems(json.loads(measured[3]), pabulib.read(text).election)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    note = f"this process held {most} MB at most, the benches before included"
    return row_of(f"file to certified mes {LARGE}, {label}", measured, theirs, same=same, note=note)


def long_one(label: str, kind: Callable[[], loops.Loops]) -> Row:
    """Add1 where a unit is a forint and an equal part is 34,551 of them; one call, of which no peer sees the end."""
    use(kind)
    election = pabulib.read(text_of(LONG)).election
    began = time.process_time()
    result = allocate(election, RULES["add1"])
    seconds = time.process_time() - began
    same = (result.certificate["added"], result.total_cost) == (22_001, 999_000_000)
    measured = (seconds, (seconds, seconds), seconds, result)
    return row_of(f"add1 {LONG}, {label}", measured, None, same=same, note="22,001 units added")


def peer_of(text: str, rules: list[str]) -> Any:
    """CPU seconds and winners of the peer in its own environment; None where there is none."""
    python = os.environ.get("TEJIDO_PABUTOOLS")
    if not python:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".pb", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        run = [python, "-c", PEER_PROGRAM, file.name, *rules]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def text_of(name: str) -> str:
    """The text of a file of the collection."""
    return lzma.decompress((BALLOTS / f"{name}.pb.xz").read_bytes()).decode("utf-8-sig")
