"""From files to stored figures: read all, and store only where no line of any file was refused."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tejido.ground.places.actions import store_figures
from tejido.ground.places.imports import layouts
from tejido.ground.places.imports.files import Progress, Refusal, checksum, official_files, opened
from tejido.ground.places.imports.monthly import MonthlyReader
from tejido.ground.places.imports.yearly import UnspecifiedReader, YearlyReader
from tejido.ground.places.official import Change, Figures

Reader = MonthlyReader | YearlyReader | UnspecifiedReader


@dataclass
class FileReport:
    """One file: its layout and vintage, its lines, those refused, and what it changed (None: nothing was stored)."""

    path: Path
    layout: str = ""
    rows: int = 0
    refused: list[Refusal] = field(default_factory=list)
    figures: Figures | None = None
    change: Change | None = None


@dataclass
class LoadReport:
    """All files of a load, in the order in which they were stored: earlier vintages first."""

    files: list[FileReport]
    dry_run: bool

    @property
    def rows(self) -> int:
        """Lines read."""
        return sum(one.rows for one in self.files)

    @property
    def refused(self) -> list[tuple[FileReport, Refusal]]:
        """Every refusal with its file."""
        return [(one, refusal) for one in self.files for refusal in one.refused]


def load_official(
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    partial: bool = False,
    progress: Progress = lambda _bytes: None,
) -> LoadReport:
    """Load an official file, or all CSV files of a folder, into the stored figures.

    Nothing is written where any line of any file is refused, or on a dry run, which reports all the same what would
    change. `partial` lets a file pass that leaves places out: only the places in it are touched then. `progress` is
    told how many more bytes have been read.
    """
    files = [_read(one, partial, progress) for one in official_files(path)]
    if not files:
        files = [FileReport(path, refused=[Refusal(0, _("there is no CSV file in the folder"))])]
    report = LoadReport(sorted(files, key=_order), dry_run)
    if not report.refused:
        _store(report, now)
    return report


def _order(report: FileReport) -> tuple[str, str, str]:
    figures = report.figures
    return (figures.source, figures.vintage, report.path.name) if figures else ("", "", report.path.name)


def _read(path: Path, partial: bool, progress: Progress) -> FileReport:
    report = FileReport(path)
    try:
        with opened(path, progress) as table:
            reader, report.layout = _reader(table.heading)
            reader.read(table, partial=partial)
    except Refusal as problem:
        report.refused = [problem]
        return report
    except OSError as problem:
        report.refused = [Refusal(0, _("cannot be opened: %(problem)s") % {"problem": problem.strerror or problem})]
        return report
    report.rows, report.refused = reader.rows, reader.refused
    report.figures = None if reader.refused else reader.figures()
    return report


def _reader(heading: list[str]) -> tuple[Reader, str]:
    layout = layouts.monthly_layout(heading)
    if layout is not None:
        return MonthlyReader(layout), str(layout.name)
    if layouts.is_yearly(heading):
        return YearlyReader(), _("INEGI or CONAPO, yearly")
    if tuple(heading) == layouts.UNSPECIFIED:
        return UnspecifiedReader(), _("INEGI, homicides of unknown municipality")
    raise Refusal(1, _("no layout is known with the columns: %(columns)s") % {"columns": ", ".join(heading[:8])})


def _store(report: LoadReport, now: datetime) -> None:
    with transaction.atomic():
        for one in report.files:
            if one.figures is not None:
                sha256, rows = checksum(one.path), one.rows
                one.change = store_figures(one.figures, file_name=one.path.name, sha256=sha256, rows=rows, now=now)
        if report.dry_run:
            transaction.set_rollback(True)
