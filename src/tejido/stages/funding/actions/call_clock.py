"""What the clock does to calls, once a day; each may run twice, and catches up where the site was down."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from tejido.ground.web.acting import action, sealed_action
from tejido.stages.funding.actions.admitting import admit_all, is_reviewed
from tejido.stages.funding.actions.call_rows import enter_call, locked_call, saved_call, turn_call
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import Call, Letter
from tejido.stages.funding.vocabulary.calls import CallAct, CallState


@action
def turn_calls(now: datetime) -> int:
    """Open, close and put to the vote the calls whose day has come; return how many states changed.

    A call closes at the end of its last day: from the next day on. Voting begins only once it was said who was
    admitted; where the reviews are complete the clock says so, where they are late the voting waits for them.
    """
    today = localdate(now)
    waiting = (CallState.ANNOUNCED, CallState.OPEN, CallState.REVIEW)
    changes = 0
    for row in Call.objects.filter(state__in=waiting, opens_on__lte=today).order_by("opens_on", "id"):
        call = locked_call(row)
        while _turned(call, now):
            changes += 1
    return changes


@sealed_action
def forget_letters(now: datetime) -> int:
    """Erase what the two sides of applications wrote to each other once its day has come; return how many."""
    return Letter.objects.filter(erase_on__lte=localdate(now)).delete()[0]


def _turned(call: Call, now: datetime) -> bool:
    """Make the next move whose day has come; say whether there was one."""
    today = localdate(now)
    if call.state == CallState.ANNOUNCED and call.opens_on <= today:
        return _entered(call, Move.OPEN, CallAct.OPENED, now)
    if call.state == CallState.OPEN and call.closes_on < today:
        return _entered(call, Move.CLOSE, CallAct.CLOSED, now)
    if call.state != CallState.REVIEW or call.votes_from is None or call.votes_until is None:
        return False
    if call.admitted_on is None and call.votes_from - timedelta(days=1) <= today and is_reviewed(call):
        admit_all(call, by=None, day=today)
    if call.state == CallState.REVIEW and call.admitted_on and call.votes_from <= today <= call.votes_until:
        return _entered(call, Move.BEGIN_VOTING, CallAct.VOTING_BEGAN, now)
    return False


def _entered(call: Call, move: Move, act: CallAct, now: datetime) -> bool:
    saved_call(call, localdate(now), state=turn_call(call, move))
    enter_call(act, call, by=None, day=localdate(now))
    return True
