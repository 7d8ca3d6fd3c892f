"""Setting an installation up: every step is left out where it has been done already."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tejido.cli.words import _

DEMO_MARK = ".demo"
PACKAGE = Path(__file__).resolve().parents[1]


def choose_home(*, demo: bool, empty: bool = False) -> None:
    """Say which folder and marks the settings shall find; to be called before Django is loaded."""
    if demo:
        checkout = Path(os.environ.get("TEJIDO_CHECKOUT", Path.cwd()))
        os.environ.setdefault("TEJIDO_HOME", str(checkout / "var" / ("empty" if empty else "demo")))
        os.environ.setdefault("TEJIDO_DEMO", "no" if empty else "yes")


def start_django() -> None:
    """Load settings and apps."""
    import django

    django.setup()


def prepare(*, demo: bool) -> None:
    """Bring catalogues, database, static files and reference data up to date.

    A demo, whose content is made, begins anew where its tables are of another version. Its home bears a mark: the home
    of a real installation is never taken for one, whatever TEJIDO_HOME says.
    """
    from tejido.cli.messages import compile as compile_catalogues

    compile_catalogues()
    start_django()
    from django.conf import settings

    home = Path(settings.HOME)
    done = home / ".set-up"
    wanted = _fingerprint()
    mark = home / DEMO_MARK
    if demo and done.exists() and not mark.exists():
        raise click.ClickException(_("%(home)s is not the home of a demo; unset TEJIDO_HOME") % {"home": home})
    if done.exists() and done.read_text() == wanted:
        return
    if demo and done.exists():
        _start_anew(home)
    home.mkdir(parents=True, exist_ok=True)
    if demo:
        mark.touch()
    for label, step in _steps():
        click.echo(f"  {label}", err=True)
        step()
    done.write_text(wanted)


def _steps() -> Iterator[tuple[str, Callable[[], object]]]:
    from django.core.management import call_command
    from django.utils import timezone

    from tejido.ground.places.actions import load_reference
    from tejido.stages.funding.actions.budgets import load_package_budgets

    yield _("database"), lambda: call_command("migrate", interactive=False, verbosity=0)
    yield _("styles"), lambda: call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    yield _("reference data of 2,469 municipalities"), load_reference
    yield _("budgets by what they buy"), lambda: load_package_budgets(now=timezone.now())
    yield _("statistics of the tables"), _analyse


def _analyse() -> None:
    """Let the database learn how its tables look; without it SQLite chooses slow paths."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _start_anew(home: Path) -> None:
    from django.db import connection

    connection.close()
    for part in ("tejido.sqlite3", "tejido.sqlite3-wal", "tejido.sqlite3-shm", ".set-up"):
        (home / part).unlink(missing_ok=True)
    shutil.rmtree(home / "files", ignore_errors=True)


def _fingerprint() -> str:
    """Return what changes when it must be done again: migrations, static files, styles, reference data, catalogues."""
    seen = hashlib.sha256()
    parts = ("migrations", "static", "css", "reference", "demo", "locale")
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and any(part in path.parts for part in parts):
            seen.update(f"{path.relative_to(PACKAGE)} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return seen.hexdigest()
