"""Words that the library behind the command line says itself, so that our catalogue has them in Spanish."""

import gettext
import os

import click

from tejido.cli.words import LOCALE, _, language


def speak() -> None:
    """Let click speak the language that our own commands speak: it asks Python's own gettext."""
    os.environ["LANGUAGE"] = language(os.environ)
    gettext.bindtextdomain("django", LOCALE)
    gettext.textdomain("django")


def translate_usage(command: click.Command) -> None:
    """Say the placeholders of a usage line in our language, which click does not; and those of the commands below."""
    if command.options_metavar:
        command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGUMENTS]")
        for below in command.commands.values():
            translate_usage(below)


def said_by_click() -> list[str]:
    """Return the sentences; listed here so that the catalogue tool finds them."""
    return [
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Positional arguments"),
        _("Missing command."),
        _("Missing {param_type}"),
        _("Choose from:\n\t{choices}"),
        _("{value} is not in the range {range}."),
        _("Show this message and exit."),
        _("[OPTIONS]"),
        _("default: {default}"),
        _("Missing argument"),
        _("Missing option"),
        _("Missing parameter"),
        _("No such command {name!r}."),
        _("No such option {name!r}."),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("Got unexpected extra argument ({args})"),
        _("{value!r} is not a valid {number_type}."),
        _("{name} {filename!r} does not exist."),
    ]
