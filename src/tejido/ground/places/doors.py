"""Official doors: whom to call and where to go, as far as anybody has checked it; read from `doors.csv`.

`scripts/reference_doors.py` makes the file and says where each line comes from. What is not known is None and never
guessed: a wrong number is worse than none for whoever needs it now.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from tejido.ground.places.tables import COUNTRY
from tejido.ground.places.vocabulary import DoorKind


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the place `key`. `source` is what the line rests on, `text_of` the day of that law's text."""

    key: str
    kind: DoorKind
    phone: str
    web: str
    source: str
    text_of: date | None
    checked_on: date | None


@lru_cache(maxsize=1)
def doors() -> dict[tuple[str, DoorKind], Door]:
    """Every door that the package knows, by place and kind."""
    found = {}
    for row in csv.DictReader(files(__package__).joinpath("doors.csv").read_text("utf-8").splitlines()):
        kind = DoorKind(row["kind"])
        days = (date.fromisoformat(row[column]) if row[column] else None for column in ("text_of", "checked_on"))
        found[row["key"], kind] = Door(row["key"], kind, row["phone"], row["web"], row["source"], *days)
    return found


def doors_of(key: str) -> list[Door]:
    """Give one door of each kind for a place, in the order of the vocabulary: its own, its state's or the country's."""
    known = doors()
    nearest = (key, key[:2], COUNTRY)
    found = (next((known[at, kind] for at in nearest if (at, kind) in known), None) for kind in DoorKind)
    return [door for door in found if door is not None]
