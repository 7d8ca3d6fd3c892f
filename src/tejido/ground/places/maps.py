"""Maps of places as SVG drawn on the server, each with the rows of its table and its legend.

Shaded in five classes by CSS class (`m q1` to `m q5`, `m q0` where nothing is known; `here` and `near` besides), never
by inline style. A map says nothing that its table does not say: its links are left out of the order of tabs, since the
table beneath has them all. Callers cache by place, theme, language and `PlaceMap.vintage`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tejido.ground.places import drawing
from tejido.ground.places.drawing import Grid
from tejido.ground.places.models import Place, Source
from tejido.ground.places.outlines import Ring, outlines
from tejido.ground.places.queries.shading import NO_DATA, Shade, Shading, shading_of
from tejido.ground.places.vocabulary import MapTheme, PlaceKind

Link = Callable[[str], str]
HERE, NEAR = "here", "near"
RING_BELOW = 30  # steps: a marked place that is smaller gets a ring around it


@dataclass(frozen=True, slots=True)
class MapRow:
    """A line of the table beneath a map: a place, its class, its cells, and `here` or `near` where it is marked."""

    key: str
    name: str
    href: str
    number: int
    cells: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class LegendClass:
    """A class of the legend, and how many places of the map are in it."""

    number: int
    label: str
    places: int


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A map with all that must stand around it."""

    svg: SafeString
    title: str
    unit: str
    year: int
    source: Source
    columns: tuple[str, ...]
    rows: tuple[MapRow, ...]
    legend: tuple[LegendClass, ...]

    @property
    def vintage(self) -> str:
        """What the map stands on: a map of another vintage is another map."""
        return self.source.vintage


def draw(place: Place, *, link: Link, theme: str = MapTheme.HOMICIDES) -> PlaceMap | None:
    """Draw the country by state, a state by municipality, or a municipality marked within its state.

    `link` gives the address of a place by its key. None where nothing is known to shade by. At most five queries.
    """
    shading = shading_of(_area(place), theme)
    return None if shading is None else draw_shaded(place, shading, link=link)


def _area(place: Place) -> Place:
    """What the map of a place shows: a municipality's is that of its state."""
    return Place(key=place.parent_id or "", kind=PlaceKind.STATE) if place.kind == PlaceKind.MUNICIPALITY else place


def draw_shaded(place: Place, shading: Shading, *, link: Link) -> PlaceMap:
    """Draw the same with shades of your own. One query."""
    area = _area(place)
    names = dict(Place.objects.filter(parent=area).order_by("searchable", "key").values_list("key", "name"))
    return _map(shading, names, _shapes(names), _marks(place), link)


def draw_shading(area: Place, shading: Shading, *, link: Link) -> PlaceMap:
    """Draw the country by state or a state by municipality, shaded by what an app above knows; one query."""
    names = dict(Place.objects.filter(parent=area).order_by("searchable", "key").values_list("key", "name"))
    return _map(shading, names, _shapes(names), {}, link)


def draw_close(place: Place, *, link: Link, theme: str = MapTheme.HOMICIDES) -> PlaceMap | None:
    """Draw a municipality among those that it touches, also across the border of its state.

    None for other places, for one without an outline, and where nothing is known to shade by. At most five queries a
    state that meets here.
    """
    marks = _marks(place)
    if place.kind != PlaceKind.MUNICIPALITY or place.key not in outlines().municipalities:
        return None
    found = [shading_of(Place(key=key, kind=PlaceKind.STATE), theme) for key in sorted({key[:2] for key in marks})]
    shadings = [shading for shading in found if shading is not None]
    if not shadings:
        return None
    names = dict(Place.objects.filter(key__in=marks).order_by("searchable", "key").values_list("key", "name"))
    shades = {key: shade for shading in shadings for key, shade in shading.shades.items() if key in names}
    return _map(shadings[0], names, _shapes(names), marks, link, shades)


def _marks(place: Place) -> dict[str, str]:
    if place.kind != PlaceKind.MUNICIPALITY:
        return {}
    return {**dict.fromkeys(outlines().neighbours(place.key), NEAR), place.key: HERE}


def _shapes(names: Mapping[str, str]) -> dict[str, list[Ring]]:
    """Rings of each place that has an outline."""
    known = outlines()
    rings = {key: known.states[key] for key in names if key in known.states}
    for key in names:
        if key in known.municipalities:
            rings[key] = [ring for polygon in known.municipalities[key] for ring in polygon]
    return rings


def _map(
    shading: Shading,
    names: Mapping[str, str],
    shapes: Mapping[str, list[Ring]],
    marks: Mapping[str, str],
    link: Link,
    shades: Mapping[str, Shade] | None = None,
) -> PlaceMap:
    blank = Shade(NO_DATA, shading.blank or gettext("no data"), tuple("–" for _ in shading.columns))
    known = shading.shades if shades is None else shades
    found = {key: known.get(key, blank) for key in names}
    rows = tuple(
        MapRow(key, name, link(key), found[key].number, found[key].cells, marks.get(key, ""))
        for key, name in names.items()
    )
    return PlaceMap(
        svg=_svg(shading.title, rows, {key: shade.words for key, shade in found.items()}, shapes),
        title=shading.title,
        unit=shading.unit,
        year=shading.year,
        source=shading.source,
        columns=shading.columns,
        rows=rows,
        legend=_legend(shading, rows),
    )


def _legend(shading: Shading, rows: Sequence[MapRow]) -> tuple[LegendClass, ...]:
    numbers = [row.number for row in rows]
    classes = [LegendClass(i, label, numbers.count(i)) for i, label in enumerate(shading.classes, start=1)]
    if NO_DATA in numbers:
        classes.append(LegendClass(NO_DATA, shading.blank or gettext("no data"), numbers.count(NO_DATA)))
    return tuple(classes)


def _svg(title: str, rows: Sequence[MapRow], words: Mapping[str, str], shapes: Mapping[str, list[Ring]]) -> SafeString:
    grid = _grid(shapes)
    drawn = sorted((row for row in rows if row.key in shapes), key=lambda row: (row.mark == HERE, row.mark == NEAR))
    parts = (
        (
            row.href,
            row.name,
            words[row.key],
            f"m q{row.number} {row.mark}".rstrip(),
            drawing.path(outlines(), shapes[row.key], grid),
        )
        for row in drawn
    )
    links = format_html_join(
        "\n", '<a href="{}" tabindex="-1"><title>{}: {}</title><path class="{}" d="{}"/></a>', parts
    )
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" fill-rule="evenodd" role="group" aria-label="{}">{}{}</svg>',
        grid.width,
        grid.height,
        title,
        links,
        _ring([shapes[row.key] for row in drawn if row.mark == HERE], grid),
    )


def _grid(shapes: Mapping[str, list[Ring]]) -> Grid:
    points = np.concatenate([outlines().ring(ring) for rings in shapes.values() for ring in rings])
    return drawing.grid_around(points, len(shapes))


def _ring(marked: list[list[Ring]], grid: Grid) -> SafeString:
    """A circle around a marked place that would be lost among the others."""
    if not marked:
        return SafeString("")
    steps = np.concatenate([grid.steps(outlines().ring(ring)) for ring in marked[0]])
    low, high = steps.min(axis=0), steps.max(axis=0)
    if max(high - low) >= RING_BELOW:
        return SafeString("")
    x, y = ((low + high) // 2).tolist()
    return format_html('<circle class="around" cx="{}" cy="{}" r="{}"/>', x, y, RING_BELOW)
