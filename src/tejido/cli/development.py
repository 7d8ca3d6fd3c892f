"""`tejido test`, `tejido check`, `tejido bench`, `tejido messages`: for those who build Tejido."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tejido.cli.words import _

ROOT = Path(os.environ.get("TEJIDO_CHECKOUT", Path(__file__).resolve().parents[3]))
ANYTHING = {"ignore_unknown_options": True, "allow_interspersed_args": False}


@click.command(context_settings=ANYTHING, help=_("Pass the tests; what follows goes to pytest."))
@click.option("--postgres", is_flag=True, help=_("On PostgreSQL: DATABASE_URL, or a server of its own for the run."))
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test(*, postgres: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Run pytest in the checkout, on all processors."""
    from tejido.cli.messages import compile as compile_catalogues

    compile_catalogues()
    command = [sys.executable, "-m", "pytest", *(pytest_arguments or ("-n", "auto"))]
    with ExitStack() as stack:
        # A home of its own for each run: two at once would write into one test database.
        home = stack.enter_context(TemporaryDirectory(prefix="tejido-tests-"))
        environment = _environment() | {"TEJIDO_HOME": home}
        if postgres and not os.environ.get("DATABASE_URL"):
            from tejido.cli.postgres import own_server

            environment["DATABASE_URL"] = stack.enter_context(own_server())
        sys.exit(subprocess.call(command, cwd=ROOT, env=environment))


@click.command(help=_("Check style, types, contracts, templates, catalogues, migrations."))
def check() -> None:
    """Run every check, and say at the end which did not hold."""
    python, tools = sys.executable, Path(sys.executable).parent
    checks = {
        "ruff check": [str(tools / "ruff"), "check", "--quiet", "."],
        "ruff format": [str(tools / "ruff"), "format", "--check", "--quiet", "."],
        "mypy": [str(tools / "mypy"), "--no-error-summary"],
        "import contracts": [str(tools / "lint-imports"), "--no-logo"],
        "templates": [str(tools / "djlint"), "src", "--lint", "--quiet"],
        "catalogues": [python, "-m", "tejido.cli.messages", "check"],
        "migrations": [python, "-m", "django", "makemigrations", "--check", "--dry-run"],
        "django": [python, "-m", "django", "check", "--fail-level", "WARNING"],
    }
    failed = []
    for name, command in checks.items():
        done = subprocess.run(command, cwd=ROOT, env=_environment(), check=False, capture_output=True, text=True)
        click.echo(f"{'ok ' if done.returncode == 0 else 'NO '} {name}")
        if done.returncode:
            click.echo(done.stdout + done.stderr)
            failed.append(name)
    if failed:
        raise click.ClickException(_("does not hold: %(names)s") % {"names": ", ".join(failed)})


@click.command(help=_("Measure, as ratios against peers in the same run."))
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
def bench(*, name: str | None, as_json: bool) -> None:
    """Run the benches of the checkout."""
    command = [sys.executable, "-m", "bench", *([name] if name else []), *(["--json"] if as_json else [])]
    sys.exit(subprocess.call(command, cwd=ROOT, env=_environment()))


@click.command(help=_("Bring the catalogues in step with the code."))
@click.argument("what", type=click.Choice(["update", "check", "compile"]), default="update")
def messages(*, what: str) -> None:
    """Run the catalogue tool."""
    sys.exit(subprocess.call([sys.executable, "-m", "tejido.cli.messages", what], cwd=ROOT, env=_environment()))


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
    home = {"TEJIDO_HOME": os.environ.get("TEJIDO_HOME", str(ROOT / "var" / "development"))}
    settings = {"DJANGO_SETTINGS_MODULE": "tejido.config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    return {**os.environ, "PYTHONPATH": path, "TEJIDO_CHECKOUT": str(ROOT), **home, **settings}
