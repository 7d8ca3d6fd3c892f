"""`tejido people …`: accounts of this installation, for whoever runs it."""

import os
import secrets

import click

from tejido.cli.installation import choose_home, start_django
from tejido.cli.words import _

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing to mistake when it is read aloud


@click.group(help=_("Accounts of this installation."))
@click.option(
    "--of",
    type=click.Choice(["own", "demo", "empty"]),
    help=_("Which instance of this checkout: your own (default), the demo, or the demo without its story."),
)
@click.pass_context
def people(ctx: click.Context, *, of: str | None) -> None:
    """Hold the commands about accounts."""
    ctx.obj = of


@people.command(help=_("Open an account and print its recovery codes; asks for a password, or makes one up."))
@click.argument("name")
@click.option("--host", is_flag=True, help=_("Somebody who runs this instance: organisations, moderation, backups."))
@click.option("--generate", is_flag=True, help=_("Make a password up and print it."))
@click.pass_obj
def add(of: str | None, *, name: str, host: bool, generate: bool) -> None:
    """Open an account from the command line."""
    _choose(of)
    start_django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from tejido.ground.people.actions import open_account, renew_codes
    from tejido.ground.web.acting import Refused

    password = _made_up() if generate else click.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
    now = timezone.now()
    try:
        validate_password(password)
        person = open_account(name=name, password=password, today=timezone.localdate(), is_host=host)
        codes = renew_codes(by=person, now=now)
    except (ValidationError, Refused) as problem:
        raise click.ClickException(" ".join(map(str, getattr(problem, "messages", [problem])))) from problem
    if generate:
        click.echo(_("Password: %(password)s") % {"password": password})
    click.echo(_("Recovery codes, the only way back; the first sign-in asks for one of them:"))
    for code in codes:
        click.echo(f"  {code}")
    if host:
        click.echo(_("Sign in and set up the second step: a host can do nothing before."), err=True)


@people.command(help=_("Print the code of the second step that an account of the demo needs now. Demos only."))
@click.argument("name")
@click.pass_obj
def code(of: str | None, *, name: str) -> None:
    """Print a six-digit code, so that whoever tries the demo needs no telephone."""
    _choose(of or "demo")
    start_django()
    from django.conf import settings

    from tejido.ground.people.queries import person_named
    from tejido.ground.people.second_factor import current_code

    if not settings.DEMO:
        raise click.ClickException(_("only a demo tells the codes of others"))
    person = person_named(name)
    shown = current_code(person) if person else ""
    if not shown:
        raise click.ClickException(_("nobody by that name has a second step here"))
    click.echo(shown)


def _choose(of: str | None) -> None:
    if of in {"demo", "empty"} and "TEJIDO_HOME" not in os.environ:
        choose_home(demo=True, empty=of == "empty")


def _made_up() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(4))
