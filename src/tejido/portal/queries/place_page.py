"""Everything that a place page shows of figures; what people do and promise comes in panels of the stages."""

from dataclasses import dataclass

from django.core.cache import caches
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from tejido.ground.places.maps import PlaceMap, draw
from tejido.ground.places.models import Place
from tejido.ground.places.queries.comparing import Comparison, neighbours_to_compare
from tejido.ground.places.queries.figures import PlaceFigures, YearRate, figures_of
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.acting import edition
from tejido.ground.web.charts import Point, Series

SHORT_TABLE = 100  # rows; a longer table has pages of its own


@dataclass(frozen=True)
class PlacePage:
    """A place, its figures, its map, and what to compare it with."""

    place: Place
    figures: PlaceFigures
    map: PlaceMap | None
    comparison: Comparison | None

    @property
    def latest_rate(self) -> YearRate | None:
        """The rate of homicides of the last year, where the population is known."""
        homicides = self.figures.homicides
        return homicides.rates[-1] if homicides and homicides.rates else None

    @property
    def latest_year(self) -> int | None:
        """The last year whose homicides are known."""
        homicides = self.figures.homicides
        return homicides.years[-1] if homicides else None

    @property
    def latest_count(self) -> int:
        """The homicides of that year."""
        homicides = self.figures.homicides
        return homicides.counts[-1] if homicides else 0

    @property
    def latest_unspecified(self) -> int:
        """How many of them are known of no municipality."""
        homicides = self.figures.homicides
        return homicides.unspecified[-1] if homicides and homicides.unspecified else 0

    @property
    def homicide_series(self) -> Series | None:
        """Homicides by year, as a picture with its sentence and table."""
        homicides = self.figures.homicides
        if homicides is None or not homicides.years:
            return None
        rows = list(zip(homicides.years, homicides.counts, strict=True))
        (most_year, most), (least_year, least) = max(rows, key=lambda row: row[1]), min(rows, key=lambda row: row[1])
        sentence = gettext("Most in %(most_year)d (%(most)s), fewest in %(least_year)d (%(least)s).") % {
            "most_year": most_year,
            "most": number_format(most),
            "least_year": least_year,
            "least": number_format(least),
        }
        return Series(
            title=gettext("Homicides by year of registration"),
            unit=gettext("homicides"),
            points=[Point(str(year), count) for year, count in rows],
            sentence=sentence,
            source=str(homicides.source),
        )

    @property
    def missing_total(self) -> int:
        """People who went missing here and are still missing."""
        return sum(self.figures.missing.missing) if self.figures.missing else 0

    @property
    def below_line(self) -> float | None:
        """Per cent of people with less income than the poverty line."""
        return self.figures.poverty.shares.get("below_line") if self.figures.poverty else None

    @property
    def below_extreme_line(self) -> float | None:
        """Per cent of people with less income than the extreme poverty line."""
        return self.figures.poverty.shares.get("below_extreme_line") if self.figures.poverty else None

    @property
    def indigenous_per_cent(self) -> str:
        """Per cent of people who speak an indigenous language."""
        return number_format((self.figures.indigenous_share or 0) * 100, 1)

    @property
    def table_is_short(self) -> bool:
        """Say whether the map's table fits beneath it."""
        return self.map is not None and len(self.map.rows) <= SHORT_TABLE

    @property
    def is_municipality(self) -> bool:
        """Say whether the place is a municipality."""
        return self.place.kind == PlaceKind.MUNICIPALITY


def place_page(place: Place) -> PlacePage:
    """Gather the figures of a place; the map is kept, since it is the same for everybody."""
    return PlacePage(place, figures_of(place), map_of(place), neighbours_to_compare(place))


def map_of(place: Place) -> PlaceMap | None:
    """Return the map of a place in the language of the page, drawn once an edition."""
    key = f"map|{place.pk}|{get_language()}|{edition()}"
    pages = caches["pages"]
    kept: tuple[PlaceMap | None] | None = pages.get(key)
    if kept is None:
        kept = (draw(place, link=address_of),)
        pages.set(key, kept, timeout=3600)
    return kept[0]


def address_of(key: str) -> str:
    """Return the address of the page of the place with this key."""
    return reverse("place", args=[key])
