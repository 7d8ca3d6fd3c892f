"""What happens once a day: each app registers its own, `tejido daily` and the site's clock run them all."""

from collections.abc import Callable
from datetime import datetime

Daily = Callable[[datetime], object]

_runs: dict[tuple[bool, str], Daily] = {}


def register(name: str, run: Daily, *, closes_the_day: bool = False) -> None:
    """Add what runs once a day; `run` gets the moment and must be able to run twice on one day without harm.

    What `closes_the_day` runs after all else: it takes in what the others did.
    """
    _runs[closes_the_day, name] = run


def run_all(now: datetime) -> dict[str, object]:
    """Run everything, in the order of its names, and return what each one answered."""
    return {name: run(now) for (_closes, name), run in sorted(_runs.items())}


def names() -> list[str]:
    """Return the names of all that runs daily, in their order."""
    return [name for _closes, name in sorted(_runs)]
