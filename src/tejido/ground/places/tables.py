"""The package's own reference tables, read from its files: no database and no Django needed.

`scripts/build_reference.py` makes the files; `manifest()` says where each figure comes from.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

COUNTRY = "00"
UNSPECIFIED = ("998", "999")  # endings of keys under which publishers put what belongs to no known municipality

Value = int | float | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as the census of 2020 knows it; figures are None where there are none."""

    key: str
    name: str
    common_name: str
    abbreviation: str
    women: int | None
    men: int | None
    afro: int | None
    indigenous: int | None
    metro: str
    latitude: float | None
    longitude: float | None

    @property
    def population(self) -> int | None:
        """People counted in 2020."""
        return None if self.women is None or self.men is None else self.women + self.men

    @property
    def state(self) -> str:
        """Key of the state it lies in: itself for a state, `00` for the country."""
        return self.key[:2]


@dataclass(frozen=True, slots=True)
class Table:
    """An indicator over time: its periods (`2020` or `2020-01`) and a row of values for each key.

    None means not reported. A key of state and 999 holds what is known of the state but of no municipality.
    """

    indicator: str
    periods: tuple[str, ...]
    values: dict[str, list[Value]]

    def of(self, key: str) -> list[Value] | None:
        """Give the values of a place, summed with the unknown for a state or the country; None if none are listed."""
        if key in self.values:
            return self.values[key]
        if len(key) > 2:
            return None
        rows = [row for k, row in self.values.items() if key in (COUNTRY, k[:2])]
        return [_sum(column) for column in zip(*rows, strict=True)] if rows else None


def _sum(values: tuple[Value, ...]) -> Value:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _text(name: str) -> str:
    return files(__package__).joinpath("reference", name).read_text("utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _value(text: str) -> Value:
    if text in ("", "."):
        return None
    return float(text) if "." in text else int(text)


@lru_cache(maxsize=1)
def places() -> dict[str, PlaceRow]:
    """Every place by key, country and states included, in the order of keys."""
    rows = {}
    for row in _rows("places.csv"):
        women, men, afro, indigenous = (
            int(row[column]) if row[column] else None for column in ("women", "men", "afro", "indigenous")
        )
        latitude, longitude = (float(row[c]) if row[c] else None for c in ("latitude", "longitude"))
        words = (row["key"], row["name"], row["common_name"], row["abbreviation"])
        rows[row["key"]] = PlaceRow(*words, women, men, afro, indigenous, row["metro"], latitude, longitude)
    return rows


@lru_cache(maxsize=1)
def conditions() -> dict[str, dict[str, Value]]:
    """Marginalisation (CONAPO) and poverty (CONEVAL) of each municipality in 2020; shares are percentages."""
    return {row.pop("key"): {name: _value(text) for name, text in row.items()} for row in _rows("conditions.csv")}


def grade_of(key: str) -> int | None:
    """Grade of marginalisation of a municipality, 1 (very low) to 5 (very high); None for any other place."""
    grade = conditions().get(key, {}).get("grade")
    return None if grade is None else int(grade)


@lru_cache(maxsize=1)
def turnout() -> dict[str, dict[str, Value]]:
    """Votes and electoral roll of each municipality in the federal elections of deputies in 2012 and 2015."""
    return {row.pop("key"): {name: _value(text) for name, text in row.items()} for row in _rows("turnout.csv")}


@lru_cache(maxsize=1)
def authorities() -> tuple[dict[str, str], ...]:
    """What people thought of each authority in 2025, whole country, in per cent."""
    return tuple(_rows("authorities.csv"))


SERIES_FILES = {
    "homicides": "homicides", "population": "population",
    "missing": "missing", "found_alive": "missing", "found_dead": "missing",
    "victims_homicide": "victims", "victims_femicide": "victims",
    "victims_kidnapping": "victims", "victims_extortion": "victims",
    "investigations_homicide": "investigations", "investigations_femicide": "investigations",
    "unreported_crime": "trust", "unreported_for_authority": "trust",
}  # fmt: skip


def owner_of(code: str) -> tuple[str, str]:
    """Give the place that a key of a table belongs to, and the publisher's key where it is of no known municipality.

    `08037` is the place of that key; `08999` belongs to state 08, not specified; `33999` (abroad) to the country.
    """
    if code in places():
        return code, ""
    if code[:2] in places() and code[2:] in UNSPECIFIED:
        return code[:2], code[2:]
    return COUNTRY, code


def source_of(indicator: str) -> str:
    """Give the key, in the manifest, of the source of an indicator."""
    sources: list[str] = manifest()["tables"][f"{SERIES_FILES[indicator]}.series"]["sources"]
    return sources[0]


def table(indicator: str) -> Table:
    """Give an indicator's table; raise KeyError where there is none."""
    return _blocks(SERIES_FILES[indicator])[indicator]


@lru_cache(maxsize=8)
def _blocks(name: str) -> dict[str, Table]:
    blocks: dict[str, Table] = {}
    for line in _text(f"{name}.series").splitlines():
        key, *words = line.split()
        if key == "#":
            indicator, first, last = words
            current = blocks[indicator] = Table(indicator, _periods(first, last), {})
        else:
            current.values[key] = [value for word in words for value in _run(word)]
    return blocks


def _run(word: str) -> list[Value]:
    times, separator, value = word.partition("x")
    return [_value(value)] * int(times) if separator else [_value(word)]


def _periods(first: str, last: str) -> tuple[str, ...]:
    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(first) == 4:
        return tuple(str(year) for year in years)
    return tuple(f"{year}-{month:02d}" for year in years for month in range(1, 13))


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """Sources and checksums of the tables."""
    listed: dict[str, Any] = json.loads(_text("manifest.json"))
    return listed
