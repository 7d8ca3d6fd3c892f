"""Pictures of numbers, drawn on the server as SVG: lines, bars, small lines beside a word.

Every drawing is hidden from screen readers and says nothing that the sentence and the table beside it do not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = float | int
WIDTH, HEIGHT, BOTTOM, TOP = 400, 180, 22, 10


@dataclass(frozen=True)
class Point:
    """A value under its label (a year); None where it is not known; `low` and `high` bound what is uncertain."""

    label: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True)
class Series:
    """Points over time with all that must stand around them.

    `sentence` says what the picture shows; `source` names publisher and year; `value_label` heads the table.
    """

    title: str | Promise
    unit: str | Promise
    points: Sequence[Point]
    sentence: str | Promise
    source: str | Promise
    label: str | Promise = ""
    value_label: str | Promise = ""
    note: str | Promise = ""

    @property
    def has_spread(self) -> bool:
        """Whether some point says how uncertain it is."""
        return any(point.low is not None for point in self.points)


def nice_top(highest: Number) -> Number:
    """Return the round number at or above `highest` that an axis ends with: 1, 2, 2.5 or 5 times a power of ten."""
    if highest <= 0:
        return 1
    power = 1.0
    while power * 10 <= highest:
        power *= 10
    while power > highest:
        power /= 10
    top = next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= highest)
    return int(top) if top == int(top) else top


def line(series: Series) -> SafeString:
    """Draw a line from zero up, broken where a value is not known, with the band of what is uncertain."""
    points = series.points
    top = nice_top(max((max(p.value or 0, p.high or 0) for p in points), default=0))
    left = _left(top)
    room = WIDTH - left - 22
    xs = [left + 12 + (room * i / (len(points) - 1) if len(points) > 1 else room / 2) for i in range(len(points))]
    parts = [_grid(top, left), *_labels(points, xs)]
    for run in _known(points):
        if all(points[i].low is not None and points[i].high is not None for i in run) and len(run) > 1:
            upper = [(xs[i], _y(points[i].high or 0, top)) for i in run]
            lower = [(xs[i], _y(points[i].low or 0, top)) for i in reversed(run)]
            parts.append(format_html('<polygon class="spread" points="{}"/>', _path(upper + lower)))
    for run in _known(points):
        here = [(xs[i], _y(points[i].value or 0, top)) for i in run]
        parts.append(format_html('<polyline class="trace" points="{}"/>', _path(here)))
        parts.append(_dot(*here[-1]))
    return _svg(parts)


def bars(series: Series) -> SafeString:
    """Draw an upright bar for each point, from zero up; nothing where a value is not known."""
    points = series.points
    top = nice_top(max((p.value or 0 for p in points), default=0))
    left = _left(top)
    step = (WIDTH - left) / max(1, len(points))
    xs = [left + step * (i + 0.5) for i in range(len(points))]
    parts = [_grid(top, left), *_labels(points, xs)]
    wide = min(step * 0.7, 32)
    for x, point in zip(xs, points, strict=True):
        if point.value is not None:
            y = _y(point.value, top)
            numbers = (f"{x - wide / 2:.1f}", f"{y:.1f}", f"{wide:.1f}", f"{_y(0, top) - y:.1f}")
            parts.append(format_html('<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>', *numbers))
    return _svg(parts)


def spark(values: Sequence[Number | None]) -> SafeString:
    """Draw a small line beside a word; it begins at zero and ends in a dot."""
    top = max((value for value in values if value is not None), default=0) or 1
    step = 96 / max(1, len(values) - 1)
    points = [Point("", value) for value in values]
    lines = []
    for run in _known(points):
        here = [(4 + i * step, 25 - 22 * float(points[i].value or 0) / top) for i in run]
        lines.append(format_html('<polyline class="trace" points="{}"/>', _path(here)))
        if run[-1] == len(values) - 1:
            lines.append(_dot(*here[-1]))
    drawing = format_html_join("", "{}", ((part,) for part in lines))
    return format_html('<svg class="chart spark" viewBox="0 0 104 28" aria-hidden="true">{}</svg>', drawing)


def _svg(parts: Sequence[SafeString]) -> SafeString:
    drawing = format_html_join("", "{}", ((part,) for part in parts))
    return format_html('<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>', WIDTH, HEIGHT, drawing)


def _ticks(top: Number) -> list[tuple[Number, str]]:
    """Return the three values that an axis names, with their words."""
    values = [top * part for part in (0, 0.5, 1)]
    return [(value, number_format(int(value) if value == int(value) else value)) for value in values]


def _left(top: Number) -> int:
    """Return where the axis stands, so that its longest number fits before it."""
    return 14 + 7 * max(len(words) for _value, words in _ticks(top))


def _grid(top: Number, left: int) -> SafeString:
    lines = []
    for value, words in _ticks(top):
        y = f"{_y(value, top):.1f}"
        kind = "grid" if value else "base"
        lines.append((kind, left, y, WIDTH, y, left - 6, f"{float(y) + 4:.1f}", words))
    pattern = '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/><text text-anchor="end" x="{}" y="{}">{}</text>'
    return format_html_join("", pattern, lines)


def _labels(points: Sequence[Point], xs: Sequence[float]) -> Iterator[SafeString]:
    """Write the label of the first and the last point, and of some between, at even distances from the last."""
    every = max(1, -(-len(points) // 6))
    for i, (x, point) in enumerate(zip(xs, points, strict=True)):
        if (len(points) - 1 - i) % every == 0:
            anchor = "end" if i == len(points) - 1 and len(points) > 1 else "middle"
            place = min(x, WIDTH) if anchor == "end" else x
            yield format_html(
                '<text text-anchor="{}" x="{}" y="{}">{}</text>', anchor, f"{place:.1f}", HEIGHT - 6, point.label
            )


def _y(value: Number, top: Number) -> float:
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - float(value) / float(top))


def _known(points: Sequence[Point]) -> list[list[int]]:
    """Return the runs of points whose value is known, as positions."""
    groups = groupby(range(len(points)), key=lambda i: points[i].value is not None)
    return [list(run) for known, run in groups if known]


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _dot(x: float, y: float) -> SafeString:
    return format_html('<circle class="dot" cx="{}" cy="{}" r="4"/>', f"{x:.1f}", f"{y:.1f}")
