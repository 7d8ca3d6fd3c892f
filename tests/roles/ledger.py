"""Rows of the public record: what two people may withdraw from it."""

from django.db import transaction

from tejido.ground.ledger import actions
from tejido.ground.ledger.vocabulary import Reason
from tests.factories.ground import TODAY, person
from tests.factories.moments import NOW
from tests.roles.table import row, without_person


def leaf(world):
    """An act of our organisation, with a text."""
    with transaction.atomic():
        return actions.append("organisation.described", subject=world.ours, by=world.ours, day=TODAY, text="Texto")


def asked(world):
    """The same, and another host asks for the withdrawal of its text."""
    made = leaf(world)
    actions.ask_withdrawal(made, reason=Reason.DANGER, by=person(is_host=True), now=NOW)
    return made


@row("ledger.ask_withdrawal", may="coordinator host")
def _(world, by):
    return actions.ask_withdrawal(leaf(world), reason=Reason.DANGER, by=by, now=NOW)


@row("ledger.confirm_withdrawal", may="coordinator host")
def _(world, by):
    return actions.confirm_withdrawal(asked(world), by=by, now=NOW)


@row("ledger.drop_withdrawal", may="coordinator host")
def _(world, by):
    return actions.drop_withdrawal(asked(world), by=by, now=NOW)


without_person(
    "ledger.forget_withdrawals", why="the clock runs it", call=lambda world: actions.forget_withdrawals(now=NOW)
)
