"""Areas: the municipalities by which the site says what people tell, small ones merged with neighbours (promise 6).

Read from `areas.csv`, which `scripts/build_areas.py` worked out once. An area is named by the key of its municipality
with the most people.
"""

import csv
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

LEAST_PEOPLE = 20_000


@lru_cache(maxsize=1)
def _areas() -> dict[str, str]:
    text = files(__package__).joinpath("areas.csv").read_text("utf-8")
    return {row["municipality"]: row["area"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def _members() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for municipality, area in _areas().items():
        found[area].append(municipality)
    return {area: tuple(keys) for area, keys in found.items()}


def area_of(key: str) -> str:
    """Give the area of a municipality by its key; a state is its own. A municipality created later is its state."""
    return key if len(key) == 2 else _areas().get(key, key[:2])


def members_of(area: str) -> tuple[str, ...]:
    """Give the keys of the municipalities of an area."""
    return _members().get(area, (area,))


def areas_in(state: str) -> tuple[str, ...]:
    """Give the areas of a state."""
    return tuple(area for area in _members() if area[:2] == state)
