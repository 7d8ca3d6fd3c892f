"""How the actions on commitments write: one row locked, one entry in the record, no more than the profile allows.

A leaf carries columns of the commitment as they stand after the act (tejido.ground.ledger.audit). The actor is the
organisation or the post that acts; for the staff of a roundtable it is the organisation that hosts the secretariat, and
the site itself where there is none (docs/decisions/0011).
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.actions import tell
from tejido.ground.notices.causes import followed_causes
from tejido.ground.organisations import recording
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.stages.roundtables.actions.refusals import TextMissing, WrongState
from tejido.stages.roundtables.disclosure import may_be_named, profile_of
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.transitions import Move, Who, after
from tejido.stages.roundtables.vocabulary import CommitmentAct

Actor = Organisation | Post | None

DATES = frozenset({"first_due_on", "due_on"})
LINKS = frozenset({"places", "needs", "co_owners"})
NUMBERS = frozenset({"progress", "baseline", "target", "current", "cost"})
BESIDE = frozenset({CommitmentAct.SOURCE, CommitmentAct.INDICATOR})
"""Acts that come with another one, of which followers hear."""
COLUMNS = (
    "roundtable",
    "meeting",
    "number",
    "owner",
    "owner_post",
    "state",
    "made_on",
    "first_due_on",
    "due_on",
    "postponed",
    "late_since",
    "times_late",
    "progress",
    "done_on",
    "reopened",
    "broken_on",
    "closed_on",
    "carried_over",
    "carried_to",
    "recorded_on",
    "answer_by",
    "unconfirmed_since",
    "causes",
    "unit",
    "baseline",
    "target",
    "current",
    "cost",
    "currency",
    "places",
    "needs",
    "co_owners",
)
"""The public columns that follow from the record; the texts are covered by the acts in `TEXTS`."""
TEXTS = {
    "text": (
        CommitmentAct.MADE,
        CommitmentAct.RECORDED,
        CommitmentAct.SHOWN,
        CommitmentAct.REWORDED,
        CommitmentAct.CHANGE_ADOPTED,
    ),
    "indicator": (CommitmentAct.INDICATOR,),
}
LONGEST_TEXT = 2000


def locked(commitment: Commitment) -> Commitment:
    """Return the commitment as it stands now, kept from others until the transaction ends."""
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related(
        "roundtable__place", "roundtable__secretariat", "owner", "owner_post", "meeting__group"
    ).get(pk=commitment.pk)


def next_state(commitment: Commitment, move: Move) -> str:
    """Return the state after the move. Raises WrongState where it is impossible."""
    then = after(commitment.state, move)
    if then is None:
        raise WrongState(commitment)
    return then


def saved(commitment: Commitment, **changes: Any) -> Commitment:
    """Set columns, count the save, and write the row."""
    for name, value in changes.items():
        setattr(commitment, name, value)
    commitment.version += 1
    commitment.save()
    return commitment


def said(text: str, field: str, *, at_least: int = 3) -> str:
    """Return what somebody typed without blanks at the ends. Raises TextMissing where it says nothing."""
    kept = " ".join(text.replace("\x00", " ").split(" ")).strip()[:LONGEST_TEXT]
    if len(kept) < at_least:
        raise TextMissing(field=field)
    return kept


def day_of(now: datetime) -> date:
    """Return the day on which the act happens, where the site is."""
    return timezone.localdate(now)


def owner_of(commitment: Commitment) -> Organisation | Post:
    """Return the owner as the record names it: the post of an institution, the organisation otherwise."""
    return commitment.owner_post or commitment.owner


def staff_of(roundtable: Roundtable) -> Actor:
    """Return the organisation that stands in the record for those who run the roundtable."""
    return roundtable.secretariat


def actor_of(commitment: Commitment, who: Who) -> Actor:
    """Return the owner where it acts itself, and the secretariat where the staff does."""
    return owner_of(commitment) if who is Who.OWNER else staff_of(commitment.roundtable)


def enter(
    act: CommitmentAct,
    commitment: Commitment,
    *,
    by: Actor,
    now: datetime,
    text: str = "",
    columns: Sequence[str] = (),
    **more: Any,
) -> None:
    """Append an act on a commitment with `columns` as they stand; nothing where the roundtable is protected."""
    profile = profile_of(commitment)
    fields = {name: _value(commitment, name, profile) for name in columns}
    if DATES & fields.keys():
        fields["due_seal"] = commitment.due_seal
    day = day_of(now)
    recording.enter(act, subject=commitment, under=profile, by=by, day=day, text=text, **fields, **more)
    if act not in BESIDE and shown(profile, Field.UPDATE, Output.FEED) is Shown.FULL:
        transaction.on_commit(partial(tell_followers, act, commitment, day))


def tell_followers(act: str, commitment: Commitment, day: date) -> None:
    """Let followers of the commitment, its roundtable, its places, its causes and its owner hear of it."""
    also: list[Recorded] = [commitment.roundtable, *commitment.places.only("pk")]
    also += followed_causes(commitment.causes)
    if may_be_named(commitment.owner, beside=profile_of(commitment), output=Output.FEED):
        also.append(commitment.owner)
    tell(act, subject=commitment, also=also, day=day, url=commitment.get_absolute_url())


def note(commitment: Commitment, text: str) -> str:
    """Return what the record says of an update: nothing where the profile tells updates only later."""
    at_once = shown(profile_of(commitment), Field.UPDATE, Output.RECORD) is Shown.FULL
    return text if at_once else ""


def enter_whole(act: CommitmentAct, commitment: Commitment, *, by: Actor, now: datetime) -> None:
    """Append an act with every public column: when a commitment is made, and when it comes to be shown."""
    enter(act, commitment, by=by, now=now, text=commitment.text, columns=COLUMNS)
    if commitment.indicator:
        enter(CommitmentAct.INDICATOR, commitment, by=by, now=now, text=commitment.indicator)
    if commitment.recorded_source:
        enter(CommitmentAct.SOURCE, commitment, by=by, now=now, text=commitment.recorded_source)


def _value(commitment: Commitment, name: str, profile: str) -> Any:
    field = Field.COMING_DATE if name in DATES else Field.NUMBER if name in NUMBERS else Field.TEXT
    if shown(profile, field, Output.RECORD) is not Shown.FULL:
        return WITHHELD
    if name in LINKS:
        return _links(commitment, name, profile)
    value = getattr(commitment, name)
    if name == "owner" and not may_be_named(value, beside=profile, output=Output.RECORD):
        return WITHHELD
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return sorted(value) if isinstance(value, list) else value


def _links(commitment: Commitment, name: str, profile: str) -> Any:
    """Return the keys of what the commitment is linked to; withheld where one of them may not be named beside it."""
    if name == "places":
        return sorted(commitment.places.values_list("pk", flat=True))
    if name == "co_owners":
        co_owners = list(commitment.co_owners.all())
        told = all(may_be_named(it, beside=profile, output=Output.RECORD) for it in co_owners)
        return sorted(str(it.pk) for it in co_owners) if told else WITHHELD
    needs = list(commitment.needs.select_related("initiative"))
    told = all(shown(it.initiative.profile, Field.EXISTENCE, Output.RECORD) is Shown.FULL for it in needs)
    return sorted(str(it.pk) for it in needs) if told else WITHHELD
