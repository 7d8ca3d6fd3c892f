"""`tejido data …`: loading newer official files into the site's figures."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tejido.cli.installation import prepare
from tejido.cli.words import _, language

if TYPE_CHECKING:
    from tejido.ground.places.imports import FileReport, LoadReport

SHOWN = 20  # refusals and revisions in words; --json has all


@click.group(help=_("Newer official files of figures."))
def data() -> None:
    """Hold the commands of data."""


@data.command(
    help=_(
        "Load PATH: an official CSV file (SESNSP monthly incidence or victims, INEGI homicides, CONAPO population; "
        "also packed as .xz, .gz, .bz2), or a folder of them. Any refused line, and nothing is written."
    )
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Say what would change, and change nothing."))
@click.option("--partial", is_flag=True, help=_("Take a file that leaves places out; only those in it are touched."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
@click.pass_context
def load(context: click.Context, path: Path, *, dry_run: bool, partial: bool, as_json: bool) -> None:
    """Load, report, and exit with 1 where a line was refused."""
    prepare(demo=False)
    from django.utils import timezone, translation

    from tejido.ground.places.imports import load_official
    from tejido.ground.places.imports.files import official_files

    translation.activate("en" if language(os.environ) == "en" else "es")
    size = sum(one.stat().st_size for one in official_files(path))
    with click.progressbar(
        length=size, label=_("Reading"), file=sys.stderr, hidden=as_json or not sys.stderr.isatty()
    ) as bar:
        report = load_official(path, now=timezone.now(), dry_run=dry_run, partial=partial, progress=bar.update)
    if as_json:
        click.echo(json.dumps(_as_json(report), ensure_ascii=False))
    else:
        _tell(report)
    if report.refused:
        context.exit(1)


def _as_json(report: "LoadReport") -> dict[str, Any]:
    return {
        "rows_read": report.rows,
        "rows_refused": [
            {"file": one.path.name, "line": refusal.line, "reason": refusal.reason} for one, refusal in report.refused
        ],
        "revisions": [
            {
                "file": one.path.name,
                "key": r.key,
                "indicator": r.indicator,
                "period": r.period,
                "before": r.before,
                "after": r.after,
            }
            for one in report.files
            if one.change
            for r in one.change.revisions
        ],
        "revisions_total": sum(one.change.cells_revised for one in report.files if one.change),
        "dry_run": report.dry_run,
        "files": [_file(one) for one in report.files],
    }


def _file(one: "FileReport") -> dict[str, Any]:
    change = one.change
    return {
        "file": one.path.name,
        "layout": one.layout,
        "rows": one.rows,
        "vintage": one.figures.vintage if one.figures else None,
        "older_than_stored": change.older if change else None,
        "series_written": change.series_written if change else 0,
        "cells_new": change.cells_new if change else 0,
        "cells_revised": change.cells_revised if change else 0,
    }


def _tell(report: "LoadReport") -> None:
    """Say what was read, refused and changed."""
    for one in report.files:
        click.echo(
            _("%(file)s: %(layout)s, %(rows)d lines")
            % {"file": one.path.name, "layout": one.layout or "?", "rows": one.rows}
        )
        if one.change is not None:
            _tell_change(one)
    refused = report.refused
    for one, refusal in refused[:SHOWN]:
        where = {"file": one.path.name, "line": refusal.line, "reason": refusal.reason}
        click.echo(_("%(file)s, line %(line)d: %(reason)s") % where, err=True)
    if refused:
        click.echo(_("%(count)d lines refused; nothing was written.") % {"count": len(refused)}, err=True)
    elif report.dry_run:
        click.echo(_("A dry run: nothing was written."))


def _tell_change(one: "FileReport") -> None:
    change = one.change
    if change is None or one.figures is None:
        return
    if change.older:
        click.echo(_("  older than the stored vintage: nothing was written; how the stored one differs:"))
    said = {"vintage": one.figures.vintage, "new": change.cells_new, "revised": change.cells_revised}
    click.echo(_("  vintage %(vintage)s: %(new)d new figures, %(revised)d revised") % said)
    for r in change.revisions[:SHOWN]:
        click.echo(f"  {r.key} {r.indicator} {r.period}: {r.before} → {r.after}")
