"""How a bench measures: CPU seconds of this process, product and peer in turn, medians and spread."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One comparison. `ratio` is peer / ours: how many times less CPU ours takes; None without a peer to run here."""

    name: str
    ours_cpu_s: float
    peer: str
    peer_cpu_s: float | None
    ratio: float | None
    same_outcome: bool
    spread_cpu_s: tuple[float, float] = (0.0, 0.0)
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as the command prints it."""
        return asdict(self)


def compare(
    name: str,
    ours: Callable[[], Any],
    peer_name: str,
    peer: Callable[[], Any],
    *,
    runs: int = 5,
    same: Callable[[Any, Any], bool] = lambda one, other: one == other,
    note: str = "",
) -> Row:
    """Run both in turn `runs` times after a warm-up and compare their outcomes first: another answer is no peer."""
    mine, theirs = ours(), peer()
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, taken in zip((ours, peer), seconds, strict=True):
            gc.collect()
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
    ours_s, peer_s = (statistics.median(taken) for taken in seconds)
    spread = (min(seconds[0]), max(seconds[0]))
    return Row(name, ours_s, peer_name, peer_s, peer_s / ours_s if ours_s else None, same(mine, theirs), spread, note)
