"""The owner's word on what is asked of it, and changes that it proposes to the roundtable."""

from datetime import date, datetime

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.actions.behalf import MARKS
from tejido.stages.roundtables.actions.commitments import check_date
from tejido.stages.roundtables.actions.entries import actor_of, day_of, enter, locked, next_state, said, saved
from tejido.stages.roundtables.actions.refusals import AlreadyAnswered, AlreadyWaiting, NothingToConfirm
from tejido.stages.roundtables.models import Change, Commitment
from tejido.stages.roundtables.policies.commitments import check_may
from tejido.stages.roundtables.transitions import OPEN, Move
from tejido.stages.roundtables.vocabulary import ChangeAnswer, CommitmentAct, CommitmentState


@action
def confirm_commitment(commitment: Commitment, *, by: Person, now: datetime) -> Commitment:
    """Accept a commitment, or confirm what was recorded on the owner's behalf.

    Raises NotAllowed, WrongState, NothingToConfirm.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.CONFIRM)
    then = next_state(commitment, Move.CONFIRM)
    waits = commitment.recorded_on is not None or commitment.unconfirmed_since is not None
    if then == commitment.state and not waits:
        raise NothingToConfirm
    saved(
        commitment,
        state=then,
        answer_by=None,
        recorded_on=None,
        unconfirmed_since=None,
        closed_on=commitment.closed_on if then == commitment.state else None,
    )
    columns = ("state", "closed_on", *MARKS)
    enter(CommitmentAct.CONFIRMED, commitment, by=actor_of(commitment, who), now=now, columns=columns)
    return commitment


@action
def refuse_commitment(commitment: Commitment, *, reason: str, by: Person, now: datetime) -> Commitment:
    """Say that the owner did not promise this, or does not want to. Raises NotAllowed, WrongState, TextMissing."""
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.REFUSE)
    then = next_state(commitment, Move.REFUSE)
    reason = said(reason, "reason")
    saved(commitment, state=then, answer_by=None, unconfirmed_since=None, closed_on=day_of(now))
    by_whom, columns = actor_of(commitment, who), ("state", "closed_on", *MARKS)
    enter(CommitmentAct.REFUSED, commitment, by=by_whom, now=now, text=reason, columns=columns)
    return commitment


@action
def propose_change(
    commitment: Commitment, *, reason: str, text: str = "", due_on: date | None = None, by: Person, now: datetime
) -> Change:
    """Propose other words or another date to the roundtable; until it answers, what stands holds.

    Raises NotAllowed, WrongState, AlreadyWaiting, DateBeforeMeeting, DateTooFar, TextMissing.
    """
    commitment = locked(commitment)
    check_may(by, commitment, Move.PROPOSE_CHANGE)
    next_state(commitment, Move.PROPOSE_CHANGE)
    change = bring_change(commitment, reason=reason, text=text, due_on=due_on, now=now)
    saved(commitment, answer_by=None)
    enter_change(commitment, change, now)
    return change


def bring_change(commitment: Commitment, *, reason: str, text: str, due_on: date | None, now: datetime) -> Change:
    """Keep a change for the roundtable to answer; for actions that have checked who asks."""
    if commitment.changes.filter(answer=ChangeAnswer.WAITING).exists():
        raise AlreadyWaiting
    due_on = due_on or commitment.due_on
    check_date(due_on, commitment.made_on)
    return Change.objects.create(
        commitment=commitment,
        text=said(text, "text") if text.strip() else commitment.text,
        due_on=due_on,
        reason=said(reason, "reason"),
        proposed_on=day_of(now),
    )


def enter_change(commitment: Commitment, change: Change, now: datetime) -> None:
    """Enter that the owner proposed a change, with its reason."""
    by, columns = commitment.owner_post or commitment.owner, ("answer_by",)
    enter(CommitmentAct.CHANGE_PROPOSED, commitment, by=by, now=now, text=change.reason, columns=columns)


@action
def answer_change(change: Change, *, adopt: bool, reason: str = "", by: Person, now: datetime) -> Change:
    """Adopt the owner's words and date for the roundtable, or decline them with a reason.

    Adopted, the commitment is accepted by both. A later date counts as postponed, and both dates stay. Raises
    NotAllowed, WrongState, AlreadyAnswered, TextMissing.
    """
    commitment = locked(change.commitment)
    change = Change.objects.select_for_update().get(pk=change.pk)
    move = Move.ADOPT_CHANGE if adopt else Move.DECLINE_CHANGE
    who = check_may(by, commitment, move)
    then = next_state(commitment, move)
    if change.answer != ChangeAnswer.WAITING:
        raise AlreadyAnswered
    change.answer = ChangeAnswer.ADOPTED if adopt else ChangeAnswer.DECLINED
    change.answer_reason = reason.strip() if adopt else said(reason, "reason")
    change.answered_on = day_of(now)
    change.save()
    change.commitment = commitment
    by_whom = actor_of(commitment, who)
    if not adopt:
        enter(CommitmentAct.CHANGE_DECLINED, commitment, by=by_whom, now=now, text=change.answer_reason)
        return change
    is_later, is_other = change.due_on > commitment.due_on, change.due_on != commitment.due_on
    saved(
        commitment,
        state=then,
        text=change.text,
        searchable=folded(change.text),
        due_on=change.due_on,
        postponed=commitment.postponed + is_later,
        late_since=None if is_other else commitment.late_since,
        answer_by=None,
        recorded_on=None,
        unconfirmed_since=None,
    )
    columns = ("state", "first_due_on", "due_on", "postponed", "late_since", *MARKS)
    enter(CommitmentAct.CHANGE_ADOPTED, commitment, by=by_whom, now=now, text=commitment.text, columns=columns)
    return change


def is_open(commitment: Commitment) -> bool:
    """Say whether nothing has become of the commitment yet."""
    return CommitmentState(commitment.state) in OPEN
