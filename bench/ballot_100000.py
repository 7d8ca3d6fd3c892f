"""A ballot of 100,000 voters through the site's own import: brought in, closed, computed, certified, shown.

No peer does all of it; the goal is 5 s of CPU (docs/decisions/0026). The ballots are made: 80 projects, five approvals
on average, a few favourites. Twice: with few choices for each, so that single ballots are published and both files are
fetched over HTTP, and with five, so that two scrutineers recompute. The verifier of the command line has the last word.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.installed import demo_home, run
from bench.measuring import Row

VOTERS = 100_000
GOAL_S = 5.0
KINDS = (("published: 80 projects, 1 or 2 each", 80, 2), ("unpublished: 80 projects, up to 9", 80, 9))


def rows() -> Iterator[dict[str, Any]]:
    """Measure both, each in a process of its own."""
    for name, projects, most in KINDS:
        with tempfile.TemporaryDirectory(prefix="tejido-bench-ballot-") as folder:
            home = Path(shutil.copytree(demo_home(), Path(folder) / "home"))
            words = ("bench.inside_ballot", str(VOTERS), str(projects), str(most))
            found = json.loads(run(home, "-m", *words).splitlines()[-1])
        holds = found["verified"] and found["voters"] == VOTERS and found["cpu_s"] <= GOAL_S
        parts = ", ".join(f"{part} {seconds:.2f}" for part, seconds in found["parts"].items())
        note = f"goal <= {GOAL_S:.0f} s; {parts}; {found['winners']} winners, {found['memory_mb']} MB"
        yield Row(f"{VOTERS:,} ballots, {name}", found["cpu_s"], "no peer", None, None, holds, note=note).as_json()
