"""The result of a call: computed once, checked before it is kept, entered in the public record for good."""

import zlib
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding import application_transitions
from tejido.stages.funding.actions.allocation_entries import COLUMNS, enter_allocation
from tejido.stages.funding.actions.allocation_refusals import (
    DecidedAlready,
    NoBallots,
    NotCounting,
    ResultDoesNotHold,
)
from tejido.stages.funding.actions.allocation_scrutiny import fill_seats
from tejido.stages.funding.actions.call_rows import enter, enter_call, locked_call, saved, saved_call, turn, turn_call
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.deciding import Decided, DoesNotHold, decide, digest
from tejido.stages.funding.figures import figures_of
from tejido.stages.funding.models import Allocation, Application, Call
from tejido.stages.funding.policies.allocations import check_counts
from tejido.stages.funding.policies.calls import actor_for
from tejido.stages.funding.queries.elections import contenders
from tejido.stages.funding.vocabulary.allocations import AllocationAct
from tejido.stages.funding.vocabulary.calls import ApplicationAct, CallAct, CallState

DEFLATED = 6  # the level: beyond it a file of ballots becomes hardly smaller


@action
def decide_call(call: Call, *, nobody_voted: bool = False, by: Person, now: datetime) -> Allocation:
    """Compute the result of a call whose voting has closed, by the rules that were fixed before it opened.

    Where there are no ballots, `nobody_voted` says that this is no mistake. Raises NotAllowed, NotCounting,
    DecidedAlready, NoBallots, ResultDoesNotHold; nothing is stored then.
    """
    found = locked_call(call)
    check_counts(by, found)
    return _decided(found, nobody_voted, actor_for(by, found.funder), localdate(now))


@action
def decide_by_clock(call: Call, *, now: datetime) -> Allocation:
    """Compute a result on the last day for it, so that nobody sits on it. Raises as `decide_call`."""
    return _decided(locked_call(call), False, None, localdate(now))


def decide_due(*, now: datetime) -> int:
    """Compute what should be decided by now, each in a transaction of its own; return how many. The clock does."""
    decided = 0
    due = Call.objects.filter(state=CallState.COUNTING, decided_by__lte=localdate(now))
    for call in due.order_by("decided_by", "pk"):
        try:
            decide_by_clock(call, now=now)
        except (NoBallots, ResultDoesNotHold, DecidedAlready, NotCounting):
            continue  # somebody has to say what happened, or did
        decided += 1
    return decided


def _decided(call: Call, nobody_voted: bool, by: Recorded | None, day: date) -> Allocation:
    if call.state == CallState.DECIDED:
        raise DecidedAlready
    if call.state != CallState.COUNTING:
        raise NotCounting
    applications = list(contenders(call).select_for_update(of=("self",)).exclude(number=None))
    if call.has_ballot and applications and not nobody_voted and not call.ballots.exists():
        raise NoBallots
    try:
        found = decide(call)
    except DoesNotHold as problem:
        raise ResultDoesNotHold from problem
    allocation = _stored(call, found, day)
    _tell_applicants(call, applications, allocation, day)
    saved_call(call, day, state=turn_call(call, Move.DECIDE))
    enter_call(CallAct.DECIDED, call, by=by, day=day)
    enter_allocation(AllocationAct.DECIDED, allocation, by=by, day=day, columns=COLUMNS, tells=True)
    fill_seats(call, day)
    return allocation


def _stored(call: Call, found: Decided, day: date) -> Allocation:
    return Allocation.objects.create(
        call=call,
        ended=found.ended,
        decided_on=day,
        voters=found.voters,
        budget=call.total,
        spent=found.spent,
        winners=[str(one) for one in found.winners],
        is_published=found.is_published,
        result_hash=digest(found.result),
        ballots_hash=digest(found.ballots),
        result=zlib.compress(found.result, DEFLATED),
        ballots=zlib.compress(found.ballots, DEFLATED),
        figures=figures_of(found),
    )


def _tell_applicants(call: Call, applications: list[Application], allocation: Allocation, day: date) -> None:
    """Turn every application to chosen or not chosen, with the reason in words."""
    chosen = set(allocation.numbers)
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("It was not chosen. The page of the result says why, and by how much it missed.")
    for one in applications:
        one.call = call
        won = one.number in chosen
        move = application_transitions.Move.CHOOSE if won else application_transitions.Move.LEAVE_OUT
        saved(one, day, state=turn(one, move), reason="" if won else reason)
        enter(ApplicationAct.CHOSEN if won else ApplicationAct.NOT_CHOSEN, one, by=None, day=day)
