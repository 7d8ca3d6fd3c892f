"""Grants as a 360Giving 1.4 package, and as its table.

Only open grants: the standard has no field for a band, and a lower bound in `amountAwarded` would be read and added up
as an amount. `tables` has those that are discreet, in bands.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.listing import cell
from tejido.stages.funding.exports.identifiers import (
    LICENCE,
    Publisher,
    grant_id,
    moment,
    months,
    organisation_id,
    spanish,
    units,
)
from tejido.stages.funding.exports.lines import Line
from tejido.stages.funding.exports.rows import GrantRow, Party, PaymentRow

VERSION = "1.4"
LOCAL_AUTHORITY, REGION, NATION = "GLS050", "GLS040", "GLS030"
CAUSES = "tejido-causas"
PLACES = "INEGI"
ABOUT = _("Grants that are told openly. The others stand in the site's tables, in bands and without days.")

COLUMNS: Mapping[str, tuple[str | int, ...]] = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Description": ("description",),
    "Currency": ("currency",),
    "Amount Applied For": ("amountAppliedFor",),
    "Amount Awarded": ("amountAwarded",),
    "Amount Disbursed": ("amountDisbursed",),
    "Award Date": ("awardDate",),
    "URL": ("url",),
    "Planned Dates:Start Date": ("plannedDates", 0, "startDate"),
    "Planned Dates:End Date": ("plannedDates", 0, "endDate"),
    "Planned Dates:Duration (months)": ("plannedDates", 0, "duration"),
    "Actual Dates:End Date": ("actualDates", 0, "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", 0, "id"),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
    "Beneficiary Location:Name": ("beneficiaryLocation", 0, "name"),
    "Beneficiary Location:Country Code": ("beneficiaryLocation", 0, "countryCode"),
    "Beneficiary Location:Geographic Code": ("beneficiaryLocation", 0, "geoCode"),
    "Beneficiary Location:Geographic Code Type": ("beneficiaryLocation", 0, "geoCodeType"),
    "Funding Org:Identifier": ("fundingOrganization", 0, "id"),
    "Funding Org:Name": ("fundingOrganization", 0, "name"),
    "Grant Programme:Code": ("grantProgramme", 0, "code"),
    "Grant Programme:Title": ("grantProgramme", 0, "title"),
    "Grant Programme:URL": ("grantProgramme", 0, "url"),
    "From An Open Call?": ("fromOpenCall",),
    "Last Modified": ("dateModified",),
    "Data Source": ("dataSource",),
    "Location Scope": ("locationScope",),
}
"""The columns of the table by the titles that the standard gives them, each with where its value stands in a grant."""


def package(grants: Iterable[GrantRow], publisher: Publisher, address: str, today: date) -> Iterator[str]:
    """Give the package piece by piece, a grant at a time."""
    head = {
        "version": VERSION,
        "title": f"{publisher.name}: 360Giving",
        "description": spanish(ABOUT),
        "issued": today.isoformat(),
        "modified": moment(today),
        "identifier": address,
        "publisher": {"identifier": publisher.reference, "name": publisher.name, "website": publisher.url},
        "downloadURL": address,
        "license": LICENCE,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": ['
    for number, one in enumerate(_open(grants)):
        yield (",\n" if number else "\n") + json.dumps(grant(one, publisher, address), ensure_ascii=False)
    yield "\n]}\n"


def table(grants: Iterable[GrantRow], publisher: Publisher, address: str) -> Iterator[str]:
    """Give the same grants as lines of the standard's table; payments stand in the package only."""
    writer = csv.writer(Line())
    yield writer.writerow(list(COLUMNS))
    for one in _open(grants):
        made = grant(one, publisher, address)
        yield writer.writerow([cell(_at(made, where)) for where in COLUMNS.values()])


def grant(row: GrantRow, publisher: Publisher, source: str) -> dict[str, Any]:
    """Return an open grant in the words of the standard. Raises ValueError for one that is not open."""
    made: dict[str, Any] = {
        "id": grant_id(row.key),
        "title": row.title,
        "description": row.purpose or row.title,
        "currency": row.currency,
        "amountAwarded": units(row.exact_amount),
        "amountDisbursed": units(sum(payment.amount for payment in row.payments)),
        "awardDate": _day(row.agreed_on),
        "url": row.url,
        "recipientOrganization": [_organisation(row.recipient, publisher)],
        "fundingOrganization": [_organisation(row.funder, publisher)],
        "beneficiaryLocation": [
            {"name": row.place, "countryCode": "MX", "geoCode": row.place_key, "geoCodeType": PLACES}
        ],
        "locationScope": _scope(row.place_key),
        "fromOpenCall": "Yes" if row.call else "No",
        "dateModified": moment(row.changed_on),
        "dataSource": source,
    }
    if row.begins_on and row.ends_on:
        lasts = months(row.begins_on, row.ends_on)
        made["plannedDates"] = [{"startDate": _day(row.begins_on), "endDate": _day(row.ends_on), "duration": lasts}]
    if row.begins_on and row.finished_on:
        made["actualDates"] = [{"startDate": _day(row.begins_on), "endDate": _day(row.finished_on)}]
    if row.applied_for is not None:
        made["amountAppliedFor"] = units(row.applied_for)
    if row.call:
        made["grantProgramme"] = [{"code": row.call.key, "title": row.call.title, "url": row.call.url}]
    if row.causes:
        made["classifications"] = [{"vocabulary": CAUSES, "code": cause} for cause in row.causes]
    if row.payments:
        made["disbursementTransaction"] = [_payment(one, row, publisher) for one in row.payments]
    return made


def _open(grants: Iterable[GrantRow]) -> Iterator[GrantRow]:
    return (one for one in grants if one.is_open and one.funder and one.recipient and one.agreed_on)


def _organisation(party: Party | None, publisher: Publisher) -> dict[str, Any]:
    if party is None:
        raise ValueError("who gives and gets an open grant is told")
    said = {"id": organisation_id(party, publisher), "name": party.name}
    return said | ({"url": party.url} if party.url else {})


def _payment(payment: PaymentRow, row: GrantRow, publisher: Publisher) -> dict[str, Any]:
    said = {
        "id": payment.key,
        "transactionDate": payment.paid_on.isoformat(),
        "currency": row.currency,
        "value": units(payment.amount),
        "provider": _organisation(row.funder, publisher)["id"],
    }
    return said | ({"description": payment.what} if payment.what else {})


def _scope(place: str) -> str:
    if place == "00":
        return NATION
    return REGION if len(place) == len("00") else LOCAL_AUTHORITY


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _at(made: Mapping[str, Any], where: tuple[str | int, ...]) -> object:
    found: Any = made
    for step in where:
        found = found[step] if isinstance(step, int) else found.get(step)
        if found is None:
            return None
    return found
