"""Fills the rows of exports with what may be told today, in a number of queries that does not grow with the rows."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.vocabulary import Kind
from tejido.stages.funding.disclosure import last_told_day
from tejido.stages.funding.exports.identifiers import Publisher
from tejido.stages.funding.exports.rows import ApplicationRow, CallRow, GrantRow, Party, PaymentRow, ResultRow
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.money import told_of
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries.applications import applications_shown
from tejido.stages.funding.queries.calls import calls_shown, with_counts
from tejido.stages.funding.queries.published_grants import Payment, PublishedGrant, published_grants
from tejido.stages.initiatives.models import Initiative

GROUP = "group"
CHUNK = 500
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and nobody types."""


def publisher() -> Publisher:
    """Return who publishes: this site."""
    return Publisher(
        name=settings.SITE_NAME,
        url=settings.SITE_URL,
        identifier=settings.PUBLISHER_ID,
        ocid_prefix=settings.OCID_PREFIX,
    )


def calls() -> Iterator[CallRow]:
    """Give the calls that were announced, oldest first."""
    rows = with_counts(calls_shown(Output.EXPORT), Output.EXPORT).order_by("opens_on", "id")
    return (_call(row, row.sent) for row in rows.iterator(chunk_size=CHUNK))  # type: ignore[attr-defined]  # counted


def applications() -> Iterator[ApplicationRow]:
    """Give what came of applications, in the order of their calls and numbers."""
    rows = applications_shown(Output.EXPORT).order_by("call__opens_on", "call", "number", "id")
    return (_application(row) for row in rows.iterator(chunk_size=CHUNK))


def grants(today: date) -> Iterator[GrantRow]:
    """Give the grants that may be told today, as `published_grants` tells them."""
    asked = Application.objects.filter(grant__isnull=False).select_related("call__funder", "call__place")
    known = {one.pk: one for one in asked.defer("call__place__figures")}
    for one in sorted(published_grants(Output.EXPORT, today), key=lambda it: it.id):
        yield _grant(one, known, today)


def _grant(row: PublishedGrant, known: Mapping[UUID, Application], today: date) -> GrantRow:
    common: dict[str, Any] = {
        "key": str(row.id),
        "title": plain(row.title),
        "purpose": plain(row.purpose),
        "url": _absolute(row.url),
        "funder": _party(row.funder) if row.funder else None,
        "recipient": _recipient(row.initiative),
        "initiative": plain(row.initiative.title),
        "place_key": row.place.pk,
        "place": row.place.full_name,
        "causes": tuple(row.causes),
        "currency": row.currency,
        "is_open": row.is_open,
        "state": row.state,
        "paid": (row.paid.least, row.paid.most),
        "agreed_on": row.agreed_on,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "finished_on": row.finished_on,
    }
    if not row.is_open or row.agreed is None:
        return GrantRow(**common | {"recipient": None}, amount=None, changed_on=last_told_day(today))
    application = known.get(row.application_id) if row.application_id else None
    asked = told_of(application, profile_of(application), Output.EXPORT) if application else None
    return GrantRow(
        **common,
        amount=(row.agreed.least, row.agreed.most),
        changed_on=_changed_on(row, today),
        foreign_programme=plain(row.foreign_programme),
        call=_call(application.call) if application else None,
        applied_for=asked[0] if asked and asked[0] == asked[1] else None,
        payments=tuple(_payment(one, one.paid_on) for one in row.payments if one.paid_on),
        results=tuple(_results(row)),
    )


def _changed_on(row: PublishedGrant, today: date) -> date:
    days = [row.agreed_on, row.finished_on, *(one.paid_on for one in row.payments)]
    days += [one.sent_on for one in row.reports] + [one.agreed_on for one in row.changes]
    return max((day for day in days if day), default=today)


def _call(row: Call, applications: int = 0) -> CallRow:
    return CallRow(
        key=str(row.pk),
        title=plain(row.title),
        about=plain(row.about),
        url=_absolute(row.get_absolute_url()),
        funder=_party(row.funder),
        place_key=row.place_id,
        place=row.place.full_name,
        causes=tuple(row.causes),
        currency=row.currency,
        total=row.total,
        state=row.state,
        decision=row.decision,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        decided_by=row.decided_by,
        changed_on=row.state_since,
        applications=applications,
        foreign_programme=plain(row.foreign_programme),
    )


def _application(row: Application) -> ApplicationRow:
    return ApplicationRow(
        key=str(row.pk),
        call=str(row.call_id),
        title=plain(str(row)),
        url=_absolute(row.get_absolute_url()),
        initiative=plain(row.initiative.title),
        place_key=row.place_id,
        place=row.place.full_name,
        causes=tuple(row.causes),
        currency=row.call.currency,
        amount=told_of(row, profile_of(row), Output.EXPORT),
        outcome=row.state,
        number=row.number if row.call.has_ballot else None,
    )


def _payment(row: Payment, paid_on: date) -> PaymentRow:
    return PaymentRow(
        key=str(row.id), number=row.number, paid_on=paid_on, amount=row.amount.least, what=plain(row.milestone)
    )


def _results(row: PublishedGrant) -> Iterator[ResultRow]:
    """Give the numbers that the last report brought; what was only expected so far is no result."""
    reported_on = max((one.sent_on for one in row.reports if one.sent_on), default=None)
    for number, one in enumerate(row.results, 1):
        if one.reached is not None and reported_on is not None:
            yield ResultRow(
                key=f"{row.id}-{number}",
                what=plain(one.what),
                expected=Decimal(one.expected[0]),
                figure=Decimal(one.reached[0]),
                unit=plain(one.unit),
                source=plain(one.source),
                reported_on=reported_on,
            )


def _party(of: Organisation) -> Party:
    is_civil = of.kind == Kind.CIVIL_SOCIETY
    return Party(
        key=str(of.pk),
        name=plain(of.name),
        kind=of.kind,
        level=of.level,
        rfc="" if is_civil else of.rfc,
        url=_absolute(of.get_absolute_url()),
    )


def _recipient(of: Initiative) -> Party | None:
    """Return who gets the money of an open grant, where the organisation lets it be told."""
    if of.organisation is None:
        return Party(key=str(of.pk), name=plain(of.title), kind=GROUP, url=_absolute(of.get_absolute_url()))
    return _party(of.organisation) if linked(of.profile, of.organisation.profile, Output.EXPORT) else None


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path.removeprefix('/en')}"


def plain(text: str) -> str:
    """Return text without what a file for machines cannot hold."""
    return CONTROL.sub("", text)
