"""Grants as others may read of them: the rows that pages, lists, feeds, exports, totals and the fabric share.

Each row was cut by `tejido.stages.funding.disclosure`: what is None may not be told. Whoever draws a row need not, and
must not, look at the grant itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, figure
from tejido.ground.places.models import Place
from tejido.stages.funding.disclosure import Amount, How, What, amount_told, how, names_funder, profile_of, sum_of
from tejido.stages.funding.models import Amendment, Grant, GrantReport, Instalment, Invoice, Returned
from tejido.stages.funding.queries.grants import grants_shown
from tejido.stages.funding.vocabulary.grants import InstalmentState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.reports.quarters import Quarter


@dataclass(frozen=True)
class Payment:
    """An instalment that was paid. `paid_on` is None where only the quarter may be told."""

    id: UUID
    number: int
    milestone: str
    amount: Amount
    paid_on: date | None
    quarter: Quarter


@dataclass(frozen=True)
class GivenBack:
    """Money that was given back. `returned_on` and `reason` are None and empty where only the quarter may be told."""

    amount: Amount
    returned_on: date | None
    quarter: Quarter
    reason: str


@dataclass(frozen=True)
class PublishedReport:
    """A report; of a grant that is not open only that it was sent, and in which quarter."""

    number: int
    due_on: date | None
    sent_on: date | None
    late_since: date | None
    quarter: Quarter
    text: str


@dataclass(frozen=True)
class PublishedResult:
    """A number beside what was expected, of the last report that may be told; bands where the grant is not open."""

    what: str
    unit: str
    expected: tuple[Decimal | int, Decimal | int | None]
    reached: tuple[Decimal | int, Decimal | int | None] | None
    source: str


@dataclass(frozen=True)
class PublishedChange:
    """A change of the agreement that both sides said yes to; of open grants only."""

    agreed_on: date
    reason: str
    amount: tuple[Amount, Amount]
    ends_on: tuple[date, date]


@dataclass(frozen=True)
class PublishedGrant:
    """A grant as others may read of it. Every None is something that may not be told.

    `paid` is the sum of `payments`; `agreed`, `accounted` and all days are told of open grants only. `milestones` are
    the words of what is still to be reached, never with a day or an amount. `is_open`: told exactly.
    """

    id: UUID
    url: str
    title: str
    purpose: str
    initiative: Initiative
    funder: Organisation | None
    place: Place
    causes: tuple[str, ...]
    currency: str
    is_open: bool
    payments: tuple[Payment, ...]
    paid: Amount
    returned: tuple[GivenBack, ...]
    reports: tuple[PublishedReport, ...]
    results: tuple[PublishedResult, ...]
    changes: tuple[PublishedChange, ...]
    is_example: bool
    agreed: Amount | None = None
    accounted: Amount | None = None
    milestones: tuple[str, ...] = ()
    state: str | None = None
    reason: str = ""
    agreed_on: date | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    finished_on: date | None = None
    reference: str = ""
    foreign_programme: str = ""
    application_id: UUID | None = None

    @property
    def since(self) -> date:
        """From when others know of it: the day of the agreement, or the end of the quarter of the first payment."""
        return self.agreed_on or min(it.quarter.ends_on for it in self.payments)


def published_grants(output: Output, today: date) -> list[PublishedGrant]:
    """Return all that anybody may read of in `output`; the same number of queries for 1 and for 1,000."""
    return as_published(grants_shown(output, today), output, today)


def as_published(rows: QuerySet[Grant], output: Output, today: date) -> list[PublishedGrant]:
    """Return rows of `grants_shown` as others may read of them; leaves out what may not be told."""
    told = (publish(grant, output, today) for grant in with_parts(rows))
    return [one for one in told if one is not None]


def with_parts(rows: QuerySet[Grant]) -> QuerySet[Grant]:
    """Read what `publish` asks of a grant's parts."""
    paid = Instalment.objects.exclude(state=InstalmentState.CANCELLED).order_by("number")
    reports = GrantReport.objects.prefetch_related("readings").order_by("number")
    changes = Amendment.objects.filter(agreed_on__isnull=False).order_by("agreed_on", "id")
    accounted = Invoice.objects.filter(grant=OuterRef("pk")).order_by().values("grant").annotate(all=Sum("amount"))
    rows = rows.annotate(accounted_for=Subquery(accounted.values("all")))
    return rows.prefetch_related(
        Prefetch("instalments", paid),
        Prefetch("reports", reports),
        Prefetch("amendments", changes),
        Prefetch("returned", Returned.objects.order_by("returned_on", "id")),
        "targets",
    )


def publish(grant: Grant, output: Output, today: date) -> PublishedGrant | None:
    """Return a grant as others may read of it in `output` today, None where nothing may be told.

    Asks for the instalments, reports, amendments, returned money, targets and sum of `with_parts`.
    """
    profile = profile_of(grant)
    terms = how(profile, What.TERMS, output, today=today)
    payments = _payments(grant, profile, output, today)
    if grant.is_unagreed or (terms is not How.EXACT and not payments):
        return None
    only_open = _open_terms(grant, output) if terms is How.EXACT else {}
    return PublishedGrant(
        id=grant.pk,
        url=grant.get_absolute_url(),
        title=grant.title,
        purpose=grant.purpose,
        initiative=grant.initiative,
        funder=grant.funder if names_funder(grant, output) else None,
        place=grant.place,
        causes=tuple(grant.causes),
        currency=grant.currency,
        is_open=terms is How.EXACT,
        payments=payments,
        paid=sum_of([it.amount for it in payments], grant.currency),
        returned=_given_back(grant, profile, output, today),
        reports=_reports(grant, profile, output, today),
        results=_results(grant, profile, output, today),
        changes=_changes(grant) if terms is How.EXACT else (),
        is_example=grant.is_example,
        **only_open,  # type: ignore[arg-type]
    )


def _open_terms(grant: Grant, output: Output) -> dict[str, object]:
    accounted = getattr(grant, "accounted_for", None) or 0
    waiting = [it for it in grant.instalments.all() if it.state != InstalmentState.PAID]
    return {
        "agreed": Amount(grant.amount, grant.amount, grant.currency),
        "accounted": Amount(accounted, accounted, grant.currency),
        "milestones": tuple(it.milestone for it in waiting),
        "state": grant.state,
        "reason": grant.reason,
        "agreed_on": grant.agreed_on,
        "begins_on": grant.begins_on,
        "ends_on": grant.ends_on,
        "finished_on": grant.finished_on,
        "reference": grant.reference,
        "foreign_programme": grant.foreign_programme if names_funder(grant, output) else "",
        "application_id": grant.application_id if names_funder(grant, output) else None,
    }


def _payments(grant: Grant, profile: str, output: Output, today: date) -> tuple[Payment, ...]:
    found = []
    for it in grant.instalments.all():
        if it.state != InstalmentState.PAID or it.paid is None or it.paid_on is None:
            continue
        way = how(profile, What.PAYMENT, output, day=it.paid_on, today=today)
        amount = amount_told(it.paid, way, grant.currency)
        if amount is not None:
            day = it.paid_on if way is How.EXACT else None
            found.append(Payment(it.pk, it.number, it.milestone, amount, day, Quarter.of(it.paid_on)))
    return tuple(found)


def _given_back(grant: Grant, profile: str, output: Output, today: date) -> tuple[GivenBack, ...]:
    found = []
    for it in grant.returned.all():
        way = how(profile, What.GIVEN_BACK, output, day=it.returned_on, today=today)
        amount = amount_told(it.amount, way, grant.currency)
        if amount is not None:
            exact = way is How.EXACT
            day, reason = (it.returned_on, it.reason) if exact else (None, "")
            found.append(GivenBack(amount, day, Quarter.of(it.returned_on), reason))
    return tuple(found)


def _reports(grant: Grant, profile: str, output: Output, today: date) -> tuple[PublishedReport, ...]:
    found = []
    for it in grant.reports.all():
        day = it.sent_on or it.late_since
        way = how(profile, What.REPORT, output, day=day, today=today) if day else How.NO
        if day is None or way is How.NO:
            continue
        exact = way is How.EXACT
        found.append(
            PublishedReport(
                number=it.number,
                due_on=it.due_on if exact else None,
                sent_on=it.sent_on if exact else None,
                late_since=it.late_since if exact else None,
                quarter=Quarter.of(day),
                text=it.text if exact else "",
            )
        )
    return tuple(found)


def _results(grant: Grant, profile: str, output: Output, today: date) -> tuple[PublishedResult, ...]:
    """The last reading of each expected result that may be told; what is expected is told with it, or where open."""
    found = []
    sent = [it for it in grant.reports.all() if it.sent_on]
    told = [it for it in sent if how(profile, What.RESULT, output, day=it.sent_on, today=today) is not How.NO]
    is_open = how(profile, What.TERMS, output, today=today) is How.EXACT
    last = {reading.target_id: reading for report in told for reading in report.readings.all()}
    for target in grant.targets.all():
        reading = last.get(target.pk)
        if reading is None and not is_open:
            continue
        expected = _number(profile, output, target.figure, is_open=is_open)
        reached = _number(profile, output, reading.figure, is_open=is_open) if reading else None
        if expected is not None:
            source = reading.source if reading and is_open else ""
            found.append(PublishedResult(target.what, target.unit, expected, reached, source))
    return tuple(found)


def _number(
    profile: str, output: Output, number: Decimal, *, is_open: bool
) -> tuple[Decimal | int, Decimal | int | None] | None:
    return (number, number) if is_open else figure(profile, output, int(number))


def _changes(grant: Grant) -> tuple[PublishedChange, ...]:
    return tuple(
        PublishedChange(it.agreed_on, it.reason, _both(it, grant.currency), _last_days(it))
        for it in grant.amendments.all()
        if it.agreed_on
    )


def _both(change: Amendment, currency: str) -> tuple[Amount, Amount]:
    before, after = change.before["amount"], change.after["amount"]
    return Amount(before, before, currency), Amount(after, after, currency)


def _last_days(change: Amendment) -> tuple[date, date]:
    return date.fromisoformat(change.before["ends_on"]), date.fromisoformat(change.after["ends_on"])


def published_by_id(ids: Iterable[UUID], output: Output, today: date) -> dict[UUID, PublishedGrant]:
    """Return those of the grants that anybody may read of, by id."""
    rows = as_published(grants_shown(output, today).filter(pk__in=list(ids)), output, today)
    return {one.id: one for one in rows}
