"""What happens once a day: each app registers its own, `tejido daily` and the site's clock run them all."""

from collections.abc import Callable
from datetime import datetime

Daily = Callable[[datetime], object]

_runs: dict[str, Daily] = {}


def register(name: str, run: Daily) -> None:
    """Add what runs once a day; `run` gets the moment and must be able to run twice on one day without harm."""
    _runs[name] = run


def run_all(now: datetime) -> dict[str, object]:
    """Run everything, in the order of its names, and return what each one answered."""
    return {name: run(now) for name, run in sorted(_runs.items())}


def names() -> list[str]:
    """Return the names of all that runs daily."""
    return sorted(_runs)
