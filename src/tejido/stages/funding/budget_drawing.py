"""Bands stacked over years, drawn on the server as SVG. What the bands mean stands outside the drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tejido.stages.funding.vocabulary.budgets import Category

WIDTH, HEIGHT, TOP, BOTTOM = 400, 230, 8, 22
ROOM = HEIGHT - TOP - BOTTOM
WIDEST = 64  # of one year's column
HATCHED = {Category.MIXED: "mezclado", Category.UNCLASSIFIED: "sin-clasificar"}
LABELS = 6  # years named under the picture, at most


@dataclass(frozen=True)
class Band:
    """What one category has in each year; from the bottom of the picture in the order in which bands are given."""

    category: Category
    heights: Sequence[float]


@dataclass(frozen=True)
class Axis:
    """What the axis ends with, and the values that it names."""

    top: float
    ticks: Sequence[tuple[float, str]]


def stacked(years: Sequence[int], bands: Sequence[Band], axis: Axis, *, patterns: bool) -> SafeString:
    """Draw the bands, with gaps where years are missing. The first picture of a page defines the hatchings."""
    left = 10 + 7 * max(len(words) for _value, words in axis.ticks)
    span = years[-1] - years[0] + 1
    wide = min((WIDTH - left) / span, WIDEST)
    start = left + (WIDTH - left - wide * span) / 2
    edges = [start + wide * (year - years[0]) for year in years]
    parts = [_patterns()] if patterns else []
    parts.append(_grid(axis, left))
    below = [0.0] * len(years)
    for band in bands:
        above = [low + height for low, height in zip(below, band.heights, strict=True)]
        steps = [(edge, _y(low, axis), _y(high, axis)) for edge, low, high in zip(edges, below, above, strict=True)]
        hatching = HATCHED.get(band.category)
        fill = format_html(' fill="url(#{})"', hatching) if hatching else ""
        parts.append(
            format_html('<path class="band b-{}"{} d="{}"/>', band.category, fill, _outline(years, steps, wide))
        )
        below = above
    parts += _labels(years, edges, wide)
    drawing = format_html_join("", "{}", ((part,) for part in parts))
    frame = '<svg class="chart shares" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>'
    return format_html(frame, WIDTH, HEIGHT, drawing)


def _outline(years: Sequence[int], steps: Sequence[tuple[float, str, str]], wide: float) -> str:
    """Return the outline of a band: steps along its upper edge and back along the lower, a piece for each run."""
    pieces = []
    for run in _runs(years):
        out = [f"M{_x(steps[run[0]][0])} {steps[run[0]][1]}"]
        out += [f"V{steps[at][2]}H{_x(steps[at][0] + wide)}" for at in run]
        out += [f"V{steps[at][1]}H{_x(steps[at][0])}" for at in reversed(run)]
        pieces.append("".join(out) + "z")
    return "".join(pieces)


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Return the positions of years that follow each other."""
    runs: list[list[int]] = [[0]]
    for at, (before, after) in enumerate(pairwise(years), start=1):
        if after == before + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _patterns() -> SafeString:
    """Return the two hatchings: diagonal for what is mixed, dotted for what nobody has classified."""
    return format_html(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6"'
        ' class="hatch-paper"/><path class="hatch" d="M-1 7L7-1"/></pattern><pattern id="{}" width="5" height="5"'
        ' patternUnits="userSpaceOnUse"><rect width="5" height="5" class="hatch-paper"/><circle class="hatch-dot"'
        ' cx="2.5" cy="2.5" r="1"/></pattern></defs>',
        HATCHED[Category.MIXED],
        HATCHED[Category.UNCLASSIFIED],
    )


def _grid(axis: Axis, left: float) -> SafeString:
    rows = [(left, _y(at, axis), WIDTH, left - 6, float(_y(at, axis)) + 4, words) for at, words in axis.ticks]
    line = '<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/><text text-anchor="end" x="{}" y="{}">{}</text>'
    return format_html_join("", line, ((x, y, end, y, at, text, words) for x, y, end, at, text, words in rows))


def _labels(years: Sequence[int], edges: Sequence[float], wide: float) -> Iterator[SafeString]:
    every = max(1, -(-len(years) // LABELS))
    for at, (year, edge) in enumerate(zip(years, edges, strict=True)):
        if (len(years) - 1 - at) % every == 0:
            is_at_edge = at == len(years) - 1 and edge + wide > WIDTH - 12
            x, anchor = (WIDTH, "end") if is_at_edge else (edge + wide / 2, "middle")
            words = '<text text-anchor="{}" x="{}" y="{}">{}</text>'
            yield format_html(words, anchor, _x(x), HEIGHT - 6, str(year))


def _x(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _y(value: float, axis: Axis) -> str:
    return f"{TOP + ROOM * (1 - min(value / axis.top, 1.0)):.1f}".removesuffix(".0")
