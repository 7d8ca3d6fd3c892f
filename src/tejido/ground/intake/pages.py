"""What the page before an import shows: no more than fits on it, whatever the size of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.ground.intake import queries
from tejido.ground.intake.columns import Column
from tejido.ground.intake.kinds import IntakeKind
from tejido.ground.intake.models import Intake
from tejido.ground.intake.queries import Judged
from tejido.ground.intake.vocabulary import Verdict
from tejido.ground.web.listing.pages import PageLink

STEPS = (_("Choose the table"), _("Match the columns"), _("Look before importing"), _("Imported"))
ROWS_SHOWN = 10
PROBLEMS_PER_PAGE = 50  # rows


@dataclass(frozen=True)
class ShownRow:
    """A row that will be imported: its cells in the order of the columns that were found."""

    line: int
    verdict: Verdict
    cells: Sequence[str]
    changes: Sequence[object]


@dataclass(frozen=True)
class Preview:
    """The whole page."""

    new: int
    changed: int
    same: int
    refused: int
    columns: Sequence[Column]
    unused: Sequence[str]
    rows: Sequence[ShownRow]
    problems: Sequence[Judged]
    pages: "Pages"

    @property
    def ready(self) -> int:
        """How many rows an import would make or change."""
        return self.new + self.changed


@dataclass(frozen=True)
class Pages:
    """Where in the refused rows the page stands; read by the pager of `web`."""

    address: str
    number: int
    last: int
    is_more: bool = False

    @property
    def previous(self) -> str:
        """The address of the page before, or nothing."""
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, or nothing."""
        return self._url(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """The first page, the last one, and those around this one."""
        near = range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)
        links: list[PageLink] = []
        for number in sorted({1, self.last, *near}):
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self._url(number), number == self.number))
        return links

    def _url(self, number: int) -> str:
        return f"{self.address}?pagina={number}#por-corregir"


def preview_of(intake: Intake, kind: IntakeKind, page: str) -> Preview:
    """Return what the page shows of a checked intake; `page` is the number asked for, of the refused rows."""
    counts = {verdict: int(intake.counts.get(verdict, 0)) for verdict in Verdict}
    last = max(1, -(-counts[Verdict.REFUSED] // PROBLEMS_PER_PAGE))
    number = min(last, max(1, int(page))) if page.isascii() and page.isdigit() and len(page) < 10 else 1
    found = [column for column in kind.columns if column.name in intake.matches]
    places = [intake.matches[column.name] for column in found]
    start = (number - 1) * PROBLEMS_PER_PAGE
    return Preview(
        new=counts[Verdict.NEW],
        changed=counts[Verdict.CHANGED],
        same=counts[Verdict.SAME],
        refused=counts[Verdict.REFUSED],
        columns=found,
        unused=[
            heading for place, heading in enumerate(intake.headings) if heading and place not in intake.matches.values()
        ],
        rows=[_shown(row, places) for row in queries.accepted_rows(intake, ROWS_SHOWN)],
        problems=list(islice(queries.refused_rows(intake, start, PROBLEMS_PER_PAGE), PROBLEMS_PER_PAGE)),
        pages=Pages(reverse("intake:preview", args=[intake.pk]), number, last),
    )


def _shown(row: Judged, places: Sequence[int]) -> ShownRow:
    cells = [row.cells[place] if place < len(row.cells) else "" for place in places]
    return ShownRow(row.line, row.verdict, cells, row.changes)
