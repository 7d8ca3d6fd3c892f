"""What happens every hour: as tejido.ground.web.daily, for what people want at an hour of their own."""

from collections.abc import Callable
from datetime import datetime

Hourly = Callable[[datetime], object]

_runs: dict[str, Hourly] = {}


def register(name: str, run: Hourly) -> None:
    """Add what runs every hour; `run` gets the moment and must be able to run twice in one hour without harm."""
    _runs[name] = run


def run_all(now: datetime) -> dict[str, object]:
    """Run everything, in the order of its names, and return what each one answered."""
    return {name: run(now) for name, run in sorted(_runs.items())}
