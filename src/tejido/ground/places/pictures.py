"""A state or a municipality as a small PNG that can be pointed at without scripts, and what was pointed at.

For `<input type="image">`: the browser sends the point in pixels of the picture, which must therefore be shown at its
own size. Lines, a few names and nothing else; no colour says anything. Tor Browser's safest level shows PNG, never SVG.
"""

import io
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont

from tejido.ground.places.drawing import METRES_PER_UNIT, Grid
from tejido.ground.places.outlines import UNITS_PER_DEGREE, Ring, outlines, weight_of
from tejido.ground.places.tables import places

SIDE = 288  # pixels of the longer side: what a window of 320 has room for
MARGIN = 0.04  # of the longer side, left around the place
NAMES = 7  # of the largest municipalities of a state, or of a municipality's largest neighbours
LETTERS = 11  # pixels
LEAST_SEEN = 8  # square pixels of a place that bear its name
SHOWN = 0.6  # least area in square pixels whose absence shows
PAPER, LINE, HERE, EDGE, INK, MARK = range(6)
ACUTE = "\N{COMBINING ACUTE ACCENT}"
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
COLOURS = bytes.fromhex("faf6eeb9ad99efe8f85e3d9924201b983a1b")


@dataclass(frozen=True)
class Point:
    """A point in WGS 84 degrees, to four decimals (11 m)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Picture:
    """The picture of one place: its size in pixels, and how pixels and degrees answer to each other."""

    key: str
    grid: Grid

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.grid.width

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.grid.height

    def point_at(self, x: int, y: int) -> Point | None:
        """Return the point under a pixel; None outside the picture."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return None
        longitude = (self.grid.west + x / self.grid.east_scale) / UNITS_PER_DEGREE
        latitude = (self.grid.north - y / self.grid.north_scale) / UNITS_PER_DEGREE
        return Point(round(latitude, 4), round(longitude, 4))

    def pixel_of(self, point: Point) -> tuple[int, int]:
        """Return the pixel of a point; it may lie outside the picture."""
        x = (point.longitude * UNITS_PER_DEGREE - self.grid.west) * self.grid.east_scale
        y = (self.grid.north - point.latitude * UNITS_PER_DEGREE) * self.grid.north_scale
        return round(x), round(y)


def picture_of(key: str) -> Picture | None:
    """Return the picture of a state or municipality by its key; None where there is no outline."""
    rings = _rings(key)
    if not rings:
        return None
    points = np.concatenate([outlines().ring(ring) for ring in rings])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    narrowing = math.cos(math.radians((north + south) / 2 / UNITS_PER_DEGREE))
    width, height = float(east - west) * narrowing, float(north - south)
    around = MARGIN * max(width, height)
    scale = SIDE / (max(width, height) + 2 * around)
    grid = Grid(
        west=float(west) - around / narrowing,
        north=float(north) + around,
        east_scale=scale * narrowing,
        north_scale=scale,
        width=math.ceil((width + 2 * around) * scale),
        height=math.ceil((height + 2 * around) * scale),
    )
    return Picture(key, grid)


def draw_picture(picture: Picture, mark: Point | None = None) -> bytes:
    """Draw the picture as a PNG of at most some kilobytes, with a mark where a point was chosen."""
    image = Image.new("P", (picture.width, picture.height), PAPER)
    image.putpalette(COLOURS)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    inside = len(picture.key) == 2
    around = [key for key in outlines().municipalities if key[:2] == picture.key] if inside else _touching(picture.key)
    for ring in _rings(picture.key):
        pen.polygon(_corners(picture.grid, ring), fill=HERE)
    for key in around:
        for ring in _rings(key):
            pen.polygon(_corners(picture.grid, ring), outline=LINE)
    for ring in _rings(picture.key):
        pen.polygon(_corners(picture.grid, ring), outline=EDGE)
    _write_names(pen, picture, around)
    if mark is not None:
        _draw_mark(pen, *picture.pixel_of(mark))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, bits=3)
    return out.getvalue()


def _rings(key: str) -> list[Ring]:
    known = outlines()
    if key in known.states:
        return known.states[key]
    return [ring for polygon in known.municipalities.get(key, []) for ring in polygon]


def _touching(key: str) -> list[str]:
    return [other for other in outlines().neighbours(key) if len(other) == 5]


def _corners(grid: Grid, ring: Ring) -> list[tuple[int, int]]:
    least = weight_of(SHOWN * (METRES_PER_UNIT / grid.north_scale) ** 2)
    steps = grid.steps(outlines().ring(ring, least))
    corners = [(int(x), int(y)) for x, y in steps]
    return corners if len(corners) > 1 else [(0, 0), (0, 0)]


def _write_names(pen: ImageDraw.ImageDraw, picture: Picture, keys: Iterable[str]) -> None:
    """Write the names of the largest, each where it has room and covers no other."""
    font = ImageFont.load_default(size=LETTERS)
    rows = sorted((places()[key] for key in keys if key in places()), key=lambda row: -(row.population or 0))
    taken: list[tuple[float, float, float, float]] = []
    for row in rows[:NAMES]:
        at = _middle(picture, row.key)
        if at is None:
            continue
        left, top, right, bottom = pen.textbbox((0, 0), _plain(row.name), font=font)
        wide, high = right - left, bottom - top
        x = min(max(at[0] - wide / 2, 1), picture.width - wide - 1)
        y = min(max(at[1] - high / 2, 1), picture.height - high - 3)
        box = (x, y, x + wide, y + high)
        if x < 1 or any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        _write(pen, round(x - left), round(y - top), row.name, font)


def _write(pen: ImageDraw.ImageDraw, x: int, y: int, name: str, font: Font) -> None:
    """Write a name. Pillow's own font has no accents: they are drawn over its letters."""
    plain = _plain(name)
    pen.text((x, y), plain, fill=INK, font=font)
    for index, letter in enumerate(name):
        marks = unicodedata.normalize("NFD", letter)[1:]
        if not marks:
            continue
        from_left, to_right = (pen.textlength(plain[:end], font=font) for end in (index, index + 1))
        top = pen.textbbox((x, y), plain[index], font=font)[1]
        middle = x + round((from_left + to_right) / 2)
        if marks == ACUTE:
            pen.line((middle - 1, top - 1, middle + 1, top - 3), fill=INK)
        else:
            pen.line((middle - 2, top - 2, middle + 1, top - 2), fill=INK)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in name)


def _middle(picture: Picture, key: str) -> tuple[float, float] | None:
    """Return a point well inside what can be seen of a place; None where none of it can."""
    shapes = [shapely.Polygon(corners) for ring in _rings(key) if len(corners := _corners(picture.grid, ring)) > 2]
    seen = shapely.make_valid(shapely.MultiPolygon(shapes)).intersection(
        shapely.box(0, 0, picture.width, picture.height)
    )
    if seen.area < LEAST_SEEN:
        return None
    middle = seen.representative_point()
    return float(middle.x), float(middle.y)


def _draw_mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.ellipse((x - 7, y - 7, x + 7, y + 7), outline=MARK, width=2)
    pen.line((x - 11, y, x + 11, y), fill=MARK)
    pen.line((x, y - 11, x, y + 11), fill=MARK)
