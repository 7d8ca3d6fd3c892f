"""Tables out: the rows to correct, and an empty one to fill in."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from tejido.ground.intake import queries
from tejido.ground.intake.kinds import IntakeKind
from tejido.ground.intake.models import Intake
from tejido.ground.web.listing import cell

ROW, WHAT = _("Row"), _("What to correct")  # headings that we add, and do not ask about when they come back


def refused_as_csv(intake: Intake) -> Iterator[str]:
    """Yield the refused rows as they came, each with its line and what to do; what is corrected can be read again."""
    yield "\ufeff" + _line([*intake.headings, ROW, WHAT])
    width = len(intake.headings)
    for row in queries.refused_rows(intake):
        told = "; ".join(
            f"{problem.column}: {problem.message}" if problem.column else problem.message for problem in row.problems
        )
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        yield _line([*cells[:width], row.line, told, *cells[width:]])


def template_as_csv(kind: IntakeKind) -> str:
    """Return a table that has the headings only."""
    return "\ufeff" + _line([str(column.label) for column in kind.columns])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([cell(each) for each in cells])
    return out.getvalue()
