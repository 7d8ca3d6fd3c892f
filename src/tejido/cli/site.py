"""`tejido demo`, `tejido serve`, `tejido daily`: the site and what it does by itself."""

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from tejido.cli.installation import choose_home, prepare, start_django
from tejido.cli.words import _, language

if TYPE_CHECKING:
    from granian.server.mp import MPServer
    from granian.server.mt import MTServer

TICK = 5  # seconds between two looks for tasks


@click.command(help=_("Set all up with real data and an example story, and start the site on 127.0.0.1."))
@click.option("--empty", is_flag=True, help=_("Without the example story."))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("The port to answer on.")
)
@click.option("--no-serve", is_flag=True, help=_("Only set up."))
def demo(*, empty: bool, port: int, no_serve: bool) -> None:
    """Run the product on an embedded database."""
    choose_home(demo=True, empty=empty)
    prepare(demo=True)
    if not empty:
        from django.utils import translation

        from tejido.portal.demo import ensure_story, holds_others, sign_ins

        if holds_others():
            raise click.ClickException(_("this database belongs to real people; a demo needs one of its own"))
        translation.activate(language(os.environ))
        ensure_story()
        click.echo(_("\nSign-ins of the example (second step: ./tejido people code NAME):"), err=True)
        for who in sign_ins():
            click.echo(f"  {who}", err=True)
    else:
        click.echo(_("\nNo accounts yet: ./tejido people add NAME --host"), err=True)
    if not no_serve:
        _serve(port)


@click.command(help=_("Set up what is missing and start this installation's own site."))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("The port to answer on.")
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help=_("Processes that answer."))
def serve(*, port: int, workers: int) -> None:
    """Run a real installation; docs/how-to/run.md says what to set."""
    prepare(demo=False)
    _serve(port, workers)


@click.command(help=_("Do what is due once a day; the running site does so by itself."))
def daily() -> None:
    """Run what every app registered for the day."""
    start_django()
    from django.utils import timezone

    from tejido.ground.web.daily import run_all

    for name, answer in run_all(timezone.now()).items():
        click.echo(f"{name}: {answer}")


@click.command(hidden=True)
def clock() -> None:
    """Do tasks as they come, and what is due once a day; ends with the process that started it."""
    start_django()
    from django.core.management import call_command
    from django.db import close_old_connections
    from django.utils import timezone

    from tejido.ground.web import daily, hourly

    last_day, last_hour, parent = None, None, os.getppid()
    while os.getppid() == parent:
        here = timezone.localtime()
        if last_day != here.date():
            daily.run_all(timezone.now())
            last_day = here.date()
        if last_hour != (here.date(), here.hour):
            hourly.run_all(timezone.now())
            last_hour = (here.date(), here.hour)
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
        close_old_connections()
        time.sleep(TICK)


def server(port: int, workers: int = 1) -> "MPServer | MTServer":
    """Return the server of the site on the loopback, not yet started; the benches measure this very one."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "tejido.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
    )


def _serve(port: int, workers: int = 1) -> None:
    beside = subprocess.Popen([sys.executable, "-m", "tejido", "clock"])
    click.echo(_("\nOpen http://127.0.0.1:%(port)d (stop with Ctrl+C)") % {"port": port}, err=True)
    try:
        server(port, workers).serve()
    finally:
        beside.terminate()
        beside.wait(timeout=10)
