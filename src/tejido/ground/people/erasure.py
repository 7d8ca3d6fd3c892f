"""What else goes when an account goes. Apps above register what a foreign key alone does not clear."""

from collections.abc import Callable
from datetime import datetime

from tejido.ground.people.models import Person

Clear = Callable[[Person, datetime], object]

_clears: list[Clear] = []


def register(clear: Clear) -> None:
    """Have `clear(person, now)` called before a person's row is erased, in the same transaction.

    Called once, from `AppConfig.ready`. Rows that point to a person with CASCADE or SET_NULL go by themselves; register
    what must happen besides, such as ending a membership in words or handing over what only this person could do.
    """
    if clear not in _clears:
        _clears.append(clear)


def clear_all(person: Person, now: datetime) -> None:
    """Run what was registered, in the order of registering."""
    for clear in _clears:
        clear(person, now)
