"""Path data of outlines: what SVG needs to draw places on one grid of whole numbers, and nothing of Django.

A picture keeps only the vertices whose absence would show at its scale. Both sides of a boundary are left with the
same vertices, so that neighbours fit. Projection: equirectangular about the middle latitude of the picture.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tejido.ground.places.outlines import UNITS_PER_DEGREE, Outlines, Ring, weight_of

METRES_PER_UNIT = 111_320 / UNITS_PER_DEGREE
SIDE, CROWDED_SIDE = 1000, 700  # the longer side of a picture, and of one of many places (it must stay light)
CROWDED = 300  # places
SHOWN = 8.0  # least area, in square steps of the picture, whose absence shows
SMALLEST_ISLAND = 12.0  # square steps; smaller rings are left out unless nothing else is left of the place

Steps = NDArray[np.int64]


@dataclass(frozen=True)
class Grid:
    """A picture's grid: where it begins, how large a step is, and its size in steps."""

    west: float
    north: float
    east_scale: float
    north_scale: float
    width: int
    height: int

    @property
    def least_weight(self) -> int:
        """The weight below which a vertex cannot be seen."""
        return weight_of(SHOWN * (METRES_PER_UNIT / self.north_scale) ** 2)

    def steps(self, points: NDArray[np.int64]) -> Steps:
        """Put points on the grid, without repeating one."""
        x = np.rint((points[:, 0] - self.west) * self.east_scale)
        y = np.rint((self.north - points[:, 1]) * self.north_scale)
        placed = np.stack([x, y], axis=1).astype(np.int64)
        moved = np.any(placed != np.roll(placed, 1, axis=0), axis=1)
        return placed[moved]


def grid_around(points: NDArray[np.int64], places: int) -> Grid:
    """Give the grid that just holds the points of a picture of so many places."""
    side = CROWDED_SIDE if places > CROWDED else SIDE
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    narrowing = math.cos(math.radians((north + south) / 2 / UNITS_PER_DEGREE))
    width, height = (east - west) * narrowing, float(north - south)
    scale = side / max(width, height)
    return Grid(
        west=float(west),
        north=float(north),
        east_scale=scale * narrowing,
        north_scale=scale,
        width=math.ceil(width * scale),
        height=math.ceil(height * scale),
    )


def path(outlines: Outlines, rings: Iterable[Ring], grid: Grid) -> str:
    """Write the path data of a place's rings: relative whole steps, each ring closed."""
    placed = [grid.steps(outlines.ring(ring, grid.least_weight)) for ring in rings]
    large = [steps for steps in placed if _area(steps) >= SMALLEST_ISLAND]
    return "".join(_ring_data(steps) for steps in large or [max(placed, key=_area)])


def _area(steps: Steps) -> float:
    """Area inside a ring, in square steps."""
    x, y = steps[:, 0], steps[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _ring_data(steps: Steps) -> str:
    start = f"M{steps[0, 0]} {steps[0, 1]}"
    moves = "".join(_pair(dx, dy) for dx, dy in np.diff(steps, axis=0).tolist())
    return f"{start}l{moves.lstrip()}z"


def _pair(dx: int, dy: int) -> str:
    """Write a move; a minus sign separates numbers by itself."""
    return f"{'' if dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
