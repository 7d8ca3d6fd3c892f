"""The civic fabric of a place: organisations and initiatives that began, go on and stopped (mission M15).

What lists show is counted as lists show it. What is protected counts in states and the country only, and there only
where it adds at least five to a figure, so that nobody learns of single ones by subtracting what is listed. People come
in bands. Nothing counts before 72 hours have passed, whatever its profile.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, DateField, Model, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear

from tejido.engines.statistics.suppression import THRESHOLD
from tejido.ground.organisations.fabric import MONEY, PEOPLE, Period, source_of
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import UPDATES_AFTER, Field, Output, band, profiles_showing
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.counted import counted
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.queries.places import below

M = TypeVar("M", bound=Model)

YEARS, QUARTERS = 8, 12
LASTING = 3  # years


@dataclass(frozen=True)
class Flow:
    """How many began and stopped in a period, and how many went on at its end."""

    period: Period
    began: int
    going_on: int
    stopped: int


@dataclass(frozen=True)
class Fabric:
    """The fabric of a place over the periods, the last one not over yet.

    `people` holds bands (from, up to), None where there are fewer than five; it is empty without a source, and so is
    `money` (hundredths). `lasting` says how many of the initiatives that began more than three years ago still go on,
    and how many began; None where these are fewer than five.
    """

    place: Place
    until: date
    organisations: Sequence[Flow]
    initiatives: Sequence[Flow]
    people: Mapping[Period, tuple[int, int | None] | None]
    money: Mapping[Period, int]
    lasting: tuple[int, int] | None


def fabric_of(place: Place, today: date, *, by_quarter: bool = False) -> Fabric:
    """Return the fabric of a place: eight years, or twelve quarters. Five queries and those of the sources."""
    if place.kind == PlaceKind.MUNICIPALITY:
        return _fabric_of(place, today, by_quarter)
    key = f"fabric|{place.pk}|{today}|{by_quarter}"
    return counted(key, lambda: _fabric_of(place, today, by_quarter), size=_size)


def _size(fabric: Fabric) -> int:
    return fabric.organisations[-1].going_on + fabric.initiatives[-1].going_on


def _fabric_of(place: Place, today: date, by_quarter: bool) -> Fabric:
    until = today - UPDATES_AFTER
    periods = _quarters(until) if by_quarter else [Period(until.year - i) for i in reversed(range(YEARS))]
    own = _initiatives_of(place)
    people, money = source_of(PEOPLE), source_of(MONEY)
    return Fabric(
        place=place,
        until=until,
        organisations=_flows(_organisations_of(place), "registered_on", "closed_on", periods, until),
        initiatives=_flows(own, "began", "finished_on", periods, until),
        people=_banded(people(place, periods)) if people else {},
        money=dict(money(place, periods)) if money else {},
        lasting=_lasting(own.filter(profile__in=profiles_showing(Field.MUNICIPAL_TOTAL, Output.PAGE)), until),
    )


def _initiatives_of(place: Place) -> QuerySet[Initiative]:
    known = Initiative.objects.exclude(state__in=UNPUBLISHED).filter(below(place))
    return _counted(known, place).annotate(began=Coalesce("began_on", "published_on", output_field=DateField()))


def _organisations_of(place: Place) -> QuerySet[Organisation]:
    """Return civil society: institutions and funders are no civic fabric."""
    known = Organisation.objects.filter(kind=Kind.CIVIL_SOCIETY)
    if place.parent_id is not None:
        known = known.filter(pk__in=Organisation.places.through.objects.filter(below(place)).values("organisation"))
    return _counted(known, place)


def _counted(things: QuerySet[M], place: Place) -> QuerySet[M]:
    field = Field.MUNICIPAL_TOTAL if place.kind == PlaceKind.MUNICIPALITY else Field.STATE_TOTAL
    return things.filter(profile__in=profiles_showing(field, Output.PAGE)).order_by()


def _flows(
    things: QuerySet[Initiative] | QuerySet[Organisation],
    began: str,
    stopped: str,
    periods: Sequence[Period],
    until: date,
) -> list[Flow]:
    ends = {name: _by_period(things, name, until, bool(periods[0].quarter)) for name in (began, stopped)}
    secret = _flow(ends, began, stopped, periods, lambda is_listed: not is_listed)
    listed = _flow(ends, began, stopped, periods, lambda is_listed: is_listed)
    return [
        Flow(
            one.period, *(_with(getattr(one, part), getattr(other, part)) for part in ("began", "going_on", "stopped"))
        )
        for one, other in zip(listed, secret, strict=True)
    ]


def _with(listed: int, secret: int) -> int:
    return listed + (secret if secret >= THRESHOLD else 0)


def _flow(
    ends: Mapping[str, Counter[tuple[Period, bool]]],
    began: str,
    stopped: str,
    periods: Sequence[Period],
    takes: Callable[[bool], bool],
) -> list[Flow]:
    came, went = (_of(ends[name], takes) for name in (began, stopped))
    flows = []
    for period in periods:
        now = sum(n for at, n in came.items() if at <= period) - sum(n for at, n in went.items() if at <= period)
        flows.append(Flow(period, came[period], now, went[period]))
    return flows


def _of(ends: Counter[tuple[Period, bool]], takes: Callable[[bool], bool]) -> Counter[Period]:
    found: Counter[Period] = Counter()
    for (period, is_listed), number in ends.items():
        if takes(is_listed):
            found[period] += number
    return found


def _by_period(
    things: QuerySet[Initiative] | QuerySet[Organisation], day: str, until: date, by_quarter: bool
) -> Counter[tuple[Period, bool]]:
    """Count by the period that a day lies in, and by whether lists show the thing."""
    rows = things.filter(**{f"{day}__lte": until}).annotate(of_year=ExtractYear(day), of_quarter=ExtractQuarter(day))
    columns = ("of_year", "of_quarter", "profile") if by_quarter else ("of_year", "profile")
    listed = set(profiles_showing(Field.EXISTENCE, Output.LIST))
    found: Counter[tuple[Period, bool]] = Counter()
    for *when, profile, number in rows.values_list(*columns).annotate(number=Count("pk")):
        found[Period(*when), profile in listed] += number
    return found


def _lasting(initiatives: QuerySet[Initiative], until: date) -> tuple[int, int] | None:
    old = Q(began__lte=date(until.year - LASTING, until.month, min(until.day, 28)))
    going_on = old & (Q(finished_on=None) | Q(finished_on__gt=until))
    found = initiatives.aggregate(old=Count("pk", filter=old), still=Count("pk", filter=going_on))
    return (found["still"], found["old"]) if found["old"] >= THRESHOLD else None


def _banded(numbers: Mapping[Period, int]) -> dict[Period, tuple[int, int | None] | None]:
    return {period: band(number) if number >= THRESHOLD else None for period, number in numbers.items()}


def _quarters(until: date) -> list[Period]:
    last = until.year * 4 + (until.month - 1) // 3
    return [Period(at // 4, at % 4 + 1) for at in range(last - QUARTERS + 1, last + 1)]


def going_on_in(keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return how many listed organisations and initiatives go on in each of these municipalities; two queries."""
    wanted, listed = list(keys), profiles_showing(Field.EXISTENCE, Output.LIST)
    through = Organisation.places.through.objects.filter(
        place__in=wanted,
        organisation__profile__in=listed,
        organisation__kind=Kind.CIVIL_SOCIETY,
        organisation__closed_on=None,
    )
    of = dict(through.values_list("place_id").annotate(number=Count("pk")).order_by())
    acting = Initiative.objects.exclude(state__in=UNPUBLISHED).filter(
        place__in=wanted, profile__in=listed, finished_on=None
    )
    doing = dict(acting.values_list("place_id").annotate(number=Count("pk")).order_by())
    return {key: (of.get(key, 0), doing.get(key, 0)) for key in wanted}
