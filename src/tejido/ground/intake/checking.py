"""Every row looked at: cells read, rows told apart, the app's plan asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tejido.ground.intake.cells import plain
from tejido.ground.intake.kinds import Asked, IntakeKind, Plan, Problem, Row
from tejido.ground.intake.parsing import CellProblem
from tejido.ground.intake.tables import LONGEST_CELL, Line

MOST_PROBLEMS = 5  # told of one row; after these are mended the others show
SHOWN_OF_CELL = 80  # characters of a wrong cell that are repeated


@dataclass(frozen=True)
class Checked:
    """The plan of all rows that can be read, and by line the problems of those that cannot be used."""

    plan: Plan
    refused: Mapping[int, list[Problem]]


def check(kind: IntakeKind, matches: Mapping[str, int], rows: Sequence[Line], width: int, asked: Asked) -> Checked:
    """Look at every row. `matches` says where each column lies, `width` how many headings there are."""
    good: list[Row] = []
    refused: dict[int, list[Problem]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in rows:
        row, problems = _read(kind, matches, line, cells, width)
        twin = _twin(kind, matches, cells, line, seen)
        if twin:
            problems.append(Problem(line, _("says the same as row %(row)d; keep only one of them") % {"row": twin}))
        if problems:
            refused[line] = problems[:MOST_PROBLEMS]
        else:
            good.append(row)
    plan = kind.plan(good, asked)
    _check_whole(plan, good)
    for problem in plan.refused:
        refused.setdefault(problem.line, []).append(problem)
    return Checked(plan, refused)


def _read(
    kind: IntakeKind, matches: Mapping[str, int], line: int, cells: Sequence[str], width: int
) -> tuple[Row, list[Problem]]:
    values: dict[str, object] = {}
    problems: list[Problem] = []
    if len(cells) > width:
        problems.append(
            Problem(line, _("has more cells than the heading; put text that holds the delimiter in quotes"))
        )
    for column in kind.columns:
        place = matches.get(column.name, -1)
        cell = cells[place] if 0 <= place < len(cells) else ""
        values[column.name] = None
        try:
            if len(cell) > LONGEST_CELL:
                raise CellProblem(_("is very long; look for a quotation mark that is never closed"))
            if cell:
                values[column.name] = column.parse(cell)
            elif column.required:
                raise CellProblem(_("is empty; write what belongs here"))
        except CellProblem as problem:
            problems.append(Problem(line, str(problem), str(column.label), cell[:SHOWN_OF_CELL]))
    return Row(line, values), problems


def _twin(
    kind: IntakeKind, matches: Mapping[str, int], cells: Sequence[str], line: int, seen: dict[tuple[str, ...], int]
) -> int | None:
    """Return the earlier line that this one repeats, and remember this one."""
    places = [matches[name] for name in kind.key if name in matches]
    if not kind.key or len(places) < len(kind.key):
        return None
    key = tuple(plain(cells[place]) if place < len(cells) else "" for place in places)
    if not any(key):
        return None
    first = seen.setdefault(key, line)
    return None if first == line else first


def _check_whole(plan: Plan, good: Iterable[Row]) -> None:
    """Make sure that the app's plan loses no row. Raises RuntimeError: that is a defect of the app."""
    planned = [row.line for row in plan.create] + [update.row.line for update in plan.update]
    planned += [row.line for row in plan.unchanged]
    planned += list(dict.fromkeys(problem.line for problem in plan.refused))
    if sorted(planned) != sorted(row.line for row in good):
        raise RuntimeError("a plan must name every row exactly once")
