"""The page of what people tell in a place: figures, map and words, all from the published release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.engines.statistics.pooling import Row
from tejido.ground.places.maps import PlaceMap, draw_shaded
from tejido.ground.places.models import Place, Source
from tejido.ground.places.queries.shading import Shade, Shading
from tejido.ground.places.tables import grade_of
from tejido.ground.places.vocabulary import Cause, Grade, PlaceKind
from tejido.ground.web.tables import Table
from tejido.stages.reports.areas import area_of, members_of
from tejido.stages.reports.models import Release
from tejido.stages.reports.quarters import Quarter, last_due
from tejido.stages.reports.queries.tallies import REST, Told, releases, rows_of, told_of
from tejido.stages.reports.vocabulary.telling import ReportKind

EARLIER = 8
BREAKS = (10, 25, 50, 100)  # reports; classes 5, 10-20, 25-45, 50-95, 100 and more


@dataclass(frozen=True)
class ToldPage:
    """What people told in a place in a quarter: as numbers and as a map, and the quarters that are out."""

    place: Place
    told: Told
    together: Sequence[str]
    map: PlaceMap | None
    table: Table | None
    kinds: Table
    causes: Table
    grades: Table | None
    quarters: Sequence[tuple[str, str, str]]
    next_on: date

    @property
    def csv_url(self) -> str:
        """The file of all figures of the quarter."""
        return f"{reverse('told-csv')}?trimestre={self.told.quarter}"


def told_page(place: Place, release: Release, today: date) -> ToldPage:
    """Return the page of a place; some six queries."""
    rows = rows_of(release)
    told = told_of(release, _rows_in(place, rows))
    return ToldPage(
        place=place,
        told=told,
        together=_together(place),
        map=_map(place, release, rows) if place.kind != PlaceKind.MUNICIPALITY else None,
        table=_table(place, rows),
        kinds=kinds_table(told),
        causes=causes_table(told),
        grades=_grades(place, rows),
        quarters=_quarters(place),
        next_on=last_due(today).next.released_on,
    )


def _rows_in(place: Place, rows: Mapping[str, Row]) -> list[Row]:
    if place.kind == PlaceKind.MUNICIPALITY:
        return [row for key, row in rows.items() if key == area_of(place.pk)]
    return [row for key, row in rows.items() if place.parent_id is None or key[:2] == place.pk]


def _together(place: Place) -> list[str]:
    """Names of the municipalities that are counted together with a small one."""
    if place.kind != PlaceKind.MUNICIPALITY:
        return []
    others = [key for key in members_of(area_of(place.pk)) if key != place.pk]
    return list(Place.objects.filter(pk__in=others).order_by("searchable", "key").values_list("name", flat=True))


def _quarters(place: Place) -> list[tuple[str, str, str]]:
    found = []
    for written in releases().values_list("quarter", flat=True)[:EARLIER]:
        quarter = Quarter.read(written)
        assert quarter is not None
        found.append((written, quarter.words, f"{told_url(place.pk)}?trimestre={written}"))
    return found


def told_url(key: str) -> str:
    """Return the address of what people tell in a place."""
    return reverse("told", args=[key])


def kinds_table(told: Told) -> Table:
    """Return what the reports were about, as a table."""
    rows: list[tuple[object, object]] = [(ReportKind(kind).label, number_format(count)) for kind, count in told.kinds]
    if told.pool:
        rows.append((_("Other kinds together"), number_format(told.pool)))
    return Table(_("What it was about"), [_("Kind"), _("Accepted reports")], rows, {1})


def causes_table(told: Told) -> Table:
    """Return which causes they name, as a table."""
    rows = [(Cause(cause).label, number_format(count)) for cause, count in told.causes]
    return Table(_("Which causes they name"), [_("Cause"), _("Accepted reports")], rows, {1})


def _grades(place: Place, rows: Mapping[str, Row]) -> Table | None:
    """The published counts of areas by how marginalised they are: that of their largest municipality."""
    if place.kind == PlaceKind.MUNICIPALITY:
        return None
    totals: dict[int, int] = {}
    for key, row in rows.items():
        grade = grade_of(key) if place.parent_id is None or key[:2] == place.pk else None
        if grade:
            totals[grade] = totals.get(grade, 0) + row.total
    lines = [(Grade(grade).label, number_format(count)) for grade, count in sorted(totals.items())]
    heads = [_("Marginalisation"), _("Accepted reports, at least")]
    return Table(_("How marginalised the places are"), heads, lines, {1}) if lines else None


def _table(place: Place, rows: Mapping[str, Row]) -> Table | None:
    """The rows of the map that have a number: states of the country, areas of a state."""
    if place.kind == PlaceKind.MUNICIPALITY:
        return None
    totals = _totals(place, rows)
    names = dict(Place.objects.filter(pk__in=[key for key in totals if REST not in key]).values_list("pk", "name"))
    lines = [(_name(key, names, place), number_format(count)) for key, count in totals.items() if count]
    label = _("State") if place.parent_id is None else _("Municipality")
    return Table(_("The same as a table"), [label, _("Accepted reports, at least")], lines, {1})


def _name(key: str, names: Mapping[str, str], place: Place) -> str:
    if key.endswith(REST):
        return _("Municipalities with few reports, together")
    if key == place.pk:
        return _("Without a municipality that can be said")
    others = len(members_of(key)) - 1
    words = ngettext("%(name)s and %(n)s neighbour", "%(name)s and %(n)s neighbours", others)
    return names[key] if others <= 0 else words % {"name": names[key], "n": others}


def _totals(place: Place, rows: Mapping[str, Row]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for key, row in rows.items():
        at = key[:2] if place.parent_id is None else key
        if place.parent_id is None or key[:2] == place.pk:
            totals[at] = totals.get(at, 0) + row.total
    return totals


def _map(place: Place, release: Release, rows: Mapping[str, Row]) -> PlaceMap:
    totals = _totals(place, rows)
    shades = {}
    for area, count in totals.items():
        for key in [area] if len(area) == 2 else members_of(area):
            shades[key] = _shade(count)
    quarter = Quarter.read(release.quarter)
    assert quarter is not None
    return draw_shaded(place, _shading(quarter, shades), link=told_url)


def _shade(count: int) -> Shade:
    number = 1 + sum(count >= least for least in BREAKS)
    words = _("at least %(count)s accepted reports") % {"count": number_format(count)}
    return Shade(number, words, (number_format(count),))


def _shading(quarter: Quarter, shades: Mapping[str, Shade]) -> Shading:
    return Shading(
        theme=None,
        title=_("What people tell, %(quarter)s") % {"quarter": quarter.words},
        unit=_("accepted reports, in multiples of five"),
        year=quarter.year,
        source=Source(
            key="told", publisher="Tejido", title=_("Accepted reports"), years=str(quarter), vintage=str(quarter)
        ),
        classes=("5", _("10 to 20"), _("25 to 45"), _("50 to 95"), _("100 or more")),
        columns=(_("Accepted reports, at least"),),
        shades=shades,
        blank=_("fewer than five, or none"),
    )
