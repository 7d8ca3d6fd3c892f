"""Ballots that were counted elsewhere: looked at first, then counted in place of what was brought in before."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action, sealed_action
from tejido.stages.funding.actions.allocation_entries import enter_count
from tejido.stages.funding.actions.allocation_refusals import CannotBringIn, NothingBroughtIn, RowsRefused
from tejido.stages.funding.actions.ballot_rows import write_ballots
from tejido.stages.funding.actions.call_refusals import TextMissing
from tejido.stages.funding.actions.call_rows import enter_call, locked_call, said, saved_call, turn_call
from tejido.stages.funding.ballot_files import Ballots, unpacked
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.models import BroughtIn, Call
from tejido.stages.funding.policies.allocations import check_counts
from tejido.stages.funding.policies.calls import actor_for
from tejido.stages.funding.queries.results import may_bring_in
from tejido.stages.funding.vocabulary.allocations import CountAct
from tejido.stages.funding.vocabulary.calls import CallAct, CallState

KEPT_FOR = timedelta(days=1)


@sealed_action
def keep_ballots(call: Call, found: Ballots, *, by: Person, now: datetime) -> BroughtIn:
    """Keep what a file holds for a day, to be looked at and counted; instead of what the person chose before.

    Raises NotAllowed, CannotBringIn.
    """
    call = locked_call(call)
    check_counts(by, call)
    _check_can(call, now)
    BroughtIn.objects.filter(call=call, person=by, counted_on=None).delete()
    return BroughtIn.objects.create(
        call=call,
        person=by,
        brought_on=localdate(now),
        good=found.good,
        refused=found.refused,
        is_broken=found.is_broken,
        problems=found.problems,
        cast=found.packed(),
    )


@action
def count_ballots(brought: BroughtIn, *, source: str, leave_out: bool = False, by: Person, now: datetime) -> Call:
    """Count the ballots of a file: all of them, or with `leave_out` all that can be counted.

    `source` says where they were counted, for the public record. Where people vote at an urn only, this closes the
    voting. Raises NotAllowed, CannotBringIn, RowsRefused, NothingBroughtIn, TextMissing; nothing is written then.
    """
    call, day = locked_call(brought.call), localdate(now)
    check_counts(by, call)
    row = BroughtIn.objects.select_for_update(of=("self",)).filter(pk=brought.pk, person=by, counted_on=None).first()
    if row is None:
        raise CannotBringIn(_("This file was counted, or has been erased. Choose it again."))
    _check_can(call, now)
    words = said(source, "source", problem=TextMissing, longest=300)
    if row.is_broken or not row.good:
        raise NothingBroughtIn
    if row.refused and not leave_out:
        raise RowsRefused
    call.ballots.all().delete()
    write_ballots(call, unpacked(bytes(row.cast)), on_paper=True)
    row.source, row.counted_on, row.cast, row.problems = words, day, b"", []
    row.save()
    actor = actor_for(by, call.funder)
    if call.state == CallState.VOTING:
        saved_call(call, day, state=turn_call(call, Move.CLOSE_BALLOT))
        enter_call(CallAct.PASSED_ON, call, by=actor, day=day)
    enter_count(CountAct.IMPORTED, call, by=actor, day=day, text=words, ballots=row.good, left_out=row.refused)
    return call


@sealed_action
def drop_ballots(brought: BroughtIn, *, by: Person, now: datetime) -> None:  # noqa: ARG001  every write knows its moment
    """Erase a file that was chosen and not counted. Raises NotAllowed."""
    check_counts(by, brought.call)
    BroughtIn.objects.filter(pk=brought.pk, person=by, counted_on=None).delete()


def erase_old(*, now: datetime) -> int:
    """Erase the files that nobody had counted within a day; return how many. The clock does."""
    return BroughtIn.objects.filter(counted_on=None, brought_on__lt=localdate(now) - KEPT_FOR).delete()[0]


def _check_can(call: Call, now: datetime) -> None:
    reason = may_bring_in(call, localdate(now))
    if reason:
        raise CannotBringIn(reason)
