"""Codes for voting: allotted by who runs the call, drawn, printed and accounted for by those who hand them out.

Who gives the money never sees a code, and who hands codes out never sees a ballot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.codes import batches, spending
from tejido.ground.codes.models import Batch, Holding
from tejido.ground.codes.vocabulary import CodeState
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action, sealed_action
from tejido.stages.funding.actions.voting_entries import enter_act, keep_counts, locked_voting
from tejido.stages.funding.actions.voting_refusals import NotAHolder, TooLateToCancel
from tejido.stages.funding.models import Call, Voting
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.vocabulary.calls import CallState
from tejido.stages.funding.vocabulary.voting import VotingAct


@dataclass(frozen=True)
class Drawn:
    """A batch and its codes in clear, which are nowhere else."""

    batch: Batch
    codes: Sequence[str] = field(repr=False)
    paper: bytes = field(default=b"", repr=False)


Print = Callable[[Sequence[str]], bytes]
"""Makes the paper out of codes."""


@action
def allot_codes(call: Call, *, holder: Organisation, number: int, by: Person, now: datetime) -> Holding:
    """Say that `holder` hands out `number` codes for voting on the call. Whoever runs the call may.

    Raises NotAllowed, NoBallot, AlreadyClosed, NotAHolder, TooFew, LessThanPrinted.
    """
    funder = policies.check_runs(by, call)
    voting = locked_voting(call)
    if holder.kind != Kind.CIVIL_SOCIETY or holder.verified_on is None or holder.closed_on is not None:
        raise NotAHolder
    holding = batches.allot(subject=call.record_name, holder=holder.record_name, number=number)
    keep_counts(voting)
    enter_act(VotingAct.ALLOTTED, voting, by=funder, day=localdate(now), allotted=voting.allotted)
    return holding


@action
def draw_codes(
    holding: Holding, *, number: int, by: Person, now: datetime, on_paper: Print = lambda _codes: b""
) -> Drawn:
    """Draw codes and return them, once: only digests are kept. A coordinator of the organisation that holds them may.

    Where `on_paper` fails nothing was drawn: codes that nobody can read would have to be cancelled.

    Raises NotAllowed, NoBallot, AlreadyClosed, TooFew, TooMany, MoreThanAllotted, Closed.
    """
    holder = policies.check_hands_out(by, holding)
    voting = voting_of(holding)
    today = localdate(now)
    batch, codes = batches.draw_batch(holding, number=number, today=today)
    keep_counts(voting)
    enter_act(VotingAct.PRINTED, voting, by=holder, day=today, printed=voting.printed)
    return Drawn(batch, codes, on_paper(codes))


@action
def cancel_codes(batch: Batch, *, by: Person, now: datetime) -> Batch:
    """Make the slips of a batch worthless, so that others can be printed. Only before voting begins.

    A coordinator of the organisation that holds them may. Raises NotAllowed, TooLateToCancel, Cancelled.
    """
    holder = policies.check_hands_out(by, batch.holding)
    voting = voting_of(batch.holding)
    if voting.call.state == CallState.VOTING:
        raise TooLateToCancel
    today = localdate(now)
    batch = batches.cancel_batch(batch, today=today)
    keep_counts(voting)
    enter_act(VotingAct.CANCELLED, voting, by=holder, day=today, printed=voting.printed)
    return batch


@action
def account_codes(holding: Holding, *, handed_out: int, returned: int, by: Person, now: datetime) -> Holding:  # noqa: ARG001  as all actions
    """Write down how many slips were handed out in all, and how many of those came back; until the voting closes.

    A coordinator of the organisation that holds them may. Raises NotAllowed, MoreThanPrinted, MoreThanHandedOut.
    """
    policies.check_hands_out(by, holding)
    voting_of(holding)
    return batches.write_down(holding, handed_out=handed_out, returned=returned)


@sealed_action
def return_codes(holding: Holding, *, codes: Sequence[str], by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Make codes of slips that came back worthless, where they were not used. Nobody hears which of them were.

    A coordinator of the organisation that holds them may; codes that others handed out stay as they are.
    """
    policies.check_hands_out(by, holding)
    voting_of(holding)
    spending.spend_all(codes, subject=holding.subject, state=CodeState.RETURNED, holding=holding)


def voting_of(holding: Holding) -> Voting:
    """Return the voting that codes are for, locked. Raises NoBallot, AlreadyClosed."""
    return locked_voting(call_of(holding))


def call_of(holding: Holding) -> Call:
    """Return the call that codes are for."""
    return Call.objects.select_related("funder").get(pk=holding.subject.partition(":")[2])
