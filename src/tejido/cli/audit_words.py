"""What an audit of the site finds, in the language of whoever asks."""

import click

from tejido.cli.words import _
from tejido.ground.ledger.auditing import Audit, Kind, Problem


def tell(found: Audit) -> None:
    """Say in words what was found: figures and problems, and in one line on standard error whether it holds."""
    counts = {"leaves": found.leaves, "compared": found.compared}
    click.echo(_("%(leaves)d leaves, %(compared)d public values compared with them") % counts)
    if found.left_out:
        click.echo(_("%(count)d rows are hidden by their profile and were left out") % {"count": found.left_out})
    for problem in found.problems:
        click.echo(f"- {say(problem)}")
    if found.ok:
        click.echo(_("The site says what its record says."))
    else:
        click.echo(_("The site does not say what its record says."), err=True)


def say(problem: Problem) -> str:
    """Put a problem in words."""
    return _sentences()[problem.kind] % problem.values


def _sentences() -> dict[Kind, str]:
    return {
        Kind.UNREADABLE: _("the tables of the record cannot be read: %(reason)s"),
        Kind.OPENING: _("leaf 0 does not open the log with the key of this site"),
        Kind.LEAF: _("leaf %(index)d: %(reason)s"),
        Kind.GAP: _("the log jumps from leaf %(before)d to leaf %(index)d"),
        Kind.SIZE: _("the log is said to have %(stated)d leaves, and has %(found)d"),
        Kind.NODE: _("node %(position)d of level %(level)d of the tree is not what the leaves give"),
        Kind.NODE_MISSING: _("node %(position)d of level %(level)d of the tree is missing"),
        Kind.NODE_EXTRA: _("the tree has %(count)d nodes that no leaf gives"),
        Kind.CHECKPOINT: _("the checkpoint of %(size)d leaves: %(reason)s"),
        Kind.ROOT: _("the checkpoint of %(size)d leaves states another root than the leaves give"),
        Kind.BEYOND: _("the checkpoint of %(size)d leaves speaks of more leaves than there are"),
        Kind.TEXT: _("the text of leaf %(index)d is not the one that was recorded"),
        Kind.TEXT_GONE: _("the text of leaf %(index)d is gone, and no act withdrew it"),
        Kind.TEXT_EXTRA: _("leaf %(index)d has a text and records none"),
        Kind.TEXT_BACK: _("the text of leaf %(index)d was withdrawn, and is there or has another day"),
        Kind.ROW_GONE: _("%(subject)s is in the record and not in the tables"),
        Kind.UNRECORDED: _("%(subject)s is in the tables and not in the record"),
        Kind.COLUMN: _("%(subject)s: %(column)s is %(found)s, the record says %(recorded)s"),
        Kind.UNSET: _("%(subject)s: %(column)s is %(found)s, and no act of the record said so"),
        Kind.WORDS: _("%(subject)s: %(column)s is not the text that was recorded"),
        Kind.MORE: _("and %(count)d more"),
    }
