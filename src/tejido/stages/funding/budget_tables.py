"""The package's own budget tables, read from its files: no database needed.

`scripts/build_budgets.py` makes the files; `manifest()` says where each figure comes from.
"""

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

FOLDER = "reference"


@dataclass(frozen=True, slots=True)
class Account:
    """What an account or a functional code buys, how sure that is, and the key of the reason."""

    code: str
    name: str
    unit: str
    category: str
    certainty: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts of one account in one year, in hundredths, by stage; `constant` in prices of the base year."""

    year: int
    code: str
    amounts: dict[str, int]
    constant: int | None


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """Give version, sources and what deflators were derived from."""
    return dict(json.loads(_text("manifest.json")))


@lru_cache(maxsize=1)
def codes() -> dict[tuple[str, str], Account]:
    """Give functional codes by scheme and code; `unit` names where the code is listed."""
    return {
        (row["scheme"], row["code"]): Account(
            row["code"], row["label"], row["source"], row["category"], row["certainty"], row["reason"]
        )
        for row in _rows("classification.csv")
    }


def accounts(source: str) -> dict[str, Account]:
    """Give the accounts of a source by their code."""
    names = ("code", "name", "unit", "category", "certainty", "reason")
    rows = (row for row in _rows("accounts.csv") if row["source"] == source)
    return {row["code"]: Account(*(row[name] for name in names)) for row in rows}


def lines(source: str) -> list[Line]:
    """Give the lines of a source, by year and code."""
    found = []
    for row in _rows("lines.csv"):
        if row["source"] == source:
            amounts = {stage: int(row[stage]) for stage in ("approved", "committed", "paid") if row[stage]}
            constant = int(row["constant"]) if row["constant"] else None
            found.append(Line(int(row["year"]), row["code"], amounts, constant))
    return found


def deflators() -> list[tuple[str, int, int, int]]:
    """Give currency, year, base year, and millionths by which an amount of the year is multiplied."""
    rows = _rows("deflators.csv")
    return [(row["currency"], int(row["year"]), int(row["base"]), int(row["millionths"])) for row in rows]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return files(__package__).joinpath(FOLDER, name).read_text("utf-8")
