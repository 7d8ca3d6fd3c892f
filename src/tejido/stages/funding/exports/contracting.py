"""Public money as OCDS 1.1: releases and records of what institutions give, from the call to what was paid.

A contracting process is a call with all its grants, or a grant outside any call. Its release is the state of today: the
acts that led there, each with its day, are in the public record. Grants that are not open have no supplier and no value
that could be told, and are left out; the number of applications counts them, as the call's page does.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.vocabulary import Kind
from tejido.stages.funding.exports.identifiers import (
    LICENCE,
    RFC,
    Publisher,
    moment,
    ocid,
    organisation_id,
    spanish,
    units,
)
from tejido.stages.funding.exports.rows import CallRow, GrantRow, Party, PaymentRow
from tejido.stages.funding.vocabulary.calls import CallState, Decision
from tejido.stages.funding.vocabulary.grants import GrantState

VERSION = "1.1"
TENDERS: dict[str, str] = {
    CallState.ANNOUNCED: "planned",
    CallState.OPEN: "active",
    CallState.REVIEW: "active",
    CallState.VOTING: "active",
    CallState.COUNTING: "active",
    CallState.DECIDED: "complete",
    CallState.CANCELLED: "cancelled",
}
CONTRACTS: dict[str, str] = {
    GrantState.AGREED: "active",
    GrantState.SUSPENDED: "active",
    GrantState.FINISHED: "terminated",
    GrantState.ENDED: "terminated",
}
CRITERIA: dict[str, str | Promise] = {
    Decision.BALLOT: _("The community votes by a proportional rule, and anybody can recompute the result."),
    Decision.PANEL: _("A panel of people who have no part in it decides by points."),
    Decision.BOTH: _("A panel of people who have no part in it admits, then the community votes."),
    Decision.LOT: _("A panel of people who have no part in it admits, then a lot is drawn."),
}
NO_PURCHASE = _("Money for initiatives that exist already; nothing is bought.")


@dataclass(frozen=True)
class Process:
    """One contracting process: a call with its grants, or a grant alone."""

    key: str
    call: CallRow | None
    grants: tuple[GrantRow, ...]

    @property
    def changed_on(self) -> date:
        """The last day on which something of it changed."""
        days = [grant.changed_on for grant in self.grants]
        return max([*days, self.call.changed_on] if self.call else days)


def processes(calls: Iterable[CallRow], grants: Iterable[GrantRow]) -> Iterator[Process]:
    """Give the processes of public money, those of calls first."""
    of_call: dict[str, list[GrantRow]] = {}
    alone = []
    for grant in grants:
        if not (grant.is_open and grant.recipient and grant.funder and grant.funder.kind == Kind.INSTITUTION):
            continue
        if grant.call:
            of_call.setdefault(grant.call.key, []).append(grant)
        else:
            alone.append(grant)
    for call in calls:
        if call.funder.kind == Kind.INSTITUTION:
            yield Process(call.key, call, tuple(of_call.get(call.key, ())))
    for grant in alone:
        yield Process(grant.key, None, (grant,))


def release_package(found: Iterable[Process], publisher: Publisher, address: str, today: date) -> Iterator[str]:
    """Give the package of releases piece by piece."""
    yield from _package("releases", (release(one, publisher) for one in found), publisher, address, today)


def record_package(
    found: Iterable[Process], publisher: Publisher, address: str, releases: str, today: date
) -> Iterator[str]:
    """Give the package of records piece by piece: each with its release (at `releases`) and what they add up to."""
    records = (_record(one, publisher, releases) for one in found)
    yield from _package("records", records, publisher, address, today, packages=[releases])


def release(process: Process, publisher: Publisher) -> dict[str, Any]:
    """Return what a process has come to by now."""
    made: dict[str, Any] = {
        "ocid": ocid(process.key, publisher),
        "id": f"{process.key}-{process.changed_on.isoformat()}",
        "date": moment(process.changed_on),
        "tag": _tags(process),
        "initiationType": "tender",
        "language": "es",
        "parties": _parties(process, publisher),
        "buyer": _reference(_buyer(process), publisher),
    }
    if process.call:
        made |= {"planning": _planning(process.call), "tender": _tender(process.call, publisher)}
    if process.grants:
        made["awards"] = [_award(grant, publisher) for grant in process.grants]
        made["contracts"] = [_contract(grant, publisher) for grant in process.grants]
    return made


def _record(process: Process, publisher: Publisher, releases: str) -> dict[str, Any]:
    now = release(process, publisher)
    linked = {"url": f"{releases}#{now['id']}", "date": now["date"], "tag": now["tag"]}
    return {"ocid": now["ocid"], "releases": [linked], "compiledRelease": now | {"tag": ["compiled"]}}


def _package(
    name: str, parts: Iterable[dict[str, Any]], publisher: Publisher, address: str, today: date, **more: Any
) -> Iterator[str]:
    head = {
        "uri": address,
        "version": VERSION,
        "publishedDate": moment(today),
        "publisher": {"name": publisher.name, "uri": publisher.url},
        "license": LICENCE,
    }
    yield json.dumps(head | more, ensure_ascii=False)[:-1] + f', "{name}": ['
    for number, part in enumerate(parts):
        yield (",\n" if number else "\n") + json.dumps(part, ensure_ascii=False)
    yield "\n]}\n"


def _tags(process: Process) -> list[str]:
    tags = ["planning", "tender"] if process.call else []
    if process.grants:
        tags += ["award", "contract"]
    if any(grant.payments for grant in process.grants):
        tags.append("implementation")
    return tags


def _buyer(process: Process) -> Party:
    funder = process.call.funder if process.call else process.grants[0].funder
    assert funder is not None  # asked in `processes`
    return funder


def _parties(process: Process, publisher: Publisher) -> list[dict[str, Any]]:
    roles: dict[str, list[str]] = {}
    known: dict[str, Party] = {}
    paid = {grant.key for grant in process.grants if grant.payments}
    found = [(_buyer(process), ["buyer", "procuringEntity", "funder", *(["payer"] if paid else [])])]
    for grant in process.grants:
        assert grant.recipient is not None  # asked in `processes`
        found.append((grant.recipient, ["supplier", *(["payee"] if grant.key in paid else [])]))
    for party, these in found:
        identifier = organisation_id(party, publisher)
        known[identifier] = party
        held = roles.setdefault(identifier, [])
        held += [role for role in these if role not in held]
    return [_party(known[one], one, held) for one, held in roles.items()]


def _party(party: Party, identifier: str, roles: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"id": identifier, "name": party.name, "roles": roles}
    if party.rfc:
        said["identifier"] = {"scheme": RFC, "id": party.rfc, "legalName": party.name}
    return said


def _reference(party: Party, publisher: Publisher) -> dict[str, str]:
    return {"id": organisation_id(party, publisher), "name": party.name}


def _value(amount: int, currency: str) -> dict[str, Any]:
    return {"amount": units(amount), "currency": currency}


def _planning(call: CallRow) -> dict[str, Any]:
    return {"budget": {"description": call.title, "amount": _value(call.total, call.currency)}}


def _tender(call: CallRow, publisher: Publisher) -> dict[str, Any]:
    made = {
        "id": call.key,
        "title": call.title,
        "description": call.about or call.title,
        "status": TENDERS[call.state],
        "procuringEntity": _reference(call.funder, publisher),
        "value": _value(call.total, call.currency),
        "procurementMethod": "open",
        "procurementMethodDetails": spanish(NO_PURCHASE),
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": spanish(CRITERIA[call.decision]),
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": {"startDate": moment(call.opens_on), "endDate": moment(call.closes_on)},
        "awardPeriod": {"startDate": moment(call.closes_on), "endDate": moment(call.decided_by)},
    }
    return made | ({"numberOfTenderers": call.applications} if call.applications else {})


def _award(grant: GrantRow, publisher: Publisher) -> dict[str, Any]:
    assert grant.recipient is not None  # asked in `processes`
    made: dict[str, Any] = {
        "id": grant.key,
        "title": grant.title,
        "status": "active",
        "value": _value(grant.exact_amount, grant.currency),
        "suppliers": [_reference(grant.recipient, publisher)],
    }
    if grant.purpose:
        made["description"] = grant.purpose
    if grant.agreed_on:
        made["date"] = moment(grant.agreed_on)
    return made


def _contract(grant: GrantRow, publisher: Publisher) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": grant.key,
        "awardID": grant.key,
        "title": grant.title,
        "status": CONTRACTS[grant.state or GrantState.AGREED],
        "value": _value(grant.exact_amount, grant.currency),
    }
    if grant.begins_on and grant.ends_on:
        made["period"] = {"startDate": moment(grant.begins_on), "endDate": moment(grant.ends_on)}
    if grant.agreed_on:
        made["dateSigned"] = moment(grant.agreed_on)
    if grant.payments:
        paid = [_transaction(payment, grant, publisher) for payment in grant.payments]
        made["implementation"] = {"transactions": paid}
    return made


def _transaction(payment: PaymentRow, grant: GrantRow, publisher: Publisher) -> dict[str, Any]:
    assert grant.funder is not None and grant.recipient is not None  # asked in `processes`
    return {
        "id": payment.key,
        "source": grant.url,
        "date": moment(payment.paid_on),
        "value": _value(payment.amount, grant.currency),
        "payer": _reference(grant.funder, publisher),
        "payee": _reference(grant.recipient, publisher),
    }
