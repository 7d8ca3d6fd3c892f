"""Making commitments and changing their details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import action
from tejido.ground.web.searching import folded
from tejido.stages.initiatives.models import Need
from tejido.stages.roundtables.actions.behalf import marks
from tejido.stages.roundtables.actions.entries import actor_of, enter, enter_whole, locked, next_state, said, saved
from tejido.stages.roundtables.actions.refusals import (
    DateBeforeMeeting,
    DateTooFar,
    MeetingToCome,
    NotSeated,
    NumberOutOfRange,
    OtherMeeting,
    Outdated,
    OwnerTwice,
    WrongPost,
    WrongState,
)
from tejido.stages.roundtables.models import Commitment, Meeting, Roundtable, Seat, WorkingGroup
from tejido.stages.roundtables.policies.commitments import check_may, check_may_propose, check_runs
from tejido.stages.roundtables.transitions import Move, Who
from tejido.stages.roundtables.vocabulary import CommitmentAct, CommitmentState

LONGEST_TERM = timedelta(days=3653)  # ten years
LARGEST_COST = 10**15  # hundredths; ten times the federal budget
LARGEST_NUMBER = Decimal(10) ** 12
DETAILS = ("causes", "unit", "baseline", "target", "current", "cost", "currency", "places", "needs", "co_owners")


@dataclass(frozen=True)
class Details:
    """What a commitment is about and how it is measured; all of it may be left out.

    `cost` is in hundredths of `currency`. Without places it belongs to the place of the roundtable.
    """

    co_owners: Sequence[Organisation] = ()
    needs: Sequence[Need] = ()
    places: Sequence[Place] = ()
    causes: Sequence[str] = ()
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    current: Decimal | None = None
    cost: int | None = None
    currency: str = "MXN"


@dataclass(frozen=True)
class Promise:
    """What was promised: words, who answers for it, by when, at which meeting."""

    meeting: Meeting
    text: str
    owner: Organisation
    due_on: date
    owner_post: Post | None = None
    details: Details = field(default_factory=Details)
    external_key: str = ""


@action
def propose_commitment(roundtable: Roundtable, promise: Promise, *, by: Person, now: datetime) -> Commitment:
    """Bring a commitment before its owner; accepted at once where who speaks for the owner enters it.

    Raises NotAllowed, MeetingToCome, OtherMeeting, DateBeforeMeeting, DateTooFar, NotSeated, WrongPost, OwnerTwice,
    NumberOutOfRange, TextMissing.
    """
    who = check_may_propose(by, roundtable, promise.owner, promise.owner_post)
    state = CommitmentState.ACCEPTED if who is Who.OWNER else CommitmentState.PROPOSED
    commitment = _made(roundtable, promise, now, state=state)
    enter_whole(CommitmentAct.MADE, commitment, by=actor_of(commitment, who), now=now)
    return commitment


@action
def record_commitment(
    roundtable: Roundtable, promise: Promise, *, source: str, by: Person, now: datetime
) -> Commitment:
    """Write down what the owner promised where it does not sign in, and the source (minutes, letter number).

    The owner has ten business days to correct it; silence reads "unconfirmed". Raises SourceMissing and what
    `propose_commitment` raises.
    """
    who = check_runs(by, roundtable)
    draft = Commitment(roundtable=roundtable)
    commitment = _made(roundtable, promise, now, state=CommitmentState.PROPOSED, **marks(draft, who, source, now))
    enter_whole(CommitmentAct.RECORDED, commitment, by=actor_of(commitment, who), now=now)
    return commitment


def enter_commitments_of(
    roundtable: Roundtable, *, by: Organisation | Post | None, now: datetime, group: WorkingGroup | None = None
) -> None:
    """Enter every commitment of a roundtable (or of one of its groups) as it stands.

    Part of an action after which more of them is shown. What happened before is not told; the record goes on with what
    holds now.
    """
    made = Commitment.objects.filter(roundtable=roundtable)
    for commitment in (made.filter(meeting__group=group) if group else made).order_by("number"):
        enter_whole(CommitmentAct.SHOWN, locked(commitment), by=by, now=now)


@action
def edit_commitment(
    commitment: Commitment, *, details: Details, version: int, text: str = "", by: Person, now: datetime
) -> Commitment:
    """Change the details, and the words as long as the owner has not answered for them.

    `version` is the one that the person saw. Raises NotAllowed, Outdated (with what stands now), WrongState,
    OwnerTwice, NumberOutOfRange.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.EDIT)
    next_state(commitment, Move.EDIT)
    if commitment.version != version:
        raise Outdated(commitment)
    reworded = bool(text) and said(text, "text") != commitment.text
    if reworded and (who is Who.OWNER or commitment.state != CommitmentState.PROPOSED):
        raise WrongState(commitment)
    _check_details(details, commitment.owner)
    measured_by = commitment.indicator
    words = {"text": said(text, "text"), "searchable": folded(text)} if reworded else {}
    saved(commitment, **_columns(details), **words)
    _link(commitment, details)
    by_whom = actor_of(commitment, who)
    if reworded:
        enter(CommitmentAct.REWORDED, commitment, by=by_whom, now=now, text=commitment.text)
    enter(CommitmentAct.EDITED, commitment, by=by_whom, now=now, columns=DETAILS)
    if commitment.indicator != measured_by:
        enter(CommitmentAct.INDICATOR, commitment, by=by_whom, now=now, text=commitment.indicator)
    return commitment


def check_date(due_on: date, made_on: date, *, field: str = "due_on") -> None:
    """Raise DateBeforeMeeting or DateTooFar."""
    if due_on < made_on:
        raise DateBeforeMeeting(made_on, field=field)
    if due_on > made_on + LONGEST_TERM:
        raise DateTooFar(field=field)


def check_owner(roundtable: Roundtable, owner: Organisation, post: Post | None) -> None:
    """Raise WrongPost or NotSeated unless the owner sits at the roundtable and answers as its kind does."""
    is_institution = owner.kind == Kind.INSTITUTION
    if is_institution != (post is not None):
        raise WrongPost
    if post is not None and (post.organisation_id != owner.pk or post.ended_on is not None):
        raise WrongPost
    if not Seat.objects.filter(roundtable=roundtable, organisation=owner, ended_on=None).exists():
        raise NotSeated


def _made(roundtable: Roundtable, promise: Promise, now: datetime, **columns: Any) -> Commitment:
    roundtable = (
        Roundtable.objects.select_for_update(of=("self",)).select_related("secretariat", "place").get(pk=roundtable.pk)
    )
    meeting, text = promise.meeting, said(promise.text, "text")
    if meeting.roundtable_id != roundtable.pk:
        raise OtherMeeting
    if meeting.starts_at > now:
        raise MeetingToCome
    made_on = meeting.day(roundtable.zone)
    check_date(promise.due_on, made_on)
    check_owner(roundtable, promise.owner, promise.owner_post)
    _check_details(promise.details, promise.owner)
    last = Commitment.objects.filter(roundtable=roundtable).aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment.objects.create(
        roundtable=roundtable,
        meeting=meeting,
        number=last + 1,
        external_key=promise.external_key,
        text=text,
        searchable=folded(text),
        owner=promise.owner,
        owner_post=promise.owner_post,
        made_on=made_on,
        first_due_on=promise.due_on,
        due_on=promise.due_on,
        is_example=roundtable.is_example,
        **_columns(promise.details),
        **columns,
    )
    _link(commitment, promise.details)
    return commitment


def _columns(details: Details) -> dict[str, Any]:
    return {
        "causes": sorted(cause for cause in set(details.causes) if cause in Cause.values),
        "indicator": details.indicator.strip()[:160],
        "unit": details.unit.strip()[:40],
        "baseline": _rounded(details.baseline),
        "target": _rounded(details.target),
        "current": _rounded(details.current),
        "cost": details.cost,
        "currency": details.currency,
    }


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.01"))


def _check_details(details: Details, owner: Organisation) -> None:
    if any(co_owner.pk == owner.pk for co_owner in details.co_owners):
        raise OwnerTwice
    for name in ("baseline", "target", "current"):
        number = getattr(details, name)
        if number is not None and not (number.is_finite() and abs(number) < LARGEST_NUMBER):
            raise NumberOutOfRange(field=name)
    if details.cost is not None and not 0 <= details.cost <= LARGEST_COST:
        raise NumberOutOfRange(field="cost")
    if len(details.currency) != 3 or not details.currency.isascii() or not details.currency.isupper():
        raise NumberOutOfRange(field="currency")


def _link(commitment: Commitment, details: Details) -> None:
    commitment.co_owners.set(details.co_owners)
    commitment.needs.set(details.needs)
    commitment.places.set(details.places or [commitment.roundtable.place])
