"""What an import expects: its columns, and which of the file's headings they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tejido.ground.intake.cells import plain
from tejido.ground.intake.parsing import in_all_languages, text
from tejido.ground.intake.tables import Line, NotATable, Table

_HEADING_WITHIN = 20  # lines; tables of public bodies often begin with titles


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column that an import can use.

    `name` is its name in code, `label` and `help` are shown, `synonyms` are other headings it is known by; accents,
    case and punctuation do not count. `parse` turns the cell's text into a value or raises CellProblem; an empty cell
    becomes None, and a problem where the column is `required`.
    """

    name: str
    label: str | Promise
    synonyms: tuple[str, ...] = ()
    parse: Callable[[str], Any] = field(default=text())
    required: bool = False
    help: str | Promise = ""

    def known_as(self) -> frozenset[str]:
        """Return all headings that mean this column, in their plain form."""
        return frozenset(plain(word) for word in (self.name, *in_all_languages(self.label), *self.synonyms))


@dataclass(frozen=True)
class Sheet:
    """A table whose heading was found; `headings` has a word for every column that has any cell."""

    headings: list[str]
    rows: list[Line]
    sheet: str = ""


def match(columns: Iterable[Column], headings: Sequence[str]) -> dict[str, int]:
    """Return for each column that a heading means the heading's position; the first one where several do."""
    places: dict[str, int] = {}
    for position, heading in enumerate(headings):
        places.setdefault(plain(heading), position)
    matches: dict[str, int] = {}
    for column in columns:
        found = [places[word] for word in column.known_as() if word in places]
        free = sorted(set(found).difference(matches.values()))
        if free:
            matches[column.name] = free[0]
    return matches


def missing(columns: Iterable[Column], matches: Mapping[str, int]) -> list[Column]:
    """Return the required columns that no heading was chosen for."""
    return [column for column in columns if column.required and column.name not in matches]


def headed(table: Table, columns: Sequence[Column]) -> Sheet:
    """Find the heading: of the first lines the one that names most columns, else the first. Raises NotATable."""
    if not table.lines:
        raise NotATable("empty")
    first = table.lines[:_HEADING_WITHIN]
    best = max(range(len(first)), key=lambda place: (len(match(columns, first[place][1])), -place))
    headings, rows = table.lines[best][1], table.lines[best + 1 :]
    if not rows:
        raise NotATable("no_rows")
    width = max(len(headings), max(len(cells) for _, cells in rows))
    return Sheet([*headings, *[""] * (width - len(headings))], rows, table.sheet)
