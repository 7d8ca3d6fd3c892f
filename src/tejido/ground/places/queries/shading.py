"""What a map is shaded by: a value and a class for each place of an area, the words for it, source and year."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.engines.statistics.rates import Rate
from tejido.engines.statistics.shrinkage import ShrunkRate
from tejido.ground.places.models import Place, Source
from tejido.ground.places.queries.rates import homicide_rates_within
from tejido.ground.places.vocabulary import Grade, MapTheme, PlaceKind

NO_DATA = 0
RATE_BREAKS = (5, 15, 30, 60)  # homicides per 100,000; the country lay between 22 and 29 from 2017 to 2024
SHARE_BREAKS = (20, 40, 60, 80)  # per cent


@dataclass(frozen=True, slots=True)
class Shade:
    """A place's class (1 to 5, 0 where nothing is known), the words for its value, and the cells of its table row."""

    number: int
    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shading:
    """Shades by key; `classes` names the classes from 1 to 5, `columns` heads the cells, `blank` says what 0 means.

    Other apps make their own (`maps.draw_shaded`), without a theme.
    """

    theme: MapTheme | None
    title: str
    unit: str
    year: int
    source: Source
    classes: tuple[str, ...]
    columns: tuple[str, ...]
    shades: Mapping[str, Shade]
    blank: str = ""


def shading_of(area: Place, theme: str = MapTheme.HOMICIDES) -> Shading | None:
    """Give the shades of an area's places (states of the country, municipalities of a state); None without figures.

    At most four queries. States are shaded by raw rates, municipalities by rates drawn towards their state's.
    """
    return THEMES[MapTheme(theme)](area)


def _homicides(area: Place) -> Shading | None:
    around = homicide_rates_within(area)
    if around is None:
        return None
    rates: Mapping[str, Rate | ShrunkRate] = (
        around.raw if area.kind == PlaceKind.COUNTRY else around.shrunk or around.raw
    )
    return Shading(
        theme=MapTheme.HOMICIDES,
        title=gettext("Homicides, %(year)s") % {"year": around.year},
        unit=gettext("per 100,000 people"),
        year=around.year,
        source=Source.objects.get(pk="homicides"),
        classes=_ranges(RATE_BREAKS),
        columns=(gettext("Homicides"), gettext("Estimated rate"), gettext("Between"), gettext("People")),
        shades={key: _rate_shade(rate) for key, rate in rates.items()},
    )


def _rate_shade(rate: Rate | ShrunkRate) -> Shade:
    count, per = number_format(rate.count), _decimal(rate.per_100k)
    between = gettext("%(low)s and %(high)s") % {"low": _decimal(rate.low), "high": _decimal(rate.high)}
    words = gettext("%(count)s homicides, estimated rate %(rate)s") % {"count": count, "rate": per}
    return Shade(_class(rate.per_100k, RATE_BREAKS), words, (count, per, between, number_format(rate.population)))


def _marginalisation(area: Place) -> Shading | None:
    if area.kind == PlaceKind.COUNTRY:
        words = _("%(share)s %% of people in municipalities of high or very high marginalisation")
        return _shares(area, MapTheme.MARGINALISATION, "marginalisation", words, _marginalised_share)
    places = list(Place.objects.filter(parent=area, grade__isnull=False).defer("figures"))
    shades = {place.key: _grade_shade(Grade(place.grade), place.population) for place in places if place.grade}
    if not shades:
        return None
    return Shading(
        theme=MapTheme.MARGINALISATION,
        title=gettext("Marginalisation, 2020"),
        unit=gettext("grade"),
        year=2020,
        source=Source.objects.get(pk="marginalisation"),
        classes=tuple(str(grade.label) for grade in Grade),
        columns=(gettext("Grade"), gettext("People")),
        shades=shades,
    )


def _grade_shade(grade: Grade, population: int | None) -> Shade:
    words = gettext("marginalisation %(grade)s") % {"grade": str(grade.label).lower()}
    return Shade(int(grade), words, (str(grade.label), number_format(population or 0)))


def _marginalised_share(place: Place) -> float | None:
    people: dict[str, int] = place.figures.get("population_by_grade", {})
    high = people.get(str(Grade.HIGH.value), 0) + people.get(str(Grade.VERY_HIGH.value), 0)
    return 100 * high / sum(people.values()) if people else None


def _poverty(area: Place) -> Shading | None:
    words = _("%(share)s %% of people below the poverty line by income")
    return _shares(area, MapTheme.POVERTY, "poverty", words, lambda place: place.figures.get("below_line"))


def _shares(
    area: Place, theme: MapTheme, source: str, words: Promise, share_of: Callable[[Place], float | None]
) -> Shading | None:
    """Shade by a per cent share that each place has."""
    shades = {}
    for place in Place.objects.filter(parent=area, has_census=True):
        share = share_of(place)
        if share is not None:
            said = str(words) % {"share": _decimal(share)}
            shades[place.key] = Shade(
                _class(share, SHARE_BREAKS), said, (_decimal(share), number_format(place.population or 0))
            )
    if not shades:
        return None
    return Shading(
        theme=theme,
        title=f"{theme.label}, 2020",
        unit=gettext("per cent of people"),
        year=2020,
        source=Source.objects.get(pk=source),
        classes=_ranges(SHARE_BREAKS),
        columns=(gettext("Per cent"), gettext("People")),
        shades=shades,
    )


def _class(value: float, breaks: Iterable[float]) -> int:
    return bisect_right(list(breaks), value) + 1


def _ranges(breaks: tuple[int, ...]) -> tuple[str, ...]:
    inner = [gettext("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(breaks)]
    first, last = gettext("under %(high)s") % {"high": breaks[0]}, gettext("%(low)s or more") % {"low": breaks[-1]}
    return (first, *inner, last)


def _decimal(value: float) -> str:
    return number_format(value, decimal_pos=1)


THEMES: dict[MapTheme, Callable[[Place], Shading | None]] = {
    MapTheme.HOMICIDES: _homicides,
    MapTheme.MARGINALISATION: _marginalisation,
    MapTheme.POVERTY: _poverty,
}
