"""Every write on initiatives and their needs."""

from tejido.stages.initiatives.actions.changing import (
    ChangedMeanwhile,
    OnlyTighter,
    WrongTurn,
    change_initiative,
    change_profile,
    change_state,
    discard_draft,
)
from tejido.stages.initiatives.actions.needs import (
    BadNeed,
    NeedEnded,
    NotUnderWay,
    TooManyNeeds,
    meet_need,
    show_updates,
    state_need,
    withdraw_need,
)
from tejido.stages.initiatives.actions.proposing import propose_initiative
from tejido.stages.initiatives.outline import BadOutline

__all__ = [
    "BadNeed",
    "BadOutline",
    "ChangedMeanwhile",
    "NeedEnded",
    "NotUnderWay",
    "OnlyTighter",
    "TooManyNeeds",
    "WrongTurn",
    "change_initiative",
    "change_profile",
    "change_state",
    "discard_draft",
    "meet_need",
    "propose_initiative",
    "show_updates",
    "state_need",
    "withdraw_need",
]
