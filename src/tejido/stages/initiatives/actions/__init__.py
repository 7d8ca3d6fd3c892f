"""Every write on initiatives and what belongs to them."""

from tejido.stages.initiatives.actions.changing import (
    ChangedMeanwhile,
    OnlyTighter,
    change_initiative,
    change_profile,
)
from tejido.stages.initiatives.actions.joining import (
    answer_request,
    ask_to_join,
    forget_requests,
    take_up_answer,
    withdraw_by_code,
    withdraw_request,
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
from tejido.stages.initiatives.actions.participation import (
    change_visibility,
    forget_messages,
    leave,
    mark_messages_read,
    message_participants,
    remove_participant,
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
    "answer_request",
    "ask_confirmation",
    "ask_to_join",
    "change_initiative",
    "change_profile",
    "change_state",
    "change_visibility",
    "confirm_initiative",
    "discard_draft",
    "forget_messages",
    "forget_requests",
    "leave",
    "mark_messages_read",
    "meet_need",
    "message_participants",
    "propose_initiative",
    "remove_participant",
    "send_back",
    "show_updates",
    "state_need",
    "take_up_answer",
    "withdraw_by_code",
    "withdraw_need",
    "withdraw_request",
]
