"""Fills the rows of exports with what may be told today, in a number of queries that does not grow with the rows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import override

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, linked, profiles_showing, shown, tighter
from tejido.ground.organisations.vocabulary import Kind
from tejido.stages.funding.exports.identifiers import Publisher
from tejido.stages.funding.exports.rows import (
    ApplicationRow,
    CallRow,
    GrantRow,
    Party,
    PaymentRow,
    ResultRow,
)
from tejido.stages.funding.models import Application, Call, Grant, Instalment
from tejido.stages.funding.money import told, told_of
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries.applications import applications_shown
from tejido.stages.funding.queries.calls import calls_shown, with_counts
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tejido.stages.initiatives.models import Initiative, Result

GROUP = "group"
CHUNK = 500
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and nobody types."""
KEPT_BACK = timedelta(days=90)


def publisher() -> Publisher:
    """Return who publishes: this site."""
    return Publisher(
        name=settings.SITE_NAME,
        url=settings.SITE_URL,
        identifier=settings.PUBLISHER_ID,
        ocid_prefix=settings.OCID_PREFIX,
    )


def release_day(today: date) -> date:
    """Return the day as of which bands are told: the first of the month, so that no day of payment can be read off."""
    return today.replace(day=1)


def calls() -> Iterator[CallRow]:
    """Give the calls that were announced, oldest first."""
    rows = with_counts(calls_shown(Output.EXPORT)).order_by("opens_on", "id")
    return (_call(row, row.sent) for row in rows.iterator(chunk_size=CHUNK))  # type: ignore[attr-defined]  # counted


def applications() -> Iterator[ApplicationRow]:
    """Give what came of applications, in the order of their calls and numbers."""
    rows = applications_shown(Output.EXPORT).order_by("call__opens_on", "call", "number", "id")
    return (_application(row) for row in rows.iterator(chunk_size=CHUNK))


def grants(today: date) -> Iterator[GrantRow]:
    """Give the grants that may be told today: open ones exactly, discreet ones in a band once a payment is old enough."""
    for row in _grants().iterator(chunk_size=CHUNK):
        made = _grant(row, today)
        if made:
            yield made


def _grants() -> QuerySet[Grant]:
    told_of_it = profiles_showing(Field.EXISTENCE, Output.EXPORT)
    funders = profiles_showing(Field.LINK, Output.EXPORT)
    paid = Instalment.objects.filter(state=InstalmentState.PAID).order_by("number")
    results = Result.objects.filter(withdrawn_on=None, shown_on__isnull=False).order_by("measured_on", "id")
    joined = ("funder", "place", "initiative__organisation", "application__call__funder", "application__call__place")
    return (
        Grant.objects.exclude(state=GrantState.DRAFT)
        .filter(profile__in=told_of_it, initiative__profile__in=told_of_it, funder__profile__in=funders)
        .select_related(*joined)
        .defer("place__figures", "application__call__place__figures")
        .prefetch_related(Prefetch("instalments", paid), Prefetch("initiative__results", results))
        .order_by("id")
    )


def _grant(row: Grant, today: date) -> GrantRow | None:
    its = row.initiative.profile
    profile = its if tighter(its, than=row.profile) else row.profile
    common: dict[str, Any] = {
        "key": str(row.pk),
        "title": plain(row.title),
        "purpose": plain(row.purpose),
        "url": _absolute(row),
        "funder": _party(row.funder),
        "recipient": _recipient(row.initiative, profile),
        "initiative": plain(row.initiative.title),
        "place_key": row.place_id,
        "place": row.place.full_name,
        "causes": tuple(row.causes),
        "currency": row.currency,
    }
    paid = [one for one in row.instalments.all() if one.paid_on and one.paid_on <= today]
    if shown(profile, Field.NUMBER, Output.EXPORT) is Shown.FULL:
        return GrantRow(**common, **_open(row, paid, today))
    return _in_bands(common, profile, paid, release_day(today))


def _open(row: Grant, paid: list[Instalment], today: date) -> dict[str, Any]:
    application, whole = row.application, sum(one.amount for one in paid)
    call = application.call if application else None
    days = [row.state_since, *(one.paid_on for one in paid if one.paid_on)]
    return {
        "is_open": True,
        "state": row.state,
        "amount": (row.amount, row.amount),
        "paid": (whole, whole),
        "agreed_on": row.agreed_on,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "finished_on": row.finished_on,
        "changed_on": max(days),
        "foreign_programme": plain(row.foreign_programme),
        "call": _call(call) if call else None,
        "applied_for": application.amount if application else None,
        "payments": tuple(_payment(one) for one in paid),
        "results": tuple(_result(one) for one in row.initiative.results.all() if _is_of(one, row, today)),
    }


def _in_bands(common: dict[str, Any], profile: str, paid: list[Instalment], as_of: date) -> GrantRow | None:
    """Return what a grant that is not open may tell: that it is, and a band of what was paid 90 days ago or earlier."""
    old = [one for one in paid if one.paid_on and one.paid_on + KEPT_BACK <= as_of]
    band = told(sum(one.amount for one in old), profile, Output.EXPORT)
    if not old or band is None:
        return None
    return GrantRow(
        **common,
        is_open=False,
        state=None,
        amount=None,
        paid=band,
        agreed_on=None,
        begins_on=None,
        ends_on=None,
        finished_on=None,
        changed_on=as_of,
    )


def _call(row: Call, applications: int = 0) -> CallRow:
    return CallRow(
        key=str(row.pk),
        title=plain(row.title),
        about=plain(row.about),
        url=_absolute(row),
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
        url=_absolute(row),
        initiative=plain(row.initiative.title),
        place_key=row.place_id,
        place=row.place.full_name,
        causes=tuple(row.causes),
        currency=row.call.currency,
        amount=told_of(row, profile_of(row), Output.EXPORT),
        outcome=row.state,
        number=row.number,
    )


def _payment(row: Instalment) -> PaymentRow:
    assert row.paid_on is not None  # only paid ones are read
    return PaymentRow(
        key=str(row.pk), number=row.number, paid_on=row.paid_on, amount=row.amount, what=plain(row.milestone)
    )


def _result(row: Result) -> ResultRow:
    return ResultRow(
        key=str(row.pk),
        what=plain(row.what),
        figure=row.figure,
        unit=plain(row.unit),
        source=plain(row.source),
        measured_on=row.measured_on,
    )


def _is_of(result: Result, grant: Grant, today: date) -> bool:
    """Say whether a number was measured while the grant ran or later; that it came of the money nobody can say."""
    is_told = result.shown_on is not None and result.shown_on <= today
    return is_told and result.measured_on >= grant.begins_on


def _party(of: Organisation) -> Party:
    is_civil = of.kind == Kind.CIVIL_SOCIETY
    return Party(
        key=str(of.pk),
        name=plain(of.name),
        kind=of.kind,
        level=of.level,
        rfc="" if is_civil else of.rfc,
        url=_absolute(of),
    )


def _recipient(of: Initiative, profile: str) -> Party | None:
    """Return who gets the money, where both the grant and the organisation let it be told."""
    if of.organisation is None:
        is_told = shown(profile, Field.LINK, Output.EXPORT) is Shown.FULL
        return Party(key=str(of.pk), name=plain(of.title), kind=GROUP, url=_absolute(of)) if is_told else None
    return _party(of.organisation) if linked(profile, of.organisation.profile, Output.EXPORT) else None


def _absolute(thing: Any) -> str:
    with override("es"):  # the same address for everybody
        return f"{settings.SITE_URL}{thing.get_absolute_url()}"


def plain(text: str) -> str:
    """Return text without what a file for machines cannot hold."""
    return CONTROL.sub("", text)
