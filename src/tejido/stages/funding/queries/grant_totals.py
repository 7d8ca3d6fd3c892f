"""What grants came to by place, cause, funder and period: sums of what is told anyway, and nothing besides.

Every sum is made of the rows that others read (`published_grants`): exact where they are exact, their bands added where
they are not. So no difference of two sums tells more than the rows themselves. Protected grants are in no such sum;
they are told by state and year only, once the year is over and told, in bands, and where at least five are counted
together and no subtraction singles fewer out (`tejido.engines.statistics.suppression`).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from tejido.engines.statistics.suppression import Sum as Adds
from tejido.engines.statistics.suppression import suppress
from tejido.ground.organisations.fabric import Period
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.funding.disclosure import PROTECTED, Amount, How, amount_told, last_told_day, sum_of
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.models import Grant, Instalment
from tejido.stages.funding.queries.grants import given_by, grants_shown
from tejido.stages.funding.queries.published_grants import PublishedGrant, as_published
from tejido.stages.funding.vocabulary.calls import Currency
from tejido.stages.funding.vocabulary.grants import InstalmentState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.places import below

COUNTRY = "00"
NATIONWIDE = "nationwide"  # what is given for the whole country: in its sum, and in that of no state
STEP = 5  # a count that goes up by one would tell of somebody who has just become protected


@dataclass(frozen=True)
class GrantTotals:
    """Sums over grants that are told. `open_paid` is exact, `banded_paid` the bands of the others added."""

    grants: int
    open_paid: Mapping[str, int]  # hundredths by currency
    banded_paid: Mapping[str, Amount]
    by_cause: Mapping[str, Mapping[str, Amount]] = field(default_factory=dict)

    @property
    def amounts(self) -> list[Amount]:
        """What was paid in all, by currency, as it may be told."""
        found = []
        for currency in sorted(self.open_paid.keys() | self.banded_paid.keys()):
            exact = self.open_paid.get(currency, 0)
            parts = [Amount(exact, exact, currency)] + [
                it for it in (self.banded_paid.get(currency),) if it is not None
            ]
            found.append(sum_of(parts, currency))
        return found


@dataclass(frozen=True)
class ProtectedTotal:
    """What protected initiatives of a state were paid in a year, as a band, and how many at least, in steps of five."""

    year: int
    grants: int
    paid: Amount


def grants_of_place(place: Place, output: Output, today: date) -> list[PublishedGrant]:
    """Return the grants of a place that are told: of a state or the country all below, those told last first."""
    rows = grants_shown(output, today).filter(below(place))
    return as_published(rows.order_by("-told_day", "id"), output, today)  # type: ignore[misc]  # annotated


def totals(rows: Iterable[PublishedGrant]) -> GrantTotals:
    """Add up rows that are told."""
    found = list(rows)
    exact: dict[str, int] = defaultdict(int)
    banded: dict[str, list[Amount]] = defaultdict(list)
    by_cause: dict[str, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        if row.is_open:
            exact[row.currency] += row.paid.least
        else:
            banded[row.currency].append(row.paid)
        for cause in row.causes:
            by_cause[cause][row.currency].append(row.paid)
    causes = {
        cause: {currency: sum_of(amounts, currency) for currency, amounts in of.items()}
        for cause, of in by_cause.items()
    }
    sums = {currency: sum_of(amounts, currency) for currency, amounts in banded.items()}
    return GrantTotals(len(found), dict(exact), sums, causes)


def protected_totals(place: Place, today: date) -> list[ProtectedTotal]:
    """Return what protected initiatives of a state, or of the country, were paid in years that are over and told."""
    if place.kind not in {PlaceKind.STATE, PlaceKind.COUNTRY}:
        return []
    until = last_told_day(today)
    last_year = until.year if (until.month, until.day) == (12, 31) else until.year - 1
    counts, sums = _protected(last_year)
    found = []
    for year in sorted({year for _state, year in counts}, reverse=True):
        cells: dict[Hashable, int] = {state: n for (state, its), n in counts.items() if its == year}
        cells[COUNTRY] = sum(cells.values())
        hidden = suppress(cells, [Adds(COUNTRY, tuple(state for state in cells if state != COUNTRY))])
        if place.pk not in cells or place.pk in hidden:
            continue
        paid = sum(n for (state, its), n in sums.items() if its == year and place.pk in {state, COUNTRY})
        told = amount_told(paid, How.BAND, Currency.MXN)
        assert told is not None
        found.append(ProtectedTotal(year, cells[place.pk] // STEP * STEP, told))
    return found


def money_arriving(place: Place, periods: Sequence[Period]) -> Mapping[Period, int]:
    """Return the hundredths of Mexican pesos that arrived in a place in each period, as far as they may be told.

    For the civic fabric: of open grants what was paid, of discreet ones the lower end of each band; what is protected,
    and money in other currencies, is left out.
    """
    found: Counter[Period] = Counter()
    today = localdate()
    for row in grants_of_place(place, Output.PAGE, today):
        if row.currency != Currency.MXN:
            continue
        for payment in row.payments:
            found[Period(payment.quarter.year)] += payment.amount.least
            found[Period(payment.quarter.year, payment.quarter.number)] += payment.amount.least
    return {period: found[period] for period in periods if found[period]}


def _protected(last_year: int) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], int]]:
    """Count protected grants that were paid, and what, by state and year; pesos only."""
    rows = Instalment.objects.filter(
        grant__in=Grant.objects.filter(PROTECTED, state__in=PUBLIC, currency=Currency.MXN),
        state=InstalmentState.PAID,
        paid_on__year__lte=last_year,
    )
    counts: dict[tuple[str, int], set[object]] = defaultdict(set)
    sums: Counter[tuple[str, int]] = Counter()
    for key, grant, paid_on, paid in rows.values_list("grant__place", "grant", "paid_on", "paid"):
        assert paid_on is not None and paid is not None
        state = NATIONWIDE if key == COUNTRY else key[:2]
        counts[state, paid_on.year].add(grant)
        sums[state, paid_on.year] += paid
    return {cell: len(grants) for cell, grants in counts.items()}, dict(sums)


def grants_of_funder(funder: Organisation, output: Output, today: date) -> list[PublishedGrant]:
    """Return what a funder gave, of grants of which `output` may say that it did: nothing that is not open."""
    rows = given_by(grants_shown(output, today), funder.pk, output)
    return as_published(rows.order_by("-told_day", "id"), output, today)  # type: ignore[misc]  # annotated


def grants_of_initiative(initiative: Initiative, output: Output, today: date) -> list[PublishedGrant]:
    """Return the grants of an initiative that are told."""
    rows = grants_shown(output, today).filter(initiative=initiative)
    return as_published(rows.order_by("-told_day", "id"), output, today)  # type: ignore[misc]  # annotated
