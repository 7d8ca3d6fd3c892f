"""Minutes as one text that people can type, read as structured entries.

A line that begins with a mark (`Acuerdo:`, `Discusión:`, `Información:`, `Compromiso:`) begins an entry of that kind; a
mark alone on its line is a heading for the list below it. A line of a list begins an entry; other lines go on with the
one before, until an empty line. What has no mark was discussed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tejido.ground.web.searching import folded
from tejido.stages.roundtables.agenda_lines import BULLET
from tejido.stages.roundtables.spanish_dates import due_in
from tejido.stages.roundtables.vocabulary import ItemKind

MARKS = {
    ItemKind.AGREED: ("acuerdo", "acuerdos", "acordado", "agreed"),
    ItemKind.DISCUSSED: ("discusion", "se hablo", "se discutio", "discutido", "comentarios", "discussed"),
    ItemKind.INFORMATION: ("informacion", "informes", "informe", "aviso", "avisos", "information"),
    ItemKind.COMMITMENT: ("compromiso", "compromisos", "compromiso propuesto", "proposed commitment", "commitment"),
}
WRITTEN = {
    ItemKind.AGREED: "Acuerdo",
    ItemKind.DISCUSSED: "Discusión",
    ItemKind.INFORMATION: "Información",
    ItemKind.COMMITMENT: "Compromiso",
}
_KIND_OF = {word: kind for kind, words in MARKS.items() for word in words}
_MARK = re.compile(r"\s*([^\W\d_][\w ]{2,30}?)\s*(?:\d{1,3})?\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """What the minutes say in one place; `due` is the date that a proposed commitment names."""

    kind: str
    text: str
    due: date | None = None


def mark_of(line: str) -> tuple[str, str] | None:
    """Return the kind that `line` is marked with and what follows the mark; None where it has no mark."""
    found = _MARK.fullmatch(line)
    if found and folded(found[1]) in _KIND_OF:
        return _KIND_OF[folded(found[1])], found[2].strip()
    if folded(line).strip(" :.") in _KIND_OF:  # a heading without its colon
        return _KIND_OF[folded(line).strip(" :.")], ""
    return None


def read(text: str, *, on: date) -> list[Entry]:
    """Return the entries of `text`; dates are seen from `on`, the day of the meeting."""
    entries: list[tuple[str, list[str]]] = []
    heading: str = ItemKind.DISCUSSED
    goes_on = False
    for line in text.splitlines():
        bare = BULLET.sub("", line, count=1).strip()
        marked = mark_of(bare)
        if marked and not marked[1]:
            heading, goes_on = marked[0], False
        elif marked:
            entries.append((marked[0], [marked[1]]))
            goes_on = True
        elif not bare:
            goes_on = False
        elif goes_on and not BULLET.match(line):
            entries[-1][1].append(bare)
        else:
            entries.append((heading, [bare]))
            goes_on = True
    return [_entry(kind, " ".join(lines), on) for kind, lines in entries]


def write(entries: Iterable[Entry]) -> str:
    """Return `entries` as `read` reads them."""
    return "\n\n".join(f"{WRITTEN[ItemKind(entry.kind)]}: {' '.join(entry.text.split())}" for entry in entries)


def _entry(kind: str, text: str, on: date) -> Entry:
    return Entry(kind, text, due_in(text, today=on) if kind == ItemKind.COMMITMENT else None)
