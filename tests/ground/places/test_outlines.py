"""Point in polygon, neighbours, and pictures in which neighbours fit."""

import numpy as np
import pytest
import shapely

from tejido.ground.places import drawing, tables
from tejido.ground.places.outlines import UNITS_PER_DEGREE, OutsideMexico, outlines, weight_of

SEATS_BEYOND_THE_SIMPLIFIED_OUTLINE = 19  # 20 in the source, of which one lies within the tolerance


@pytest.mark.parametrize(
    ("latitude", "longitude", "key"),
    [
        (31.7386, -106.4870, "08037"),  # Ciudad Juárez, a kilometre from the border
        (19.4326, -99.1332, "09015"),  # the Zócalo
        (21.1619, -86.8515, "23005"),  # Cancún, on the coast
        (20.5083, -86.9458, "23001"),  # Cozumel, an island
    ],
)
def test_point_lies_in_its_municipality(latitude, longitude, key):
    assert outlines().place_at(latitude, longitude) == key


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(31.7619, -106.4850), (0.0, 0.0), (14.6349, -90.5069), (23.0, -110.9), (float("nan"), -99.0), (90.0, 1e9)],
)
def test_point_outside_mexico_is_said_to_be_outside(latitude, longitude):
    with pytest.raises(OutsideMexico):
        outlines().place_at(latitude, longitude)


def test_seats_lie_in_their_municipality_but_for_the_few_that_simplification_moved():
    wrong = 0
    for row in tables.places().values():
        if row.latitude is not None:
            try:
                wrong += outlines().place_at(row.latitude, row.longitude) != row.key
            except OutsideMexico:
                wrong += 1
    assert wrong == SEATS_BEYOND_THE_SIMPLIFIED_OUTLINE


def test_neighbours_are_mutual_and_cross_state_borders():
    known = outlines()
    assert known.neighbours("08037") == ("08001", "08005", "08028")
    assert all(key in known.neighbours(other) for key in known.municipalities for other in known.neighbours(key))
    assert "07" in known.neighbours("20")
    assert known.neighbours("23001") == ("23008",)


def test_every_municipality_of_the_census_has_an_outline():
    assert set(outlines().municipalities) == {k for k, r in tables.places().items() if len(k) == 5 and r.population}


def area(points):
    x, y = points[:, 0] / UNITS_PER_DEGREE, points[:, 1] / UNITS_PER_DEGREE
    return (np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_states_cover_what_their_municipalities_cover():
    known = outlines()
    for state, rings in known.states.items():
        whole = sum(area(known.ring(ring)) for ring in rings)
        parts = [
            ring for key, polygons in known.municipalities.items() if key[:2] == state for p in polygons for ring in p
        ]
        assert whole == pytest.approx(sum(area(known.ring(ring)) for ring in parts), rel=1e-9)


def rings_of(state):
    return {k: [ring for p in ps for ring in p] for k, ps in outlines().municipalities.items() if k[:2] == state}


def test_drawn_neighbours_share_their_boundary_whatever_is_left_out():
    """At any weight, both sides of an arc keep the same vertices: the areas add up to that of the state."""
    known = outlines()
    for metres in (10_000, 1_000_000, 30_000_000):
        least = weight_of(metres)
        whole = sum(area(known.ring(ring, least)) for ring in known.states["20"])
        parts = sum(area(known.ring(ring, least)) for rings in rings_of("20").values() for ring in rings)
        assert parts == pytest.approx(whole, rel=1e-9)


def test_all_570_municipalities_of_oaxaca_stay_visible():
    known, shapes = outlines(), rings_of("20")
    points = np.concatenate([known.ring(ring) for rings in shapes.values() for ring in rings])
    grid = drawing.grid_around(points, len(shapes))
    areas = [shapely.Polygon(grid.steps(known.ring(rings[0], grid.least_weight))).area for rings in shapes.values()]
    assert len(areas) == 570
    assert min(areas) >= 2


def test_path_is_relative_whole_and_closed():
    known = outlines()
    grid = drawing.grid_around(known.ring(known.states["09"][0]), 1)
    data = drawing.path(known, known.states["09"], grid)
    assert data.startswith("M")
    assert data.endswith("z")
    assert set(data) <= set("Mlz- 0123456789")
