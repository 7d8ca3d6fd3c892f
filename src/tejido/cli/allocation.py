"""`tejido allocation …`: allocate a budget by the ballots of a file, and check somebody's result."""

import json
import lzma
import os
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from tejido.cli.words import _, language
from tejido.engines.allocation import pabulib
from tejido.engines.allocation.allocating import Result, Rule, Rules, allocate, written
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import BadElection, Election
from tejido.engines.allocation.explaining import Explanation, Won, explain
from tejido.engines.allocation.grouping import Group
from tejido.engines.allocation.picture import svg
from tejido.engines.allocation.telling import Teller, told
from tejido.engines.allocation.ties import Ties
from tejido.engines.allocation.trying import Tried, try_out
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
@click.option("--least", multiple=True, metavar="COLUMN:VALUE=AMOUNT", help=_("What a group of projects gets first."))
@click.option("--most", multiple=True, metavar="COLUMN:VALUE=AMOUNT", help=_("What a group gets at the most."))
@click.option("--deep", is_flag=True, help=_("Try out, too, what would have made each loser win; takes longer."))
@click.option("--format", "form", type=click.Choice(["text", "json", "svg"]), default="text", help=_("What to print."))
@json_option
def run(file: Path, as_json: bool, form: str, deep: bool, **given: Any) -> None:
    """Print winners, explanation and certificate."""
    form = "json" if as_json else form
    election = _read(file, quiet=form != "text")
    try:
        rules = _rules(given, election)
        result = allocate(election, rules)
        explanation = explain(election, result)
        tried = {one.project: try_out(election, rules, one.project) for one in explanation.lost} if deep else {}
    except BadElection as problem:
        raise click.ClickException(problem.said(_tongue())) from problem
    if form == "json":
        words = told(election, explanation, tried, money="")
        click.echo(json.dumps(written(election, result) | {"explanation": words}, ensure_ascii=False))
    elif form == "svg":
        click.echo(svg(election, result, _tongue(), money="", explanation=explanation), nl=False)
    else:
        click.echo(_as_text(election, result, explanation, tried))


def _rules(given: Any, election: Election) -> Rules:
    return Rules(
        rule=Rule(given["rule"]),
        utility=Utility(given["utility"]),
        completion=Completion(given["completion"]),
        stop=Stop(given["stop"]),
        skip=given["skip"],
        ties=Ties(given["ties"]),
        seed=given["seed"],
        threshold=given["threshold"],
        groups=_groups(given["least"], given["most"], election),
    )


def _groups(least: tuple[str, ...], most: tuple[str, ...], election: Election) -> tuple[Group, ...]:
    """Read the groups: `district:North=30000`, or a part of the budget, `district:North=20%`."""
    known: dict[tuple[str, str], dict[str, int]] = {}
    for name, given in (("least", least), ("most", most)):
        for one in given:
            group, _equals, amount = one.rpartition("=")
            column, colon, value = group.partition(":")
            if not colon:
                raise click.UsageError(_("Write a group as COLUMN:VALUE=AMOUNT; this is %(one)s") % {"one": one})
            known.setdefault((column, value), {})[name] = _money(amount, election)
    return tuple(Group(column, value, **limits) for (column, value), limits in known.items())


def _money(amount: str, election: Election) -> int:
    share = amount.endswith("%")
    try:
        found = Fraction(amount.removesuffix("%"))
    except (ValueError, ZeroDivisionError) as problem:
        raise click.UsageError(_("%(amount)s is no amount of money") % {"amount": amount}) from problem
    return int(found * election.budget / 100 if share else found * election.unit)


def _tongue() -> str:
    return "en" if language(os.environ) == "en" else "es"


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
    except BadElection as problem:
        raise click.ClickException(f"{file.name}: {problem.said(_tongue())}") from problem
    except (UnicodeDecodeError, lzma.LZMAError) as problem:
        raise click.ClickException(f"{file.name}: {problem}") from problem
    if not quiet:
        for quirk in reading.quirks:
            click.echo(quirk, err=True)
    return reading.election


def _as_text(election: Election, result: Result, explanation: Explanation, tried: dict[str, Tried]) -> str:
    """Give the winners, why each project won or lost, and how the result differs from greedy."""
    known = {project.id: project for project in election.projects}
    teller = Teller(election, explanation, _tongue(), money="")
    total, budget = election.written(result.total_cost), election.written(result.budget)
    lines = [_("%(total)s of %(budget)s") % {"total": total, "budget": budget}, *teller.summary()]
    for title, entries in ((_("Chosen"), explanation.won), (_("Not chosen"), explanation.lost)):
        lines += ["", title]
        for one in entries:
            lines.append(f"{one.project}  {election.written(one.cost)}  {known[one.project].name}")
            said = teller.won(one) if isinstance(one, Won) else teller.lost(one, tried.get(one.project))
            lines += [f"    {line}" for line in said]
    return "\n".join(lines)
