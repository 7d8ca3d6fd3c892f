"""`tejido allocation …`: allocate a budget by the ballots of a file, and check somebody's result."""

import json
import lzma
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from tejido.cli.words import _
from tejido.engines.allocation import pabulib
from tejido.engines.allocation.allocating import Result, Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import BadElection, Election
from tejido.engines.allocation.ties import Ties
from tejido.engines.allocation.utilities import Utility
from tejido.engines.allocation.verify import problems

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))


def _one_of(words: type[StrEnum]) -> click.Choice[str]:
    """Take the values, not the names that click would take from an enumeration."""
    return click.Choice([word.value for word in words])


@click.group(help=_("A fair allocation of a budget that anybody can recompute."))
def allocation() -> None:
    """Hold the commands of allocation."""


@allocation.command(help=_("Allocate the budget of a Pabulib file (.pb, or .pb.xz) by the ballots in it."))
@click.argument("file", type=FILE)
@click.option("--rule", type=_one_of(Rule), required=True, help=_("The rule."))
@click.option("--utility", type=_one_of(Utility), default=Utility.COST.value, help=_("How gain is measured."))
@click.option("--completion", type=_one_of(Completion), default=Completion.NONE.value, help=_("How it is completed."))
@click.option("--stop", type=_one_of(Stop), default=Stop.EXHAUSTIVE.value, help=_("When the steps of Add1 end."))
@click.option("--skip/--stop-at-first", default=True, help=_("Pass over what does not fit, or end there."))
@click.option("--ties", type=_one_of(Ties), default=Ties.LOT.value, help=_("What decides between equals."))
@click.option("--seed", type=int, default=0, help=_("The published seed of the lot."))
@click.option("--threshold", type=click.IntRange(0), default=0, help=_("Points that a project needs (greedy)."))
@json_option
def run(file: Path, as_json: bool, **given: Any) -> None:
    """Print winners and certificate."""
    election = _read(file, quiet=as_json)
    rules = Rules(
        rule=Rule(given["rule"]),
        utility=Utility(given["utility"]),
        completion=Completion(given["completion"]),
        stop=Stop(given["stop"]),
        skip=given["skip"],
        ties=Ties(given["ties"]),
        seed=given["seed"],
        threshold=given["threshold"],
    )
    try:
        result = allocate(election, rules)
    except BadElection as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(json.dumps(written(election, result)) if as_json else _as_text(election, result))


@allocation.command(help=_("Check a result (as run --json printed it) against the ballots of a file."))
@click.argument("result", type=FILE)
@click.argument("file", type=FILE)
@json_option
def verify(result: Path, file: Path, as_json: bool) -> None:
    """Say whether the result holds; exit with 1 where it does not."""
    election = _read(file, quiet=True)
    try:
        claimed = json.loads(result.read_text())
    except ValueError as problem:
        raise click.ClickException(f"{result}: {problem}") from problem
    found = problems(claimed, election)
    if as_json:
        click.echo(json.dumps({"ok": not found, "problems": found}))
    else:
        click.echo("\n".join(found) or _("The result holds."))
    if found:
        raise click.exceptions.Exit(1)


def _read(file: Path, *, quiet: bool) -> Election:
    try:
        data = lzma.decompress(file.read_bytes()) if file.suffix == ".xz" else file.read_bytes()
        reading = pabulib.read(data.decode("utf-8-sig"))
    except (BadElection, UnicodeDecodeError, lzma.LZMAError) as problem:
        raise click.ClickException(f"{file.name}: {problem}") from problem
    if not quiet:
        for quirk in reading.quirks:
            click.echo(quirk, err=True)
    return reading.election


def _as_text(election: Election, result: Result) -> str:
    known = {project.id: project for project in election.projects}
    rows = [f"{one}  {election.written(known[one].cost)}  {known[one].name}" for one in result.winners]
    total, budget = election.written(result.total_cost), election.written(result.budget)
    return "\n".join([*rows, _("%(total)s of %(budget)s") % {"total": total, "budget": budget}])
