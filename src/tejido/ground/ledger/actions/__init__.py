"""Writes of the public record."""

from tejido.ground.ledger.actions.appending import append
from tejido.ground.ledger.actions.checkpoints import (
    RecordBroken,
    fresh_checkpoint,
    make_checkpoint,
    make_daily_checkpoint,
)
from tejido.ground.ledger.actions.withdrawing import (
    AlreadyAsked,
    NoReason,
    NoText,
    NothingAsked,
    SamePerson,
    ask_withdrawal,
    confirm_withdrawal,
    drop_withdrawal,
    forget_withdrawals,
)

__all__ = [
    "AlreadyAsked",
    "NoReason",
    "NoText",
    "NothingAsked",
    "RecordBroken",
    "SamePerson",
    "append",
    "ask_withdrawal",
    "confirm_withdrawal",
    "drop_withdrawal",
    "forget_withdrawals",
    "fresh_checkpoint",
    "make_checkpoint",
    "make_daily_checkpoint",
]
