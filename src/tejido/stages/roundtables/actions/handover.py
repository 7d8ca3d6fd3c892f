"""Officials change, commitments stay: the new official answers for each one of the post, within sixty days."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger.actions import append
from tejido.ground.organisations.models import Post
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables.actions.answers import bring_change, enter_change
from tejido.stages.roundtables.actions.behalf import MARKS
from tejido.stages.roundtables.actions.entries import day_of, enter, locked, next_state, said, saved
from tejido.stages.roundtables.actions.refusals import AlreadyAnswered, AlreadyBegun, NothingToHandOver
from tejido.stages.roundtables.models import Commitment, Handover, HandoverItem
from tejido.stages.roundtables.policies.handover import check_may_answer, check_may_begin
from tejido.stages.roundtables.terms import HANDOVER_DAYS
from tejido.stages.roundtables.transitions import OPEN, Move
from tejido.stages.roundtables.vocabulary import CommitmentAct, HandoverAnswer

NEAR = timedelta(days=366)


class DayFarAway(Refused):
    """A change of official is entered within a year of the day on which it happens."""

    message = _("The change of official lies more than a year away. Look at the date again.")
    field = "on"


@action
def begin_handover(post: Post, *, on: date, by: Person, now: datetime) -> Handover:
    """Hand the open commitments of a post over to its new official, who has sixty days from `on` to answer for each.

    Raises NotAllowed, AlreadyBegun, NothingToHandOver, DayFarAway.
    """
    check_may_begin(by, post)
    if abs(on - day_of(now)) > NEAR:
        raise DayFarAway
    if Handover.objects.filter(post=post, closed_on=None).exists():
        raise AlreadyBegun
    commitments = list(Commitment.objects.filter(owner_post=post, state__in=OPEN).order_by("due_on", "id"))
    if not commitments:
        raise NothingToHandOver
    answer_by = on + timedelta(days=HANDOVER_DAYS)
    handover = Handover.objects.create(post=post, begins_on=on, answer_by=answer_by)
    HandoverItem.objects.bulk_create(HandoverItem(handover=handover, commitment=it) for it in commitments)
    append(
        CommitmentAct.HANDOVER_BEGUN,
        subject=handover,
        by=None,
        day=day_of(now),
        post=str(post.pk),
        begins_on=on,
        answer_by=answer_by,
    )
    return handover


@action
def acknowledge_item(item: HandoverItem, *, by: Person, now: datetime) -> HandoverItem:
    """Stand by a commitment as the new official. Raises NotAllowed, AlreadyAnswered."""
    item, commitment = _opened(item, by)
    _answer(item, HandoverAnswer.ACKNOWLEDGED, now)
    _enter(CommitmentAct.HANDOVER_ACKNOWLEDGED, item, commitment, now)
    return item


@action
def renegotiate_item(
    item: HandoverItem, *, reason: str, text: str = "", due_on: date | None = None, by: Person, now: datetime
) -> HandoverItem:
    """Propose other words or another date to the roundtable; until it answers, what stands holds.

    Raises NotAllowed, AlreadyAnswered, WrongState, AlreadyWaiting, TextMissing, DateBeforeMeeting, DateTooFar.
    """
    item, commitment = _opened(item, by)
    next_state(commitment, Move.PROPOSE_CHANGE)
    change = bring_change(commitment, reason=reason, text=text, due_on=due_on, now=now)
    saved(commitment, answer_by=None)
    _answer(item, HandoverAnswer.RENEGOTIATED, now, change=change)
    _enter(CommitmentAct.HANDOVER_RENEGOTIATED, item, commitment, now)
    enter_change(commitment, change, now)
    return item


@action
def refuse_item(item: HandoverItem, *, reason: str, by: Person, now: datetime) -> HandoverItem:
    """Refuse a commitment as the new official, with a reason; it ends as refused and stays in the record.

    Raises NotAllowed, AlreadyAnswered, WrongState, TextMissing.
    """
    item, commitment = _opened(item, by)
    then = next_state(commitment, Move.REFUSE_IN_HANDOVER)
    reason = said(reason, "reason")
    saved(commitment, state=then, closed_on=day_of(now), answer_by=None)
    _answer(item, HandoverAnswer.REFUSED, now)
    columns = ("state", "closed_on", *MARKS)
    _enter(CommitmentAct.HANDOVER_REFUSED, item, commitment, now, text=reason, columns=columns)
    return item


def _opened(item: HandoverItem, by: Person) -> tuple[HandoverItem, Commitment]:
    item = HandoverItem.objects.select_for_update(of=("self",)).select_related("handover__post").get(pk=item.pk)
    check_may_answer(by, item.handover)
    if item.answer not in {HandoverAnswer.WAITING, HandoverAnswer.NO_ANSWER}:
        raise AlreadyAnswered  # "no answer" can still be mended; the record keeps both
    return item, locked(item.commitment)


def _answer(item: HandoverItem, answer: HandoverAnswer, now: datetime, **columns: object) -> None:
    item.answer = answer
    item.answered_on = day_of(now)
    for name, value in columns.items():
        setattr(item, name, value)
    item.save()
    handover = item.handover
    if handover.closed_on is None and not handover.items.filter(answer=HandoverAnswer.WAITING).exists():
        handover.closed_on = day_of(now)
        handover.save()


def _enter(
    act: CommitmentAct,
    item: HandoverItem,
    commitment: Commitment,
    now: datetime,
    text: str = "",
    columns: tuple[str, ...] = (),
) -> None:
    handover = str(item.handover_id)
    enter(act, commitment, by=commitment.owner_post, now=now, text=text, columns=columns, handover=handover)
