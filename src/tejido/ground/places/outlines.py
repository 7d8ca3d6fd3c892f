"""Outlines of municipalities and states: which place lies where, who borders on whom, and rings to draw.

Read from `reference/outlines.json` (INEGI, Marco Geoestadístico 2020; see `scripts/reference_outlines.py` for the
format). Municipalities created after 2020 have no outline yet: a point in one answers with the older municipality.
"""

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

import numpy as np
import shapely
from numpy.typing import NDArray

UNITS_PER_DEGREE = 10_000
TOLERANCE = 0.003  # degrees, about 300 m: by how much the simplified coast may leave out a beach or a pier

Points = NDArray[np.int64]  # n x 2: longitude and latitude in ten-thousandths of a degree
Ring = list[int]  # one-based numbers of arcs, negative where walked backwards


class OutsideMexico(LookupError):  # noqa: N818  names what happened
    """A point lies in no municipality."""


def weight_of(square_metres: float) -> int:
    """Give the least weight of a vertex whose absence would change more than this area."""
    return 48 + (round(2 * float(np.log2(square_metres))) if square_metres >= 1 else 0)


@dataclass(frozen=True)
class Outlines:
    """All outlines, decoded; the rest is worked out when first asked for."""

    arcs: tuple[Points, ...]
    weights: tuple[NDArray[np.uint8], ...]
    municipalities: dict[str, list[list[Ring]]]
    states: dict[str, list[Ring]]

    def ring(self, ring: Ring, least_weight: int = 0) -> Points:
        """Give the points of a ring, without the vertices of less weight; the last is not the first again."""
        parts = []
        for number in ring:
            points = self._arc(abs(number) - 1, least_weight)
            parts.append((points if number > 0 else points[::-1])[:-1])
        return np.concatenate(parts)

    def _arc(self, index: int, least_weight: int) -> Points:
        points = self.arcs[index]
        return points[self.weights[index] >= least_weight] if least_weight else points

    @cached_property
    def _tree(self) -> tuple[shapely.STRtree, tuple[str, ...]]:
        shapes = []
        for polygons in self.municipalities.values():
            parts = [[self.ring(ring) / UNITS_PER_DEGREE for ring in polygon] for polygon in polygons]
            shape = shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in parts])
            shapes.append(shape if shape.is_valid else shapely.make_valid(shape))
        shapely.prepare(shapes)
        return shapely.STRtree(shapes), tuple(self.municipalities)

    def place_at(self, latitude: float, longitude: float) -> str:
        """Give the key of the municipality in which a point lies (WGS 84 degrees); raise OutsideMexico.

        On a shared boundary the municipality with the lower key answers; within 300 m of the outline the nearest.
        """
        if not (math.isfinite(latitude) and math.isfinite(longitude)):
            raise OutsideMexico(f"{latitude}, {longitude}")
        tree, keys = self._tree
        point = shapely.Point(longitude, latitude)
        found = tree.query(point, predicate="intersects")
        if not len(found):
            found = tree.query_nearest(point, max_distance=TOLERANCE)
        if not len(found):
            raise OutsideMexico(f"{latitude}, {longitude}")
        return keys[int(found.min())]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        sides: dict[int, set[str]] = defaultdict(set)
        for key, polygons in self.municipalities.items():
            for number in (n for polygon in polygons for ring in polygon for n in ring):
                sides[abs(number)].add(key)
        touching: dict[str, set[str]] = defaultdict(set)
        for keys in sides.values():
            for key in keys:
                touching[key] |= keys - {key}
                touching[key[:2]] |= {other[:2] for other in keys} - {key[:2]}
        return {key: tuple(sorted(keys)) for key, keys in touching.items()}

    def neighbours(self, key: str) -> tuple[str, ...]:
        """Give the keys of the municipalities (of the states, for a state) that share a stretch of boundary."""
        return self._neighbours.get(key, ())


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Read the package's outlines, once."""
    raw = json.loads(files(__package__).joinpath("reference", "outlines.json").read_text("utf-8"))
    arcs = tuple(np.cumsum(np.array(arc, dtype=np.int64).reshape(-1, 2), axis=0) for arc in raw["arcs"])
    weights = tuple(np.frombuffer(row.encode("ascii"), dtype=np.uint8) for row in raw["weights"])
    return Outlines(arcs, weights, raw["municipalities"], raw["states"])
