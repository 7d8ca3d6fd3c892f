"""Grants of foreign programmes as IATI 2.03 activities: what was committed and what was paid, as far as it may be told.

Only open grants, as in `giving`. No planned disbursement, ever: the standard would take them, but they are paydays.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from tejido.ground.organisations.vocabulary import Kind, Level
from tejido.ground.places.vocabulary import Cause
from tejido.stages.funding.exports.identifiers import Publisher, decimals, moment, organisation_id
from tejido.stages.funding.exports.rows import GrantRow, Party, ResultRow
from tejido.stages.funding.vocabulary.grants import GrantState

VERSION = "2.03"
SECTORS: dict[str, str] = {
    Cause.WEAK_POLICING: "15210",  # civilian oversight of the security system; 15132 is what the police itself gets
    Cause.UNRELIABLE_JUSTICE: "15130",
    Cause.CORRUPTION: "15113",
    Cause.POVERTY: "16010",
    Cause.INEQUALITY: "15160",
    Cause.LACK_OF_OPPORTUNITY: "16020",
    Cause.LACK_OF_PUBLIC_SPACE: "43032",
    Cause.DEMAND_FOR_DRUGS: "12330",  # harm by alcohol and drugs; 16063 is control of narcotics
    Cause.WEAPONS: "15240",
}
"""The purpose code of the OECD's DAC for each cause."""
CIVIL_SOCIETY = "15150"
"""The purpose code where a grant names no cause: democratic participation and civil society."""
STATUSES: dict[str, str] = {
    GrantState.AGREED: "2",  # implementation
    GrantState.FINISHED: "4",  # closed
    GrantState.ENDED: "5",  # cancelled
    GrantState.SUSPENDED: "6",
}
FUNDING, IMPLEMENTING = "1", "4"  # roles of an organisation
PLANNED_START, PLANNED_END, ACTUAL_END = "1", "3", "4"
COMMITMENT, DISBURSEMENT = "2", "3"
GOVERNMENT, LOCAL_GOVERNMENT, LOCAL_NGO, FOUNDATION, OTHER = "10", "11", "24", "60", "90"
DAC = "1"  # vocabulary of sectors: five digits
BILATERAL, ODA, PRIVATE, STANDARD_GRANT, PROJECT = "1", "10", "30", "110", "C01"
UNTIED = "5"
FUNDERS_NUMBER = "A9"  # an identifier that is neither ours nor a registry's
WEB_PAGE = "A12"
OUTPUT, UNIT = "1", "1"


def activities(grants: Iterable[GrantRow], publisher: Publisher, today: date) -> Iterator[str]:
    """Give the file piece by piece, an activity at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<iati-activities version="{VERSION}" generated-datetime="{moment(today)}">\n'
    for one in grants:
        if one.is_open and one.foreign_programme and one.funder and one.recipient:
            yield _activity(one, publisher)
    yield "</iati-activities>\n"


def shares(causes: tuple[str, ...]) -> dict[str, str]:
    """Return the sectors with their percentages, which add up to 100 to the hundredth."""
    codes = list(dict.fromkeys(SECTORS[cause] for cause in causes if cause in SECTORS)) or [CIVIL_SOCIETY]
    part, rest = divmod(10_000, len(codes))
    return {code: decimals(part + (number < rest)) for number, code in enumerate(codes)}


class _Writer:
    """Elements of one activity, in the order in which they are asked for."""

    def __init__(self) -> None:
        self.out = StringIO()
        self.xml = SimplerXMLGenerator(self.out, "utf-8")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.xml.startElement(name, AttributesImpl(attributes))

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        self.start(name, {key.replace("_", "-"): value for key, value in attributes.items()})
        yield
        self.xml.endElement(name)

    def empty(self, name: str, **attributes: str) -> None:
        with self.inside(name, **attributes):
            pass

    def text(self, name: str, words: str, **attributes: str) -> None:
        with self.inside(name, **attributes):
            self.xml.characters(words)

    def narrative(self, name: str, words: str, **attributes: str) -> None:
        with self.inside(name, **attributes):
            self.text("narrative", words)


def _activity(row: GrantRow, publisher: Publisher) -> str:
    to = _Writer()
    to.start(
        "iati-activity",
        {
            "xml:lang": "es",
            "default-currency": row.currency,
            "last-updated-datetime": moment(row.changed_on),
            "humanitarian": "0",
        },
    )
    to.text("iati-identifier", f"{publisher.reference}-{row.key}")
    to.narrative("reporting-org", publisher.name, ref=publisher.reference, type=OTHER, secondary_reporter="1")
    to.narrative("title", row.title)
    to.narrative("description", row.purpose or row.title, type="1")
    assert row.funder is not None and row.recipient is not None  # asked before
    for party, role in ((row.funder, FUNDING), (row.recipient, IMPLEMENTING)):
        ref = organisation_id(party, publisher)
        to.narrative("participating-org", party.name, ref=ref, role=role, type=_type(party))
    to.empty("other-identifier", ref=row.foreign_programme, type=FUNDERS_NUMBER)
    _course(to, row)
    _money(to, row)
    _page(to, row)
    for result in row.results:
        _result(to, result, row)
    to.xml.endElement("iati-activity")
    return to.out.getvalue() + "\n"


def _type(party: Party) -> str:
    if party.kind == Kind.INSTITUTION:
        return LOCAL_GOVERNMENT if party.level == Level.MUNICIPAL else GOVERNMENT
    return FOUNDATION if party.kind == Kind.FUNDER else LOCAL_NGO


def _course(to: _Writer, row: GrantRow) -> None:
    to.empty("activity-status", code=STATUSES[row.state or GrantState.AGREED])
    days = ((PLANNED_START, row.begins_on), (PLANNED_END, row.ends_on), (ACTUAL_END, row.finished_on))
    for kind, day in days:
        if day:
            to.empty("activity-date", type=kind, iso_date=day.isoformat())
    to.empty("recipient-country", code="MX", percentage="100")
    with to.inside("location"):
        to.narrative("name", row.place)
    for code, percentage in shares(row.causes).items():
        to.empty("sector", vocabulary=DAC, code=code, percentage=percentage)
    to.empty("collaboration-type", code=BILATERAL)
    to.empty("default-flow-type", code=ODA if row.funder and row.funder.kind == Kind.INSTITUTION else PRIVATE)
    to.empty("default-finance-type", code=STANDARD_GRANT)
    to.empty("default-aid-type", code=PROJECT)
    to.empty("default-tied-status", code=UNTIED)


def _money(to: _Writer, row: GrantRow) -> None:
    if row.agreed_on:
        _transaction(to, COMMITMENT, row.agreed_on, row.exact_amount, row.currency, "")
    for payment in row.payments:
        _transaction(to, DISBURSEMENT, payment.paid_on, payment.amount, row.currency, payment.what, ref=payment.key)


def _transaction(to: _Writer, kind: str, day: date, amount: int, currency: str, what: str, **attributes: str) -> None:
    with to.inside("transaction", **attributes):
        to.empty("transaction-type", code=kind)
        to.empty("transaction-date", iso_date=day.isoformat())
        to.text("value", decimals(amount), currency=currency, value_date=day.isoformat())
        if what:
            to.narrative("description", what)


def _page(to: _Writer, row: GrantRow) -> None:
    with to.inside("document-link", url=row.url, format="text/html"):
        to.narrative("title", row.title)
        to.empty("category", code=WEB_PAGE)
        to.empty("language", code="es")


def _result(to: _Writer, result: ResultRow, row: GrantRow) -> None:
    first = min(row.begins_on or result.reported_on, result.reported_on)
    with to.inside("result", type=OUTPUT):
        to.narrative("title", result.what)
        with to.inside("indicator", measure=UNIT):
            to.narrative("title", f"{result.what} ({result.unit})" if result.unit else result.what)
            with to.inside("period"):
                to.empty("period-start", iso_date=first.isoformat())
                to.empty("period-end", iso_date=result.reported_on.isoformat())
                to.empty("target", value=f"{result.expected:f}")
                to.empty("actual", value=f"{result.figure:f}")
