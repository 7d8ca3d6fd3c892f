"""Calls, what came of applications, grants, payments and results as plain tables, and the data package that tells them.

Here, and here alone, stand grants that are not open: their amounts as bands (from, up to), no payment, no coming day.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import cell
from tejido.stages.funding.exports.identifiers import LICENCE, Publisher, decimals, moment, organisation_id, spanish
from tejido.stages.funding.exports.lines import Line
from tejido.stages.funding.exports.rows import ApplicationRow, CallRow, GrantRow, PaymentRow, Range, ResultRow
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState, Currency, Decision

R = TypeVar("R")
Words = str | Promise
OUTCOMES = [value for value in ApplicationState.values if value != ApplicationState.DRAFT]


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its name for machines, its title for people, its type in Table Schema, and its value of a row."""

    name: str
    title: Words
    type: str
    value: Callable[[R, Publisher], object]
    required: bool = True
    among: Sequence[str] = ()

    def field(self) -> dict[str, Any]:
        """Return the column in the words of Table Schema."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.among:
            constraints["enum"] = list(self.among)
        said = {"name": self.name, "title": spanish(self.title), "type": self.type}
        return said | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table of the package. `refers` names a column and the table whose key it holds."""

    name: str
    title: Words
    columns: Sequence[Column[R]]
    key: str
    refers: tuple[str, str] | None = None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def lines(self, rows: Iterable[R], publisher: Publisher) -> Iterator[str]:
        """Give the table as lines of CSV, a row at a time."""
        writer = csv.writer(Line())
        yield writer.writerow([column.name for column in self.columns])
        for row in rows:
            yield writer.writerow([cell(column.value(row, publisher)) for column in self.columns])


@dataclass(frozen=True)
class Paid:
    """A payment or a result, with the grant it is of."""

    grant: GrantRow
    payment: PaymentRow


@dataclass(frozen=True)
class Came:
    """A result with the grant it is of."""

    grant: GrantRow
    result: ResultRow


def payments(grants: Iterable[GrantRow]) -> Iterator[Paid]:
    """Give the payments of open grants, each with its grant."""
    return (Paid(grant, payment) for grant in grants if grant.is_open for payment in grant.payments)


def results(grants: Iterable[GrantRow]) -> Iterator[Came]:
    """Give the results that may be told, each with its grant."""
    return (Came(grant, result) for grant in grants for result in grant.results)


def descriptor(publisher: Publisher, address: str, today: date) -> dict[str, Any]:
    """Return the data package: which tables there are, what their columns hold, and how they belong together."""
    return {
        "profile": "tabular-data-package",
        "name": "tejido-financiar",
        "id": address,
        "title": f"{publisher.name}: {spanish(_('money for what citizens have begun'))}",
        "description": spanish(ABOUT),
        "homepage": publisher.url,
        "created": moment(today),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": publisher.name, "path": publisher.url, "role": "publisher"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [column.field() for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key,
    }
    if table.refers:
        column, other = table.refers
        schema["foreignKeys"] = [{"fields": column, "reference": {"resource": other, "fields": "id"}}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": spanish(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _from(amount: Range | None) -> str | None:
    return None if amount is None else decimals(amount[0])


def _up_to(amount: Range | None) -> str | None:
    return None if amount is None or amount[1] is None else decimals(amount[1])


def _causes(values: tuple[str, ...]) -> str:
    return ";".join(value for value in values if value in Cause.values)


def _funder(grant: GrantRow, publisher: Publisher) -> str | None:
    return organisation_id(grant.funder, publisher) if grant.funder else None


def _recipient(grant: GrantRow, publisher: Publisher) -> str | None:
    return organisation_id(grant.recipient, publisher) if grant.recipient else None


ABOUT = _(
    "What anybody may know of calls, applications and money for initiatives. Amounts of what is not open are bands, "
    "of payments 90 days after their quarter; what people voted on costs what the ballot said. What is protected does "
    "not stand here."
)
CALLS = Table[CallRow](
    "convocatorias",
    _("Calls"),
    (
        Column("id", _("Number"), "string", lambda it, _by: it.key),
        Column("title", _("Title"), "string", lambda it, _by: it.title),
        Column("funder_id", _("Funder: identifier"), "string", lambda it, by: organisation_id(it.funder, by)),
        Column("funder", _("Funder"), "string", lambda it, _by: it.funder.name),
        Column(
            "funder_kind",
            _("Funder: kind"),
            "string",
            lambda it, _by: it.funder.kind,
            among=(Kind.INSTITUTION, Kind.FUNDER),
        ),
        Column("place_key", _("Key of the place"), "string", lambda it, _by: it.place_key),
        Column("place", _("Place"), "string", lambda it, _by: it.place),
        Column("causes", _("Causes"), "string", lambda it, _by: _causes(it.causes), required=False),
        Column("currency", _("Currency"), "string", lambda it, _by: it.currency, among=Currency.values),
        Column("total", _("In all"), "number", lambda it, _by: decimals(it.total)),
        Column(
            "state",
            _("State"),
            "string",
            lambda it, _by: it.state,
            among=[value for value in CallState.values if value != CallState.DRAFT],
        ),
        Column("decision", _("How it is decided"), "string", lambda it, _by: it.decision, among=Decision.values),
        Column("opens_on", _("Opens on"), "date", lambda it, _by: it.opens_on),
        Column("closes_on", _("Closes on"), "date", lambda it, _by: it.closes_on),
        Column("decided_by", _("Decided until"), "date", lambda it, _by: it.decided_by),
        Column("applications", _("Applications"), "integer", lambda it, _by: it.applications),
        Column("url", _("Address"), "string", lambda it, _by: it.url),
    ),
    key="id",
)
APPLICATIONS = Table[ApplicationRow](
    "solicitudes",
    _("What came of applications"),
    (
        Column("id", _("Number"), "string", lambda it, _by: it.key),
        Column("call_id", _("Call"), "string", lambda it, _by: it.call),
        Column("title", _("Title"), "string", lambda it, _by: it.title),
        Column("initiative", _("Initiative"), "string", lambda it, _by: it.initiative),
        Column("place_key", _("Key of the place"), "string", lambda it, _by: it.place_key),
        Column("place", _("Place"), "string", lambda it, _by: it.place),
        Column("causes", _("Causes"), "string", lambda it, _by: _causes(it.causes), required=False),
        Column("currency", _("Currency"), "string", lambda it, _by: it.currency, among=Currency.values),
        Column("amount_from", _("Asked for, from"), "number", lambda it, _by: _from(it.amount), required=False),
        Column("amount_to", _("Asked for, up to"), "number", lambda it, _by: _up_to(it.amount), required=False),
        Column("outcome", _("What came of it"), "string", lambda it, _by: it.outcome, among=OUTCOMES),
        Column("number", _("Number on the ballot"), "integer", lambda it, _by: it.number, required=False),
        Column("url", _("Address"), "string", lambda it, _by: it.url),
    ),
    key="id",
    refers=("call_id", "convocatorias"),
)
GRANTS = Table[GrantRow](
    "apoyos",
    _("Grants"),
    (
        Column("id", _("Number"), "string", lambda it, _by: it.key),
        Column("call_id", _("Call"), "string", lambda it, _by: it.call.key if it.call else None, required=False),
        Column("title", _("Title"), "string", lambda it, _by: it.title),
        Column("funder_id", _("Funder: identifier"), "string", _funder, required=False),
        Column("funder", _("Funder"), "string", lambda it, _by: it.funder.name if it.funder else None, required=False),
        Column("recipient_id", _("Who receives it: identifier"), "string", _recipient, required=False),
        Column(
            "recipient",
            _("Who receives it"),
            "string",
            lambda it, _by: it.recipient.name if it.recipient else None,
            required=False,
        ),
        Column("initiative", _("Initiative"), "string", lambda it, _by: it.initiative),
        Column("place_key", _("Key of the place"), "string", lambda it, _by: it.place_key),
        Column("place", _("Place"), "string", lambda it, _by: it.place),
        Column("causes", _("Causes"), "string", lambda it, _by: _causes(it.causes), required=False),
        Column("currency", _("Currency"), "string", lambda it, _by: it.currency, among=Currency.values),
        Column("amount_from", _("Agreed, from"), "number", lambda it, _by: _from(it.amount), required=False),
        Column("amount_to", _("Agreed, up to"), "number", lambda it, _by: _up_to(it.amount), required=False),
        Column("paid_from", _("Paid, from"), "number", lambda it, _by: _from(it.paid), required=False),
        Column("paid_to", _("Paid, up to"), "number", lambda it, _by: _up_to(it.paid), required=False),
        Column(
            "state",
            _("State"),
            "string",
            lambda it, _by: it.state,
            required=False,
            among=PUBLIC,
        ),
        Column("agreed_on", _("Agreed on"), "date", lambda it, _by: it.agreed_on, required=False),
        Column("begins_on", _("Begins on"), "date", lambda it, _by: it.begins_on, required=False),
        Column("ends_on", _("Ends on"), "date", lambda it, _by: it.ends_on, required=False),
        Column("finished_on", _("Finished on"), "date", lambda it, _by: it.finished_on, required=False),
        Column(
            "programme", _("Foreign programme"), "string", lambda it, _by: it.foreign_programme or None, required=False
        ),
        Column("url", _("Address"), "string", lambda it, _by: it.url),
    ),
    key="id",
    refers=("call_id", "convocatorias"),
)
PAYMENTS = Table[Paid](
    "pagos",
    _("Payments"),
    (
        Column("id", _("Number"), "string", lambda it, _by: it.payment.key),
        Column("grant_id", _("Grant"), "string", lambda it, _by: it.grant.key),
        Column("instalment", _("Instalment"), "integer", lambda it, _by: it.payment.number),
        Column("paid_on", _("Paid on"), "date", lambda it, _by: it.payment.paid_on),
        Column("currency", _("Currency"), "string", lambda it, _by: it.grant.currency, among=Currency.values),
        Column("amount", _("Amount"), "number", lambda it, _by: decimals(it.payment.amount)),
        Column("milestone", _("What was reached"), "string", lambda it, _by: it.payment.what, required=False),
    ),
    key="id",
    refers=("grant_id", "apoyos"),
)
RESULTS = Table[Came](
    "resultados",
    _("Results"),
    (
        Column("id", _("Number"), "string", lambda it, _by: it.result.key),
        Column("grant_id", _("Grant"), "string", lambda it, _by: it.grant.key),
        Column("what", _("What was counted"), "string", lambda it, _by: it.result.what),
        Column("expected", _("Expected"), "number", lambda it, _by: f"{it.result.expected:f}"),
        Column("figure", _("Figure"), "number", lambda it, _by: f"{it.result.figure:f}"),
        Column("unit", _("Unit"), "string", lambda it, _by: it.result.unit, required=False),
        Column("source", _("Source"), "string", lambda it, _by: it.result.source, required=False),
        Column("reported_on", _("Reported on"), "date", lambda it, _by: it.result.reported_on),
    ),
    key="id",
    refers=("grant_id", "apoyos"),
)
TABLES: tuple[Table[Any], ...] = (CALLS, APPLICATIONS, GRANTS, PAYMENTS, RESULTS)
