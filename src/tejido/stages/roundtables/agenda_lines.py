"""An agenda as plain lines: one point a line, in order, with what is known of it after upright bars.

Alumbrado de la cancha | 20 min | decisión | Vecinas de la Colonia (ejemplo)
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tejido.ground.web.searching import folded
from tejido.stages.roundtables.vocabulary import AgendaKind

REVIEW_TITLE = "Revisión de compromisos anteriores"
"""Agendas are kept in Spanish, as all that a roundtable writes; pages say this one in the reader's language."""
REVIEW_TITLES = ("revision de compromisos anteriores", "review of earlier commitments")
_KINDS = {
    "discusion": AgendaKind.DISCUSSION,
    "discussion": AgendaKind.DISCUSSION,
    "decision": AgendaKind.DECISION,
    "revision": AgendaKind.REVIEW,
    "review": AgendaKind.REVIEW,
}
_WORDS = {AgendaKind.DECISION: "decisión", AgendaKind.REVIEW: "revisión"}
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min\.?|minutos?|minutes?|')?")
BULLET = re.compile(r"\A\s*(?:[-*•·–—▪►✓✔☑➡️→]+|\(?\d{1,2}(?:[.)º°]-?|-)|[a-hA-H]\))\s*(?=\S)")
"""What stands before a line of a list."""


@dataclass(frozen=True)
class Line:
    """A point of an agenda as it is typed; `brought_by` is the name of an organisation, or empty."""

    title: str
    minutes: int | None = None
    kind: str = AgendaKind.DISCUSSION
    brought_by: str = ""


def read(text: str) -> list[Line]:
    """Return the points that `text` lists; empty lines say nothing."""
    lines = (_line(line) for line in text.splitlines())
    return [line for line in lines if line.title]


def write(lines: Iterable[Line]) -> str:
    """Return `lines` as `read` reads them."""
    return "\n".join(_written(line) for line in lines)


def _line(text: str) -> Line:
    title, *rest = (" ".join(part.split()) for part in BULLET.sub("", text, count=1).split("|"))
    minutes, brought_by = None, ""
    kind = AgendaKind.REVIEW if folded(title) in REVIEW_TITLES else AgendaKind.DISCUSSION
    for part in rest:
        time = _MINUTES.fullmatch(folded(part))
        if time:
            minutes = int(time[1])
        elif folded(part) in _KINDS:
            kind = _KINDS[folded(part)]
        elif part:
            brought_by = part
    return Line(title, minutes, kind, brought_by)


def _written(line: Line) -> str:
    kind = "" if folded(line.title) in REVIEW_TITLES else _WORDS.get(AgendaKind(line.kind), "")
    parts = [line.title, f"{line.minutes} min" if line.minutes else "", kind, line.brought_by]
    return " | ".join(part for part in parts if part)
