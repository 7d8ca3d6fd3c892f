"""Every write on initiatives and what belongs to them."""

from tejido.stages.initiatives.actions.changing import (
    ChangedMeanwhile,
    OnlyTighter,
    change_initiative,
    change_profile,
)
from tejido.stages.initiatives.actions.needs import (
    BadNeed,
    NeedEnded,
    NotUnderWay,
    TooManyNeeds,
    meet_need,
    state_need,
    withdraw_need,
)
from tejido.stages.initiatives.actions.proposing import TooManyWaiting, propose_initiative
from tejido.stages.initiatives.actions.showing import show_updates
from tejido.stages.initiatives.actions.turning import (
    CannotConfirm,
    SayWhy,
    WrongTurn,
    ask_confirmation,
    change_state,
    confirm_initiative,
    discard_draft,
    send_back,
)
from tejido.stages.initiatives.outline import BadOutline

__all__ = [
    "BadNeed",
    "BadOutline",
    "CannotConfirm",
    "ChangedMeanwhile",
    "NeedEnded",
    "NotUnderWay",
    "OnlyTighter",
    "SayWhy",
    "TooManyNeeds",
    "TooManyWaiting",
    "WrongTurn",
    "ask_confirmation",
    "change_initiative",
    "change_profile",
    "change_state",
    "confirm_initiative",
    "discard_draft",
    "meet_need",
    "propose_initiative",
    "send_back",
    "show_updates",
    "state_need",
    "withdraw_need",
]
