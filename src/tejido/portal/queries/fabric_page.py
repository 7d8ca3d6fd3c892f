"""The page of a place's civic fabric: sentences, pictures, tables, and the places to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from tejido.ground.organisations.fabric import Period
from tejido.ground.organisations.profiles import Output
from tejido.ground.places.maps import PlaceMap, draw_shading
from tejido.ground.places.models import Place
from tejido.ground.places.queries.comparing import neighbours_to_compare
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.charts import Point, Series
from tejido.ground.web.counted import counted
from tejido.ground.web.tables import Table
from tejido.portal.queries.fabric import Fabric, Flow, fabric_of, going_on_in
from tejido.portal.queries.fabric_links import Links, links_of
from tejido.portal.queries.place_page import address_of
from tejido.stages.initiatives.queries import initiatives_shown
from tejido.stages.initiatives.queries.mapping import shading_of
from tejido.stages.initiatives.vocabulary import State

TOUCHING = 8


@dataclass(frozen=True)
class FabricPage:
    """The civic fabric of a place, ready to be drawn."""

    fabric: Fabric
    links: Links | None
    map: PlaceMap | None
    compared: Table | None
    by_quarter: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing has begun here yet."""
        flows = (*self.fabric.organisations, *self.fabric.initiatives)
        return not any(flow.began or flow.going_on or flow.stopped for flow in flows)

    @property
    def lead(self) -> str:
        """How many go on, and whether these are more than a period before."""
        organisations, initiatives = self.fabric.organisations[-1].going_on, self.fabric.initiatives[-1].going_on
        words = {"organisations": number_format(organisations), "initiatives": number_format(initiatives)}
        said = gettext("Organisations that go on here: %(organisations)s. Initiatives: %(initiatives)s.") % words
        return f"{said} {self._direction}"

    @property
    def _direction(self) -> str:
        before, now = self.fabric.initiatives[-2].going_on, self.fabric.initiatives[-1].going_on
        if now == before:
            return gettext("As many initiatives as a period before.")
        return (
            gettext("More initiatives than a period before.")
            if now > before
            else gettext("Fewer initiatives than a period before.")
        )

    @property
    def lasting(self) -> str:
        """How many initiatives last."""
        if self.fabric.lasting is None:
            return gettext("Too few initiatives began more than three years ago to say whether they last.")
        still, old = self.fabric.lasting
        words = {"still": number_format(still), "old": number_format(old)}
        return gettext("Of %(old)s initiatives that began more than three years ago, %(still)s go on.") % words

    @property
    def organisations(self) -> Series:
        """Organisations that go on, over time."""
        title = gettext("Organisations of citizens that go on")
        return self._series(self.fabric.organisations, title, gettext("organisations"))

    @property
    def initiatives(self) -> Series:
        """Initiatives that go on, over time."""
        return self._series(self.fabric.initiatives, gettext("Initiatives that go on"), gettext("initiatives"))

    def _series(self, flows: Sequence[Flow], title: str, unit: str) -> Series:
        last = flows[-1]
        words = {"period": period_name(last.period), "began": number_format(last.began)}
        known = {"site": settings.SITE_NAME, "day": date_format(self.fabric.until)}
        return Series(
            title=title,
            unit=unit,
            points=[Point(period_name(flow.period), flow.going_on) for flow in flows],
            sentence=gettext("In %(period)s so far, %(began)s began and %(stopped)s stopped.")
            % (words | {"stopped": number_format(last.stopped)}),
            source=gettext("%(site)s, what is known until %(day)s") % known,
            label=gettext("Period"),
        )

    @cached_property
    def table(self) -> Table:
        """All figures, the newest period first."""
        heads = [gettext("Period")]
        for what in (gettext("Organisations"), gettext("Initiatives")):
            heads += [f"{what}: {part}" for part in (gettext("began"), gettext("go on"), gettext("stopped"))]
        if self.fabric.people:
            heads.append(gettext("People taking part"))
        if self.fabric.money:
            heads.append(gettext("Money that arrived (pesos)"))
        rows = [self._row(i) for i in reversed(range(len(self.fabric.organisations)))]
        numbers = range(1, len(heads))
        return Table(gettext("Began, go on, stopped"), heads, rows, numbers=numbers, scrolls=True)

    def _row(self, i: int) -> list[object]:
        flows = (self.fabric.organisations[i], self.fabric.initiatives[i])
        period = flows[0].period
        row: list[object] = [period_name(period)]
        row += [number_format(n) for flow in flows for n in (flow.began, flow.going_on, flow.stopped)]
        if self.fabric.people:
            known = period in self.fabric.people
            row.append(people_in_words(self.fabric.people[period]) if known else gettext("not kept"))
        if self.fabric.money:
            row.append(number_format(self.fabric.money.get(period, 0) // 100))
        return row


def page_of(place: Place, today: date, *, by_quarter: bool) -> FabricPage:
    """Return the page. The same number of queries, however much there is."""
    is_wide = place.kind != PlaceKind.MUNICIPALITY
    fabric = fabric_of(place, today, by_quarter=by_quarter)
    return FabricPage(
        fabric=fabric,
        links=links_of(place, today),
        map=_map(place, today, fabric.initiatives[-1].going_on) if is_wide else None,
        compared=_compared(place),
        by_quarter=by_quarter,
    )


def period_name(period: Period) -> str:
    """Return how a period is called."""
    if not period.quarter:
        return str(period.year)
    return gettext("%(year)s, quarter %(quarter)s") % {"year": period.year, "quarter": period.quarter}


def people_in_words(people: tuple[int, int | None] | None) -> str:
    """Return a band of people in words."""
    if people is None:
        return gettext("fewer than 5")
    low, high = people
    if high is None:
        return gettext("%(low)s or more") % {"low": number_format(low)}
    return gettext("%(low)s to %(high)s") % {"low": number_format(low), "high": number_format(high)}


def _map(place: Place, today: date, size: int) -> PlaceMap:
    def drawn() -> PlaceMap:
        going_on = initiatives_shown(Output.MAP, today).exclude(state=State.FINISHED)
        return draw_shading(place, shading_of(place, going_on), link=address_of)

    key = f"fabric-map|{place.pk}|{today}|{get_language()}"
    return counted(key, drawn, size=lambda _found: size)


def _compared(place: Place) -> Table | None:
    """Return the place beside those that it touches and those that are like it."""
    beside = neighbours_to_compare(place) if place.kind == PlaceKind.MUNICIPALITY else None
    if beside is None:
        return None
    kinds = [(beside.itself, gettext("this place"))]
    kinds += [(one, gettext("beside it")) for one in beside.touching[:TOUCHING]]
    kinds += [(one, gettext("like it")) for one in beside.peers]
    numbers = going_on_in(one.place.key for one, _words in kinds)
    rows = [
        [
            one.place.full_name,
            words,
            *(number_format(n) for n in numbers[one.place.key]),
            _per_people(sum(numbers[one.place.key]), one.place.population),
        ]
        for one, words in kinds
    ]
    heads = [
        gettext("Place"),
        gettext("Which"),
        gettext("Organisations"),
        gettext("Initiatives"),
        gettext("Both, for every 100,000 people"),
    ]
    return Table(gettext("Beside comparable places, today"), heads, rows, numbers=(2, 3, 4))


def _per_people(number: int, people: int | None) -> str:
    return number_format(number * 100_000 / people, decimal_pos=1) if people else gettext("not known")
