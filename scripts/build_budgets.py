#!/usr/bin/env python3
"""Rebuild the package's budget tables from the shared collection of public data.

    python scripts/build_budgets.py [COLLECTION]     (default: $TEJIDO_SHARED_DATA)

Writes `src/tejido/stages/funding/reference/`: `accounts.csv` (what each account buys, and why), `lines.csv` (amounts in
hundredths by stage), `deflators.csv`, `classification.csv` (functional codes) and `manifest.json` with publisher,
title, years, vintage, treatment, licence and checksum of each source. The same input gives the same bytes; a total
that a source prints and its lines do not add up to stops the build.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import budget_sources as known
from budget_sources import ACCOUNTS, CBJ, DASHBOARD, FEDERAL, GREENBOOK, SOURCES

TARGET = Path(__file__).resolve().parents[1] / "src" / "tejido" / "stages" / "funding" / "reference"
VERSION = "2026-11"
STAGES = ("approved", "committed", "paid", "constant")
Amounts = dict[str, int]  # by stage, and "constant"
Lines = dict[tuple[int, str], Amounts]  # by year and code
Accounts = dict[str, tuple[str, str]]  # name and unit by code


def hundredths(text: str) -> int:
    """Read an amount as integer hundredths; tenths of a cent that a table carries are rounded."""
    return int((Decimal(text) * 100).quantize(Decimal(1)))


def slug(*words: str) -> str:
    """Make a short code of words."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words).casefold()).strip("-")[:80]


def greenbook(folder: Path) -> tuple[Lines, Accounts, dict[int, tuple[int, int]]]:
    """Read lines, accounts, and by year the sums in current dollars and in dollars of 2020."""
    lines: Lines = defaultdict(lambda: {"committed": 0, "constant": 0})
    accounts: Accounts = {}
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in read(folder / SOURCES[GREENBOOK]["file"]):
        year, code = int(float(row["fiscal_year"])), slug(row["category"][:3], row["account"])
        accounts[code] = (row["account"], row["agency"])
        now, then = hundredths(row["obligations_usd"]), hundredths(row["obligations_usd_2020"])
        lines[year, code]["committed"] += now
        lines[year, code]["constant"] += then
        sums[year] = (sums[year][0] + now, sums[year][1] + then)
    return lines, accounts, sums


def congress(folder: Path) -> tuple[Lines, Accounts]:
    """Read lines and accounts in thousands of dollars, checked against the totals printed for each year."""
    lines: Lines = {}
    totals: dict[int, int] = {}
    for row in read(folder / SOURCES[CBJ]["file"]):
        year, amount = int(row["fiscal_year"]), int(row["thousand_usd"]) * 100_000
        name = row["account"].replace(" ", "").replace("GHCS-", "GHP-")
        if name in {"Total", "AllAccounts"}:
            totals[year] = amount
        elif not name.startswith("Total"):
            lines[year, name] = {"approved": amount}
    check({year: total(lines, year, "approved") for year in totals}, totals)
    units = {"DA": "USAID", "GHP-USAID": "USAID"}
    names = {code for _year, code in lines}
    return lines, {code: (known.CBJ_NAMES[code], units.get(code, "Department of State")) for code in names}


def dashboard(folder: Path) -> tuple[Lines, Accounts]:
    """Read lines by sector, checked against the totals of each year and stage."""
    lines: Lines = defaultdict(dict)
    totals: dict[tuple[int, str], int] = {}
    accounts: Accounts = {}
    for row in read(folder / SOURCES[DASHBOARD]["file"], delimiter="\t"):
        year, stage = int(row["FiscalYear"]), {"Obligated": "committed", "Spent": "paid"}[row["Aidtype"]]
        amount = hundredths(row["AnnualSectorSpent"])
        if row["Category"] == "Total":
            totals[year, stage] = amount
            continue
        code = slug(row["Category"])
        accounts[code] = (row["Category"], "")
        lines[year, code][stage] = amount
    check({key: total(lines, *key) for key in totals}, totals, slack=100)
    return lines, accounts


def federal() -> tuple[Lines, Accounts]:
    """Give the figures of the decree."""
    rows = known.FEDERAL_LINES
    lines: Lines = {(2026, code): {"approved": pesos * 100} for code, _name, _unit, pesos in rows}
    return lines, {code: (name, unit) for code, name, unit, _pesos in rows}


def total(lines: Lines, year: int, stage: str) -> int:
    """Add up a year's lines."""
    return sum(amounts.get(stage, 0) for (of, _code), amounts in lines.items() if of == year)


def check(ours: dict, printed: dict, slack: int = 0) -> None:
    """Stop where our sums are not what the source prints."""
    for key, amount in printed.items():
        if abs(ours[key] - amount) > slack:
            raise SystemExit(f"{key}: lines add up to {ours[key]}, the source says {amount}")


def bought(source: str, code: str, name: str) -> tuple[str, str, str]:
    """Say what an account buys, how sure that is, and why."""
    of = ACCOUNTS[source]
    if source == GREENBOOK and name == "Operation and Maintenance, Navy" and code.startswith("eco"):
        return known.OTHER  # reported as aid that is not military
    return of.get(code) or of.get(name) or known.OTHER


def codes(folder: Path) -> Iterable[list[str]]:
    """Yield functional codes with what they buy; what the taxonomy calls mixed, or by programme, stays open."""
    for row in read(folder / "money" / "taxonomia_presupuesto.csv"):
        key = (row["esquema"].split("-")[0], row["codigo"])
        category, how, reason = known.CATEGORIES[row["categoria_tejido"]], "sure", "code_direct"
        if row["criterio"].startswith("mixto"):
            category, how, reason = "mixed", "mixed", "code_mixed"
        elif row["criterio"].startswith("por programa"):
            category, how, reason = "unclassified", "unknown", "code_by_programme"
        elif key in known.WARNED:
            how, reason = known.WARNED[key]
        yield [*key, row["etiqueta"], category, how, reason, row["fuente"]]
    yield from (list(row) for row in known.MORE_CODES)


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Give the rows of a table."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def table(header: list[str], rows: Iterable[Iterable[object]]) -> str:
    """Write rows as CSV with plain line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def build(folder: Path) -> dict[str, str]:
    """Give the text of every file by its name."""
    green, green_accounts, sums = greenbook(folder)
    parts = {
        GREENBOOK: (green, green_accounts),
        CBJ: congress(folder),
        DASHBOARD: dashboard(folder),
        FEDERAL: federal(),
    }
    accounts, lines = [], []
    for source, (found, names) in parts.items():
        for code, (name, unit) in sorted(names.items()):
            accounts.append([source, code, name, unit, *bought(source, code, name)])
        for (year, code), amounts in sorted(found.items()):
            lines.append([source, year, code, *(amounts.get(stage, "") for stage in STAGES)])
    factors = [["USD", 2020, year, round(then * 1_000_000 / now)] for year, (now, then) in sorted(sums.items())]
    for source in SOURCES.values():
        data = (folder / source["file"]).read_bytes() if source["file"] else b""
        source["sha256"] = hashlib.sha256(data).hexdigest() if data else ""
    stated = {"version": VERSION, "sources": SOURCES, "deflators": {"USD": GREENBOOK}}
    head = ["source", "code", "name", "unit", "category", "certainty", "reason"]
    return {
        "accounts.csv": table(head, accounts),
        "lines.csv": table(["source", "year", "code", *STAGES], lines),
        "deflators.csv": table(["currency", "base", "year", "millionths"], factors),
        "classification.csv": table(
            ["scheme", "code", "label", "category", "certainty", "reason", "source"], codes(folder)
        ),
        "manifest.json": json.dumps(stated, ensure_ascii=False, indent=1) + "\n",
    }


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", nargs="?", default=os.environ.get("TEJIDO_SHARED_DATA"))
    folder = Path(parser.parse_args().collection)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in build(folder).items():
        (TARGET / name).write_text(text, "utf-8")
        print(f"{name}: {len(text.encode()):,} bytes")  # noqa: T201  a script


if __name__ == "__main__":
    main()
