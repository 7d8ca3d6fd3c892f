"""What becomes of a commitment on the way: progress, dates, its end."""

from datetime import date, datetime
from decimal import Decimal

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.roundtables.actions import entries
from tejido.stages.roundtables.actions.behalf import MARKS, enter_source, marks
from tejido.stages.roundtables.actions.commitments import LARGEST_NUMBER, check_date
from tejido.stages.roundtables.actions.entries import actor_of, day_of, enter, locked, next_state, said, saved
from tejido.stages.roundtables.actions.lateness import notice_late
from tejido.stages.roundtables.actions.refusals import (
    DateInPast,
    NotLater,
    NumberOutOfRange,
    OtherMeeting,
    SameDate,
    TooEarly,
)
from tejido.stages.roundtables.models import Commitment, Meeting, Update
from tejido.stages.roundtables.policies.commitments import check_may
from tejido.stages.roundtables.progress import WHOLE
from tejido.stages.roundtables.transitions import RUNNING, Move, Who
from tejido.stages.roundtables.vocabulary import CommitmentAct


@action
def report_progress(
    commitment: Commitment,
    *,
    progress: int | None = None,
    current: Decimal | None = None,
    note: str = "",
    source: str = "",
    by: Person,
    now: datetime,
) -> Commitment:
    """Say how far the work is (0 to 100), what the indicator reads now, and a note; it is then under way.

    Where the commitment has steps its progress follows from them and `progress` is left aside. The staff names the
    source. Raises NotAllowed, WrongState, NumberOutOfRange, SourceMissing.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.REPORT)
    then = next_state(commitment, Move.REPORT)
    whose = marks(commitment, who, source, now)
    if progress is None or commitment.steps.exists():
        progress = commitment.progress
    if not 0 <= progress <= WHOLE:
        raise NumberOutOfRange(field="progress")
    saved(commitment, state=then, progress=progress, current=_reading(commitment, current), **whose)
    columns = ("state", "progress", "current", *MARKS)
    _say(CommitmentAct.PROGRESS, commitment, who, note, columns, now)
    return commitment


@action
def call_done(
    commitment: Commitment,
    *,
    note: str,
    current: Decimal | None = None,
    source: str = "",
    by: Person,
    now: datetime,
) -> Commitment:
    """Call the commitment done; citizens of the roundtable are asked to verify it. Done late stays visible.

    Raises NotAllowed, WrongState, TextMissing, SourceMissing, NumberOutOfRange.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.CALL_DONE)
    then = next_state(commitment, Move.CALL_DONE)
    note, today = said(note, "note"), day_of(now)
    whose = marks(commitment, who, source, now)
    notice_late(commitment, now)
    reading = _reading(commitment, current)
    saved(commitment, state=then, progress=WHOLE, current=reading, done_on=today, closed_on=None, **whose)
    columns = ("state", "progress", "current", "done_on", "closed_on", *MARKS)
    _say(CommitmentAct.DONE, commitment, who, note, columns, now)
    return commitment


@action
def move_due_date(commitment: Commitment, *, to: date, reason: str, by: Person, now: datetime) -> Commitment:
    """Give a commitment a new due date, and say so for good in the public record.

    Both dates stay visible; a later date counts as postponed. It is no longer late, and that it was stays counted.
    Raises NotAllowed, WrongState, SameDate, DateInPast, DateBeforeMeeting, DateTooFar, TextMissing.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.MOVE_DATE)
    next_state(commitment, Move.MOVE_DATE)
    reason = said(reason, "reason")
    check_date(to, commitment.made_on, field="to")
    if to == commitment.due_on:
        raise SameDate
    if to < day_of(now):
        raise DateInPast
    postponed = commitment.postponed + (to > commitment.due_on)
    if commitment.state in RUNNING:
        notice_late(commitment, now)
    saved(commitment, due_on=to, postponed=postponed, late_since=None)
    columns = ("first_due_on", "due_on", "postponed", "late_since")
    by_whom = actor_of(commitment, who)
    enter(CommitmentAct.DATE_MOVED, commitment, by=by_whom, now=now, text=reason, columns=columns)
    return commitment


@action
def declare_broken(commitment: Commitment, *, reason: str, by: Person, now: datetime) -> Commitment:
    """Say that the commitment was not kept: its owner at any time, the facilitator once its date has passed.

    Raises NotAllowed, WrongState, TooEarly, TextMissing.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.BREAK)
    then = next_state(commitment, Move.BREAK)
    reason, today = said(reason, "reason"), day_of(now)
    if who is not Who.OWNER and today <= commitment.due_on:
        raise TooEarly
    notice_late(commitment, now)
    saved(commitment, state=then, broken_on=today, closed_on=today)
    columns = ("state", "broken_on", "closed_on")
    by_whom = actor_of(commitment, who)
    enter(CommitmentAct.BROKEN, commitment, by=by_whom, now=now, text=reason, columns=columns)
    return commitment


@action
def withdraw_commitment(commitment: Commitment, *, reason: str, by: Person, now: datetime) -> Commitment:
    """Take a commitment back for the roundtable, with its reason. Raises NotAllowed, WrongState, TextMissing."""
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.WITHDRAW)
    then = next_state(commitment, Move.WITHDRAW)
    reason = said(reason, "reason")
    saved(commitment, state=then, closed_on=day_of(now), answer_by=None)
    columns = ("state", "closed_on", "answer_by")
    by_whom = actor_of(commitment, who)
    enter(CommitmentAct.WITHDRAWN, commitment, by=by_whom, now=now, text=reason, columns=columns)
    return commitment


@action
def carry_over(commitment: Commitment, *, to: Meeting, by: Person, now: datetime) -> Commitment:
    """Put an open commitment on the agenda of a later meeting; it is counted, and its date stays as it is.

    Raises NotAllowed, WrongState, OtherMeeting, NotLater.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.CARRY_OVER)
    next_state(commitment, Move.CARRY_OVER)
    if to.roundtable_id != commitment.roundtable_id:
        raise OtherMeeting
    stands_in = commitment.carried_to or commitment.meeting
    if to.starts_at <= stands_in.starts_at:
        raise NotLater
    saved(commitment, carried_over=commitment.carried_over + 1, carried_to=to)
    by_whom = actor_of(commitment, who)
    enter(CommitmentAct.CARRIED_OVER, commitment, by=by_whom, now=now, columns=("carried_over", "carried_to"))
    return commitment


def _reading(commitment: Commitment, current: Decimal | None) -> Decimal | None:
    if current is None:
        return commitment.current
    if not (current.is_finite() and abs(current) < LARGEST_NUMBER):
        raise NumberOutOfRange(field="current")
    return current.quantize(Decimal("0.01"))


def _say(
    act: CommitmentAct, commitment: Commitment, who: Who, said_of_it: str, columns: tuple[str, ...], now: datetime
) -> None:
    text = said_of_it.replace("\x00", " ").strip()
    Update.objects.create(
        commitment=commitment,
        text=text,
        progress=commitment.progress,
        source=commitment.recorded_source,
        said_on=day_of(now),
    )
    enter(act, commitment, by=actor_of(commitment, who), now=now, text=entries.note(commitment, text), columns=columns)
    enter_source(commitment, who, now)
