"""Slips on paper for opaque envelopes: one code on each, where to use it, and how. Drawn once, kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import segno

from tejido.ground.web import typesetting

TEMPLATE = Path(__file__).parent / "slips.typ"


@dataclass(frozen=True)
class Words:
    """What stands on every slip, in one language. Without an `address` the slip is for an urn only."""

    lang: str
    title: str
    subtitle: str  # what the code is for
    until: str
    keep: str  # what to do with it, and what nobody may ask
    code: str  # before the code
    at: str  # before the address
    address: str
    steps: Sequence[str]


def paper(codes: Sequence[str], words: Words) -> bytes:
    """Return a PDF of slips, three to a page of letter paper, with the lines to fold and to cut along."""
    return typesetting.paper(
        TEMPLATE,
        {
            "lang": words.lang,
            "title": words.title,
            "subtitle": words.subtitle,
            "until": words.until,
            "keep": words.keep,
            "code": words.code,
            "at": words.at,
            "address": words.address.removeprefix("https://").removeprefix("http://"),
            "steps": list(words.steps),
            "qr": _picture(words.address) if words.address else "",
            "codes": list(codes),
        },
    )


def _picture(address: str) -> str:
    """Return the QR code of the address as SVG; it is the same on every slip and holds no code."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
