"""Need beside money and action: violence and marginalisation of municipalities, and what answers them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from tejido.ground.organisations.profiles import Output
from tejido.ground.places.models import Place, Source
from tejido.ground.places.queries.rates import homicide_rates_within
from tejido.ground.places.queries.shading import Shade, Shading
from tejido.ground.places.vocabulary import Grade
from tejido.stages.funding.queries.budgets_grants import Given, given_by_place
from tejido.stages.funding.vocabulary.gaps import Gap
from tejido.stages.initiatives.queries import initiatives_shown
from tejido.stages.initiatives.queries.places import below
from tejido.stages.initiatives.vocabulary import State

HIGH_RATE = 30.0
"""Homicides per 100,000 from which on violence counts as high here: above any yearly rate of the country since 1990."""
HIGH_GRADES = (Grade.HIGH, Grade.VERY_HIGH)


@dataclass(frozen=True)
class Beside:
    """A municipality: what is known of its need, and what is known to answer it."""

    place: Place
    rate: float | None  # homicides per 100,000, drawn towards what is usual in the state
    grade: Grade | None
    initiatives: int
    given: Given

    @property
    def is_violent(self) -> bool:
        """Whether violence is high."""
        return self.rate is not None and self.rate >= HIGH_RATE

    @property
    def is_marginalised(self) -> bool:
        """Whether marginalisation is high or very high."""
        return self.grade in HIGH_GRADES

    @property
    def gap(self) -> Gap:
        """How need and answers meet."""
        if not (self.is_violent or self.is_marginalised):
            return Gap.LOW
        if self.initiatives:
            return Gap.MONEY if self.given.paid else Gap.NO_MONEY
        return Gap.BOTH if self.is_violent and self.is_marginalised else Gap.NOTHING


@dataclass(frozen=True)
class StateGaps:
    """The municipalities of a state, by name, and the year of the homicides."""

    state: Place
    year: int
    rows: tuple[Beside, ...]

    @property
    def without_money(self) -> list[Beside]:
        """Those with need that no published money reaches, the gravest first."""
        found = [one for one in self.rows if one.gap in {Gap.NO_MONEY, Gap.NOTHING, Gap.BOTH}]
        return sorted(found, key=lambda one: (-one.gap.number, -(one.rate or 0), one.place.key))

    def count(self, gap: Gap) -> int:
        """How many municipalities stand so."""
        return sum(one.gap == gap for one in self.rows)


def gaps_of(state: Place, today: date) -> StateGaps | None:
    """Return need beside money and initiatives for each municipality; None where no homicides are known.

    Five queries. Homicides are published by INEGI for every municipality; initiatives are counted as maps count them,
    which leaves protected ones out; grants where their numbers may be told.
    """
    around = homicide_rates_within(state)
    if around is None:
        return None
    shown = initiatives_shown(Output.MAP, today).exclude(state=State.FINISHED).filter(below(state))
    bare = shown.select_related(None).prefetch_related(None).defer(None).order_by()
    acting = dict(bare.values_list("place_id").annotate(number=Count("pk")))
    given = given_by_place(below(state), Output.MAP)
    rates = around.shrunk or around.raw
    rows = []
    for place in Place.objects.filter(parent=state).defer("figures").order_by("searchable", "key"):
        rate = rates.get(place.key)
        grade = Grade(place.grade) if place.grade else None
        rows.append(
            Beside(
                place, rate.per_100k if rate else None, grade, acting.get(place.key, 0), given.get(place.key, Given())
            )
        )
    return StateGaps(state, around.year, tuple(rows))


def shading_of(
    found: StateGaps, shades: dict[str, Shade], *, title: str, unit: str, columns: tuple[str, ...]
) -> Shading:
    """Return the shading of a map of gaps, out of shades that the page worded."""
    return Shading(
        theme=None,
        title=title,
        unit=unit,
        year=found.year,
        source=Source.objects.get(pk="homicides"),
        classes=tuple(str(gap.label) for gap in Gap),
        columns=columns,
        shades=shades,
    )
