"""`tejido budget …`: the package's own budgets by what they buy, from its tables; no database needed."""

from collections import Counter

import click

from tejido.cli.words import _
from tejido.stages.funding import budget_tables

STAGES = ("approved", "committed", "paid", "constant")


@click.group(help=_("Budgets by what they buy, from the package's own tables."))
def budget() -> None:
    """Hold the commands of budgets."""


@budget.command(help=_("List the sources: years, lines, publisher, terms."))
def sources() -> None:
    """List the sources."""
    for key, said in budget_tables.manifest()["sources"].items():
        lines = len(budget_tables.lines(key))
        click.echo(f"{key}\t{said['years']}\t{lines}\t{said['currency']}\t{said['publisher']}\t{said['licence']}")


@budget.command(help=_("Add up what each category has in a source."))
@click.argument("source", type=click.Choice(sorted(budget_tables.manifest()["sources"])))
@click.option("--year", type=int, help=_("Only this year."))
@click.option("--stage", type=click.Choice(STAGES), help=_("Which amounts; by default those the source is about."))
def shares(source: str, year: int | None, stage: str | None) -> None:
    """Print sums by category in the currency's own unit, and their share of all that is above zero."""
    said = budget_tables.manifest()["sources"][source]
    accounts, wanted = budget_tables.accounts(source), stage or said["stage"]
    sums: Counter[str] = Counter()
    for line in budget_tables.lines(source):
        amount = line.constant if wanted == "constant" else line.amounts.get(wanted)
        if amount is not None and year in {None, line.year}:
            sums[accounts[line.code].category] += amount
    positive = sum(amount for amount in sums.values() if amount > 0)
    for category, amount in sums.most_common():
        share = f"{100 * max(amount, 0) / positive:.1f} %" if positive else "–"
        click.echo(f"{category}\t{amount / 100:.2f}\t{share}")
    click.echo(f"total\t{sum(sums.values()) / 100:.2f}\t{said['currency']}")
