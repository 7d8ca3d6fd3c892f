"""The `tejido` command: each command is loaded when it is asked for, so that none pays for the others."""

import importlib
import os
import sys

import click

from tejido.cli.click_words import speak, translate_usage
from tejido.cli.words import _

COMMANDS = {
    # name: (module, attribute, what it does)
    "demo": ("tejido.cli.site", "demo", _("Set all up with real data and an example story, and start the site.")),
    "serve": ("tejido.cli.site", "serve", _("Set up what is missing and start this installation's own site.")),
    "clock": ("tejido.cli.site", "clock", _("What the running site does by itself.")),
    "daily": ("tejido.cli.site", "daily", _("Do what is due once a day; the running site does so by itself.")),
    "people": ("tejido.cli.people", "people", _("Accounts of this installation.")),
    "place": ("tejido.cli.place", "place", _("The figures of a place, by its key or name.")),
    "data": ("tejido.cli.data", "data", _("Load newer official files.")),
    "record": ("tejido.cli.record", "record", _("The public record: verify it, audit the site against it.")),
    "sealing": (
        "tejido.cli.sealing",
        "sealing",
        _("Keys that are kept off the site, and reading sealed reports apart from it."),
    ),
    "allocation": (
        "tejido.cli.allocation",
        "allocation",
        _("A fair allocation of a budget that anybody can recompute."),
    ),
    "budget": ("tejido.cli.budget", "budget", _("Budgets by what they buy, from the package's own tables.")),
    "test": ("tejido.cli.development", "test", _("Pass the tests; what follows goes to pytest.")),
    "check": (
        "tejido.cli.development",
        "check",
        _("Check style, types, contracts, templates, catalogues, migrations."),
    ),
    "bench": ("tejido.cli.development", "bench", _("Measure, as ratios against peers in the same run.")),
    "messages": ("tejido.cli.development", "messages", _("Bring the catalogues in step with the code.")),
}


class Tejido(click.Group):
    """A group whose commands lie in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's own signature
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _help = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        translate_usage(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, what) for name, (_module, _attribute, what) in COMMANDS.items()])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say how it is called."""
        formatter.write_usage(ctx.command_path, _("COMMAND [OPTIONS]"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        with formatter.section(_("Options")):
            formatter.write_dl([("--help", _("Show this and stop."))])
        self.format_commands(ctx, formatter)


tejido = Tejido(
    name="tejido",
    help=_("Tejido: the workspace in which organised citizens and public institutions work on insecurity together."),
    epilog=_("In English: LANGUAGE=en tejido --help"),
)


def main() -> None:
    """Run the command; an error is one line on standard error and a non-zero exit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
    speak()
    try:
        sys.exit(tejido.main(prog_name="tejido", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        _stop(_("stopped"), 130)
    except click.ClickException as problem:
        _stop(problem.format_message(), problem.exit_code)
    except Exception as problem:
        message = _expected(problem)
        if not message:
            raise  # a defect: whoever reports it needs the traceback
        _stop(message, 1)


def _expected(problem: Exception) -> str:
    """Return what to say of a problem that lies in the installation and not in the program, else nothing."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    if isinstance(problem, ImproperlyConfigured):
        return str(problem)
    if isinstance(problem, OperationalError | ProgrammingError):
        said = _("the database does not answer as it should (%(problem)s); “tejido serve” sets a new one up")
        return said % {"problem": problem}
    if isinstance(problem, OSError):
        return f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem)
    return ""


def _stop(message: str, code: int) -> None:
    click.echo(f"tejido: {' '.join(message.split())}", err=True)
    sys.exit(code)
