"""Every file that funding publishes: what it holds, in which words, and how it is made."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tejido.stages.funding.exports import contracting, giving, iati, reading, tables
from tejido.stages.funding.exports.identifiers import Publisher

JSON, CSV, XML = "application/json", "text/csv; charset=utf-8", "application/xml; charset=utf-8"
Pieces = Callable[[Publisher, date], Iterator[str]]


@dataclass(frozen=True)
class Export:
    """A file: its `name` is that of its address, `standard` what its words are those of."""

    name: str
    file: str
    media_type: str
    title: str | Promise
    holds: str | Promise
    standard: str
    reference: str
    pieces: Pieces

    @property
    def address(self) -> str:
        """Where it lies, in Spanish: the same file for everybody."""
        with override("es"):
            return reverse(f"data-{self.name}")


def address_of(name: str) -> str:
    """Return the whole address of a file by its name."""
    return f"{reading.publisher().url}{BY_NAME[name].address}"


def _giving(by: Publisher, today: date) -> Iterator[str]:
    return giving.package(reading.grants(today), by, address_of("360giving"), today)


def _giving_table(by: Publisher, today: date) -> Iterator[str]:
    return giving.table(reading.grants(today), by, address_of("360giving-table"))


def _iati(by: Publisher, today: date) -> Iterator[str]:
    return iati.activities(reading.grants(today), by, today)


def _releases(by: Publisher, today: date) -> Iterator[str]:
    found = contracting.processes(reading.calls(), reading.grants(today))
    return contracting.release_package(found, by, address_of("ocds-releases"), today)


def _records(by: Publisher, today: date) -> Iterator[str]:
    found = contracting.processes(reading.calls(), reading.grants(today))
    here, releases = address_of("ocds-records"), address_of("ocds-releases")
    return contracting.record_package(found, by, here, releases, today)


def _descriptor(by: Publisher, today: date) -> Iterator[str]:
    yield json.dumps(tables.descriptor(by, address_of("datapackage"), today), ensure_ascii=False, indent=1) + "\n"


def _calls(by: Publisher, today: date) -> Iterator[str]:  # noqa: ARG001  all are made in the same way
    return tables.CALLS.lines(reading.calls(), by)


def _applications(by: Publisher, today: date) -> Iterator[str]:  # noqa: ARG001  as above
    return tables.APPLICATIONS.lines(reading.applications(), by)


def _grants(by: Publisher, today: date) -> Iterator[str]:
    return tables.GRANTS.lines(reading.grants(today), by)


def _payments(by: Publisher, today: date) -> Iterator[str]:
    return tables.PAYMENTS.lines(tables.payments(reading.grants(today)), by)


def _results(by: Publisher, today: date) -> Iterator[str]:
    return tables.RESULTS.lines(tables.results(reading.grants(today)), by)


GIVING = "https://standard.threesixtygiving.org/en/latest/"
IATI = "https://iatistandard.org/en/iati-standard/203/"
OCDS = "https://standard.open-contracting.org/1.1/en/"
PACKAGE = "https://specs.frictionlessdata.io/data-package/"
TABLE = "https://specs.frictionlessdata.io/table-schema/"

EXPORTS = (
    Export(
        "datapackage",
        "datapackage.json",
        JSON,
        _("All tables together"),
        _("What each table holds, column by column, and how they belong together. Read it first."),
        "Frictionless Data Package",
        PACKAGE,
        _descriptor,
    ),
    Export(
        "calls", tables.CALLS.file, CSV, _("Calls"), _("Every call that was announced."), "Table Schema", TABLE, _calls
    ),
    Export(
        "applications",
        tables.APPLICATIONS.file,
        CSV,
        _("What came of applications"),
        _("Every application that may be shown, what it asked for, and whether it was chosen."),
        "Table Schema",
        TABLE,
        _applications,
    ),
    Export(
        "grants",
        tables.GRANTS.file,
        CSV,
        _("Grants"),
        _("Open grants exactly; discreet ones with a band of what was paid, 90 days after the quarter."),
        "Table Schema",
        TABLE,
        _grants,
    ),
    Export(
        "payments",
        tables.PAYMENTS.file,
        CSV,
        _("Payments"),
        _("What was paid of open grants, never what is still to be paid."),
        "Table Schema",
        TABLE,
        _payments,
    ),
    Export(
        "results",
        tables.RESULTS.file,
        CSV,
        _("Results"),
        _("What came of open grants, beside what was expected, by the last report."),
        "Table Schema",
        TABLE,
        _results,
    ),
    Export(
        "360giving",
        "360giving.json",
        JSON,
        _("Grants for grant makers"),
        _("Open grants with who gives, who receives, and what was paid."),
        "360Giving 1.4",
        GIVING,
        _giving,
    ),
    Export(
        "360giving-table",
        "360giving.csv",
        CSV,
        _("Grants for grant makers, as a table"),
        _("The same as the package, without single payments."),
        "360Giving 1.4",
        GIVING,
        _giving_table,
    ),
    Export(
        "iati",
        "iati.xml",
        XML,
        _("Foreign assistance"),
        _("Open grants that are paid by a foreign programme, with sectors and what was paid."),
        "IATI 2.03",
        IATI,
        _iati,
    ),
    Export(
        "ocds-releases",
        "ocds-entregas.json",
        JSON,
        _("Public money"),
        _("Calls of public institutions and the open grants that came of them, up to each payment."),
        "OCDS 1.1",
        OCDS,
        _releases,
    ),
    Export(
        "ocds-records",
        "ocds-registros.json",
        JSON,
        _("Public money, as records"),
        _("The same, one record for each call."),
        "OCDS 1.1",
        OCDS,
        _records,
    ),
)
BY_NAME = {export.name: export for export in EXPORTS}
