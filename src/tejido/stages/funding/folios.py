"""Folios of Mexican invoices (CFDI): read as people type them, or out of the file that the biller sent.

Of a file only the folio, the total, the day and the currency are taken; names and tax numbers of persons are not read.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID
from xml.parsers import expat

MOST_BYTES = 1024 * 1024
_DIGITS = re.compile(r"[0-9a-f]{32}")
_BESIDE = re.compile(r"[\s{}()\-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}.:_]|urn|uuid|folio|fiscal")
_LARGEST = Decimal(10) ** 12


class NotAnInvoice(Exception):  # noqa: N818  it is an answer, not a defect
    """The bytes are no CFDI, or hold what no invoice needs."""


@dataclass(frozen=True)
class Read:
    """What was read of an invoice; `total` is hundredths."""

    folio: UUID
    total: int
    issued_on: date
    currency: str


def folio_of(typed: str) -> UUID | None:
    """Return the folio that was typed, in whatever case and with whatever strokes; None where it is none."""
    found = _BESIDE.sub("", typed.casefold())
    return UUID(found) if _DIGITS.fullmatch(found) and set(found) != {"0"} else None


def read_invoice(data: bytes) -> Read:
    """Return what a CFDI file says. Raises NotAnInvoice; a file that declares a document type or entities is none."""
    if len(data) > MOST_BYTES:
        raise NotAnInvoice
    found: dict[str, dict[str, str]] = {}
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        local = name.rpartition(" ")[2]
        if (local == "Comprobante" and depth == 1) or local == "TimbreFiscalDigital":
            found.setdefault(local, attributes)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_args: object) -> None:
        raise NotAnInvoice

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse  # type: ignore[assignment]  # it never answers
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):  # the latter two: of encodings that Python reads otherwise
        raise NotAnInvoice from None
    return _read(found)


def _read(found: dict[str, dict[str, str]]) -> Read:
    head, stamp = found.get("Comprobante", {}), found.get("TimbreFiscalDigital", {})
    folio = folio_of(stamp.get("UUID", ""))
    try:
        total, issued_on = Decimal(head["Total"]), date.fromisoformat(head["Fecha"][:10])
    except (KeyError, InvalidOperation, ValueError):
        raise NotAnInvoice from None
    if folio is None or not total.is_finite() or not 0 <= total < _LARGEST:
        raise NotAnInvoice
    return Read(folio, int(round(total, 2) * 100), issued_on, head.get("Moneda", ""))
