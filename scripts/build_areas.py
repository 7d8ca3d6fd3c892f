#!/usr/bin/env python3
"""Work out the areas by which the site says what people tell: municipalities, small ones merged with neighbours.

    PYTHONPATH=src python scripts/build_areas.py

Writes `src/tejido/stages/reports/areas.csv` from the package's own reference data (census and outlines of 2020). The
areas stay as they are once figures were published by them: other areas beside the old ones could be subtracted.
Only municipalities of one state are merged. One that was created after the census counts with that from which it was
split off, since the census counted its people there.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from tejido.engines.statistics.merging import merge_small
from tejido.ground.places import tables
from tejido.ground.places.outlines import outlines
from tejido.stages.reports.areas import LEAST_PEOPLE

TARGET = Path(__file__).resolve().parents[1] / "src" / "tejido" / "stages" / "reports" / "areas.csv"
SPLIT_FROM = {  # decrees of the congresses of the states, 2021 to 2024
    "02007": "02002", "04013": "04001", "12082": "12053", "12083": "12012", "12084": "12041", "12085": "12023",
    "24059": "24028", "25019": "25006", "25020": "25011",
}  # fmt: skip


def areas() -> dict[str, str]:
    """Give each municipality the key of its area."""
    found: dict[str, str] = {}
    rows = {key: row for key, row in tables.places().items() if len(key) == 5}
    for state in sorted({key[:2] for key in rows}):
        people = {key: row.population for key, row in rows.items() if key[:2] == state and row.population is not None}
        neighbours = {key: [other for other in outlines().neighbours(key) if other in people] for key in people}
        found |= merge_small(people, neighbours, LEAST_PEOPLE, nearest=_nearest)
    found |= {key: found[origin] for key, origin in SPLIT_FROM.items()}
    return dict(sorted(found.items()))


def _nearest(key: str, others: Iterable[str]) -> str:
    rows = tables.places()

    def distance(other: str) -> tuple[float, str]:
        one, two = rows[key], rows[other]
        east = (one.longitude or 0) - (two.longitude or 0)
        north = (one.latitude or 0) - (two.latitude or 0)
        return east**2 + north**2, other

    return min(others, key=distance)


def text() -> str:
    """Give the file."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    out.writerow(["municipality", "area"])
    out.writerows(areas().items())
    return written.getvalue()


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
