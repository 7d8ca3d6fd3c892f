"""Outlines of the municipalities and states, in the package's own format: shared arcs, quantised, with weights.

Every boundary is one arc, kept once and used by both sides, so that neighbours fit whatever is left out.
Coordinates are whole ten-thousandths of a degree (about 11 m). Each vertex carries a weight: its effective area
after Visvalingam & Whyatt (1993), "Line generalisation by repeated elimination of points", The Cartographic
Journal 30(1). Whoever draws leaves out the vertices below the weight that its scale can show; whoever looks up a
point uses them all. Both levels therefore come out of one file and cannot drift apart.
"""

import heapq
import math
from collections import Counter
from itertools import pairwise
from typing import Any

UNITS_PER_DEGREE = 10_000
METRES_PER_UNIT = 111_320 / UNITS_PER_DEGREE
KEPT = "~"  # always drawn: ends of arcs, and what keeps a small municipality from vanishing
SMALL = 3e7  # square metres; smaller municipalities keep every vertex that tells,
TELLING = 0.08  # which is one whose absence would change this part of their area
LOWEST, HIGHEST = ord("0"), ord(KEPT) - 1

Point = tuple[int, int]
Ring = list[int]  # one-based numbers of arcs, negative where walked backwards


def build(topology: dict[str, Any]) -> dict[str, Any]:
    """Turn the municipalities of a TopoJSON file into the package's outlines."""
    geometries = sorted(topology["objects"]["municipios"]["geometries"], key=lambda geometry: geometry["id"])
    numbers: dict[int, int] = {}
    municipalities = {g["id"]: [_renumber(polygon, numbers) for polygon in _polygons(g)] for g in geometries}
    decoded = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
    arcs = [decoded[old] for old in sorted(numbers, key=lambda old: numbers[old])]
    weights = [_weights(arc) for arc in arcs]
    for polygons in municipalities.values():
        _keep_visible(polygons, arcs, weights)
    return {
        "unit": f"1/{UNITS_PER_DEGREE} degree",
        "arcs": [_deltas(arc) for arc in arcs],
        "weights": ["".join(row) for row in weights],
        "municipalities": municipalities,
        "states": _states(municipalities, arcs),
    }


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _renumber(polygon: list[Ring], numbers: dict[int, int]) -> list[Ring]:
    """Number arcs from 1 in the order in which municipalities use them; negative means backwards."""
    rings = []
    for ring in polygon:
        new = []
        for arc in ring:
            number = numbers.setdefault(arc if arc >= 0 else ~arc, len(numbers) + 1)
            new.append(number if arc >= 0 else -number)
        rings.append(new)
    return rings


def _decode(arc: list[Point], transform: dict[str, Any]) -> list[Point]:
    """Give an arc's points on this file's own grid, without repeating a point."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        longitude, latitude = x * scale_x + origin_x, y * scale_y + origin_y
        point = (round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _deltas(arc: list[Point]) -> list[int]:
    flat = list(arc[0])
    for (x0, y0), (x1, y1) in pairwise(arc):
        flat += [x1 - x0, y1 - y0]
    return flat


def _area(a: Point, b: Point, c: Point) -> float:
    """Area of a triangle in square metres."""
    east = METRES_PER_UNIT**2 * math.cos(math.radians(b[1] / UNITS_PER_DEGREE))
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * east


def _weights(arc: list[Point]) -> list[str]:
    """Weigh each vertex by the area that leaving it out would cost: half-steps of log2 of square metres."""
    areas = [math.inf] * len(arc)
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    queue = [(_area(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, len(arc) - 1)]
    current = {i: area for area, i in queue}
    heapq.heapify(queue)
    reached = 0.0
    while queue:
        area, i = heapq.heappop(queue)
        if current.get(i) != area:
            continue  # a neighbour went and this entry is out of date
        reached = max(reached, area)
        areas[i] = reached
        del current[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in current:
                current[j] = _area(arc[before[j]], arc[j], arc[after[j]])
                heapq.heappush(queue, (current[j], j))
    return [_letter(area) for area in areas]


def _letter(area: float) -> str:
    if math.isinf(area):
        return KEPT
    step = round(2 * math.log2(area)) if area >= 1 else 0
    return chr(min(LOWEST + step, HIGHEST))


def _keep_visible(polygons: list[list[Ring]], arcs: list[list[Point]], weights: list[list[str]]) -> None:
    """Keep what a municipality needs to stay an area at every scale, and a small one to keep its size."""
    largest = max((polygon[0] for polygon in polygons), key=lambda ring: sum(len(weights[abs(n) - 1]) for n in ring))
    least = _letter(_ring_area(largest, arcs) * TELLING)
    small = _ring_area(largest, arcs) < SMALL
    for number in largest:
        row = weights[abs(number) - 1]
        inner = sorted(range(1, len(row) - 1), key=lambda i: row[i], reverse=True)
        needed = {1: 3, 2: 1}.get(len(largest), 0)
        for i in inner[:needed] + [i for i in inner if small and row[i] >= least]:
            row[i] = KEPT


def _ring_area(ring: Ring, arcs: list[list[Point]]) -> float:
    """Area inside a ring in square metres."""
    points = [p for n in ring for p in (arcs[n - 1] if n > 0 else arcs[-n - 1][::-1])[:-1]]
    double = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]]))
    return abs(double) / 2 * METRES_PER_UNIT**2 * math.cos(math.radians(points[0][1] / UNITS_PER_DEGREE))


def _states(municipalities: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> dict[str, list[Ring]]:
    """Outline of each state: the arcs that only one side of it uses, joined end to end."""
    states: dict[str, list[Ring]] = {}
    for state in sorted({key[:2] for key in municipalities}):
        used = [n for key, ps in municipalities.items() if key[:2] == state for p in ps for r in p for n in r]
        times = Counter(abs(number) for number in used)
        states[state] = _join([number for number in used if times[abs(number)] == 1], arcs)
    return states


def _join(edge: list[int], arcs: list[list[Point]]) -> list[Ring]:
    def start(number: int) -> Point:
        return arcs[number - 1][0] if number > 0 else arcs[-number - 1][-1]

    waiting: dict[Point, list[int]] = {}
    for number in sorted(edge, key=abs, reverse=True):
        waiting.setdefault(start(number), []).append(number)
    rings = []
    while waiting:
        first = min(waiting, key=lambda point: (abs(waiting[point][-1]), point))
        here, ring = first, []
        while not ring or here != first:
            number = waiting[here].pop()
            if not waiting[here]:
                del waiting[here]
            ring.append(number)
            here = start(-number)
        rings.append(ring)
    return rings
