"""Places: which municipality a point lies in, which places a name means, and reading an official file.

Points against a linear scan over the same polygons with shapely; names against a scan with `in`; the file against the
csv module adding up in a dictionary. The file is a real vintage of SESNSP's federal figures out of TEJIDO_SHARED_DATA
(default: shared/data beside the checkout); BENCH_SESNSP may name another, such as the full municipal file.
"""

import csv
import io
import lzma
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from bench.installed import ROOT, demo_home
from bench.measuring import Row, compare

POINTS = 200
NAMES = ("juarez", "Benito Juárez, Quintana Roo", "san pedro", "cd mexico", "tuxtla", "nada de eso", "oax", "08037")
MONTHS = 12


def rows() -> Iterator[dict[str, Any]]:
    """Measure points, names and a file."""
    os.environ |= {"TEJIDO_HOME": str(demo_home()), "DJANGO_SETTINGS_MODULE": "tejido.config.settings"}
    sys.path[:0] = [str(ROOT / "src")]
    import django

    django.setup()
    yield _points()
    yield from _names()
    yield from _file()


def _points() -> dict[str, Any]:
    from tejido.ground.places.outlines import OutsideMexico, outlines

    known = outlines()
    known.place_at(19.43, -99.13)  # the tree is built on the first question, and warm from then on
    chance = random.Random(7)
    points = [(chance.uniform(14.5, 32.5), chance.uniform(-117, -86.8)) for _ in range(POINTS)]
    tree, keys = known._tree
    shapes = list(zip(tree.geometries, keys, strict=True))

    def found(latitude: float, longitude: float) -> str:
        try:
            return known.place_at(latitude, longitude)
        except OutsideMexico:
            return ""

    def ours() -> list[str]:
        return [found(*point) for point in points]

    def linear() -> list[str]:
        return [_scan(shapes, *point) for point in points]

    row = compare(f"place at a point, {POINTS} points warm", ours, "shapely, every polygon in turn", linear, runs=3)
    each = row.ours_cpu_s / POINTS
    return row.as_json() | {"note": f"{each * 1e6:.0f} µs a point (goal < 1 ms)"}


def _scan(shapes: list[tuple[Any, str]], latitude: float, longitude: float) -> str:
    from tejido.ground.places.outlines import TOLERANCE

    point = shapely.Point(longitude, latitude)
    inside = next((key for shape, key in shapes if shape.intersects(point)), None)
    if inside:
        return inside
    near = min((shape.distance(point), key) for shape, key in shapes)
    return near[1] if near[0] <= TOLERANCE else ""


def _names() -> Iterator[dict[str, Any]]:
    from tejido.ground.places.models import Place
    from tejido.ground.places.queries.finding import find_place

    def ours() -> list[list[str]]:
        return [[place.pk for place in find_place(name)] for name in NAMES]

    def held(name: str, found: list[str]) -> bool:
        words = name.partition(",")[0].lower().replace("á", "a")
        known = {place.pk: place.searchable for place in Place.objects.filter(pk__in=found)}
        return all(words in known[key] or words == key for key in found)

    ours()
    runs = []
    for _ in range(5):
        began = time.process_time()
        answers = ours()
        runs.append((time.process_time() - began) / len(NAMES))
    right = all(held(name, found) for name, found in zip(NAMES, answers, strict=True) if name != "cd mexico")
    each = sorted(runs)[2]
    note = f"{each * 1000:.1f} ms a name (goal < 5 ms)"
    yield Row("place by name", each, "no peer", None, None, right, (min(runs), max(runs)), note).as_json()


def _file() -> Iterator[dict[str, Any]]:
    shared = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = Path(os.environ.get("BENCH_SESNSP", shared / "violence" / "vintages" / "IDEFC_NM_may22.csv.xz"))
    if not path.exists():
        print(f"places: no official file at {path}; its row is left out", file=sys.stderr)
        return
    from tejido.ground.places.imports.loading import _read

    def ours() -> tuple[int, int]:
        report = _read(path, True, lambda _bytes: None)
        assert report.figures and not report.refused, report.refused[:3]
        return report.rows, sum(value or 0 for *_names, values in report.figures.rows() for value in values)

    def theirs() -> tuple[int, int]:
        return _sum_with_csv(path)

    yield compare(f"read {path.name}", ours, "csv module, sums in a dictionary", theirs, runs=3).as_json()


def _sum_with_csv(path: Path) -> tuple[int, int]:
    opener = lzma.open if path.suffix == ".xz" else open
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * MONTHS)
    number = 0
    with opener(path, "rb") as file:
        lines = csv.reader(io.TextIOWrapper(file, "cp1252", newline=""))  # type: ignore[arg-type]  # either is a stream
        next(lines)
        for line in lines:
            number += 1
            total = sums[(*line[:2], *line[4:6])]
            for month, cell in enumerate(line[-MONTHS:]):
                total[month] += int(cell.replace(",", "") or 0)
    return number, sum(map(sum, sums.values()))
