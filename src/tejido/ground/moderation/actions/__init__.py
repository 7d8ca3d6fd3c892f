"""Every write of moderation."""

from tejido.ground.moderation.actions.answering import AppealedAlready, BadPlea, appeal, say_mended
from tejido.ground.moderation.actions.deciding import (
    BadDecision,
    ProposalChanged,
    confirm_outcome,
    forget_flags,
    propose_outcome,
)
from tejido.ground.moderation.actions.flagging import BadFlag, TooManyFlags, flag_page
from tejido.ground.moderation.actions.naming import UnknownName, end_moderator, name_moderator

__all__ = [
    "AppealedAlready",
    "BadDecision",
    "BadFlag",
    "BadPlea",
    "ProposalChanged",
    "TooManyFlags",
    "UnknownName",
    "appeal",
    "confirm_outcome",
    "end_moderator",
    "flag_page",
    "forget_flags",
    "name_moderator",
    "propose_outcome",
    "say_mended",
]
