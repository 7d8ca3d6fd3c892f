"""Everything that reads places and the figures known of them. All of it is public."""

from tejido.ground.places.outlines import OutsideMexico
from tejido.ground.places.queries.comparing import Compared, Comparison, neighbours_to_compare
from tejido.ground.places.queries.figures import (
    Homicides,
    Marginalisation,
    Missing,
    Months,
    PlaceFigures,
    Poverty,
    Turnout,
    YearRate,
    figures_of,
)
from tejido.ground.places.queries.finding import children, find_place, place_at
from tejido.ground.places.queries.rates import AreaRates, homicide_rates_within

__all__ = [
    "AreaRates",
    "Compared",
    "Comparison",
    "Homicides",
    "Marginalisation",
    "Missing",
    "Months",
    "OutsideMexico",
    "PlaceFigures",
    "Poverty",
    "Turnout",
    "YearRate",
    "children",
    "figures_of",
    "find_place",
    "homicide_rates_within",
    "neighbours_to_compare",
    "place_at",
]
