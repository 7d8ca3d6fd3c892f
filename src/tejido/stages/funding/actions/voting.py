"""Casting a ballot with a code, shuffling what lies in the box, and closing it: nobody can tell who cast which.

docs/decisions/0024 says what this keeps apart, and from whom.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from random import SystemRandom

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.codes import closing, spending
from tejido.ground.ledger.wiping import wipe_soon
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.people.models import Person
from tejido.ground.vault.durability import lasts
from tejido.ground.web.acting import action, sealed_action
from tejido.stages.funding import box
from tejido.stages.funding.actions.voting_entries import enter_act, enter_state, locked_voting
from tejido.stages.funding.actions.voting_refusals import (
    AlreadyClosed,
    BadBallot,
    BoxIsShut,
    BundlesOpen,
    CodeDoesNotCount,
    NotOver,
    NotVotingNow,
    UrnMissing,
)
from tejido.stages.funding.choices import BadChoices, Choices, read, rules_of
from tejido.stages.funding.models import Bundle, Call, CastBallot, SetAside, Sheet, Shuffled, Voting
from tejido.stages.funding.models.ballot import random_key
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.vocabulary.calls import CallState
from tejido.stages.funding.vocabulary.voting import BundleState, VotingAct

TOGETHER = 20
"""How many ballots have to wait before they are shuffled: whoever compares two copies can narrow it down to these."""


@lasts
@sealed_action
def cast_ballot(call: Call, *, code: str, given: Mapping[int, int], now: datetime) -> None:
    """Put a ballot into the box and use up its code: both or neither. The code is the only right to it.

    `given` maps numbers on the ballot to ranks or points (1 for a mark); none is a blank ballot. Nothing is kept of who
    asked, nor of when. Raises NotVotingNow, BadBallot, CodeDoesNotCount, BoxIsShut; the code is good as before then.
    """
    call = Call.objects.get(pk=call.pk)
    if not queries.is_voting(call, localdate(now)):
        raise NotVotingNow
    try:
        choices = read(rules_of(call), given)
    except BadChoices as problem:
        raise BadBallot(problem.message) from problem
    voting = Voting.objects.filter(pk=call.pk).first()
    if voting is None or not spending.spend(code, subject=call.record_name):
        raise CodeDoesNotCount
    try:
        key = box.key_of(voting.pk, voting.key_check)
    except box.KeyIsMissing:
        raise BoxIsShut from None
    row = SetAside(voting=voting)
    row.sealed = box.seal(key, [choices], row=row.pk)
    row.save(force_insert=True)


@lasts
@sealed_action
def shuffle_box(voting: Voting, *, now: datetime) -> int:  # noqa: ARG001  every write knows its moment
    """Shuffle the ballots that wait in the box into one sealed lot, once there are enough; return how many.

    The rows of codes are written anew as well: order and transaction numbers of both tell nothing afterwards.
    """
    voting = Voting.objects.select_for_update(of=("self",), no_key=True).select_related("call").get(pk=voting.pk)
    waiting = list(voting.waiting.select_for_update(of=("self",)).order_by("pk"))
    if voting.closed_on or len(waiting) < TOGETHER:
        return 0
    key = box.key_of(voting.pk, voting.key_check)
    ballots = [choices for row in waiting for choices in box.open_sealed(key, row.sealed, row=row.pk)]
    SystemRandom().shuffle(ballots)
    lot = Shuffled(voting=voting, ballots=len(ballots))
    lot.sealed = box.seal(key, ballots, row=lot.pk)
    lot.save(force_insert=True)
    SetAside.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    spending.forget_order(voting.call.record_name)
    transaction.on_commit(wipe_soon)
    return len(ballots)


def shuffle_boxes(*, now: datetime) -> int:
    """Shuffle what waits in every box, each in a transaction of its own; return how many ballots. The clock does."""
    shuffled = 0
    for voting in Voting.objects.filter(closed_on=None).order_by("pk"):
        with suppress(box.KeyIsMissing):  # nothing is lost: it waits until the host puts the key back
            shuffled += shuffle_box(voting, now=now)
    return shuffled


@lasts
@action
def close_ballot(call: Call, *, by: Person, now: datetime) -> Voting:
    """Close the voting once its last day has passed and all sheets are agreed on. Whoever runs the call may.

    The box is emptied, all ballots are written in the order of random keys, the codes are counted by holder and
    deleted, the key of the box is destroyed. Raises NotAllowed, AlreadyClosed, NotOver, BundlesOpen, UrnMissing,
    BoxIsShut.
    """
    return _closed(call, by=policies.check_runs(by, call), now=now)


def close_due(*, now: datetime) -> int:
    """Close what is due and waits for nobody, each in a transaction of its own; return how many. The clock does."""
    closed = 0
    for voting in queries.votings_due(localdate(now)):
        try:
            close_by_clock(voting, now=now)
        except (BundlesOpen, UrnMissing, AlreadyClosed, BoxIsShut):
            continue  # somebody has to finish the sheets, or did; or to put the key back
        closed += 1
    return closed


@lasts
@action
def close_by_clock(voting: Voting, *, now: datetime) -> Voting:
    """Close one voting as `close_ballot` does; no person asks."""
    return _closed(voting.call, by=None, now=now)


@lasts
@action
def drop_box(voting: Voting, *, now: datetime) -> Voting:
    """Destroy, unopened, what people cast on a call that was cancelled, with its codes and sheets. The clock does."""
    voting = Voting.objects.select_for_update(of=("self",)).select_related("call__funder").get(pk=voting.pk)
    if voting.closed_on or voting.call.state != CallState.CANCELLED:
        raise AlreadyClosed
    closing.hold_still(voting.call.record_name)
    closing.close(voting.call.record_name)
    _empty(voting)
    voting.closed_on, voting.online, voting.on_paper, voting.spoiled, voting.slips = localdate(now), 0, 0, 0, 0
    voting.save()
    columns = {name: getattr(voting, name) for name in ("closed_on", "online", "on_paper", "spoiled", "slips")}
    enter_act(VotingAct.DROPPED, voting, by=None, day=localdate(now), **columns)
    transaction.on_commit(partial(box.destroy_key, voting.pk))
    transaction.on_commit(wipe_soon)
    return voting


def drop_cancelled(*, now: datetime) -> int:
    """Destroy the boxes of calls that were cancelled, each in a transaction of its own; return how many."""
    cancelled = list(Voting.objects.filter(closed_on=None, call__state=CallState.CANCELLED))
    return len([drop_box(voting, now=now) for voting in cancelled])


@sealed_action
def destroy_old_keys(*, now: datetime) -> int:  # noqa: ARG001  every write knows its moment
    """Destroy keys of boxes that were closed, where the site stopped between the two; return how many."""
    closed = Voting.objects.filter(pk__in=box.existing(), closed_on__isnull=False).values_list("pk", flat=True)
    return sum(box.destroy_key(pk) for pk in closed)


def _closed(call: Call, *, by: Organisation | Post | None, now: datetime) -> Voting:
    call = Call.objects.select_for_update(of=("self",)).select_related("funder", "place").get(pk=call.pk)
    voting = locked_voting(call)
    today = localdate(now)
    if call.state != CallState.VOTING or not queries.voting_is_over(call, today):
        raise NotOver
    if queries.open_bundles(voting).exists():
        raise BundlesOpen
    if not call.takes_online and not voting.bundles.filter(state=BundleState.AGREED).exists():
        raise UrnMissing
    closing.hold_still(call.record_name)
    online, on_paper = _in_the_box(voting), _on_sheets(voting)
    _write(call, online, on_paper)
    _count(voting, len(online), len(on_paper), today)
    _empty(voting)
    call.state, call.state_since = CallState.COUNTING, today
    call.version += 1
    call.save(update_fields=["state", "state_since", "version"])
    columns = {name: getattr(voting, name) for name in ("closed_on", "online", "on_paper", "spoiled", "slips")}
    enter_act(VotingAct.CLOSED, voting, by=by, day=today, text=voting.account, **columns)
    enter_state(call, by=by, day=today)
    transaction.on_commit(partial(box.destroy_key, voting.pk))
    transaction.on_commit(wipe_soon)
    return voting


def _in_the_box(voting: Voting) -> list[Choices]:
    try:
        key = box.key_of(voting.pk, voting.key_check)
        rows: list[SetAside | Shuffled] = [*voting.waiting.all(), *voting.shuffled.all()]
        return [choices for row in rows for choices in box.open_sealed(key, row.sealed, row=row.pk)]
    except box.KeyIsMissing:
        raise BoxIsShut from None


def _on_sheets(voting: Voting) -> list[Choices]:
    agreed = Sheet.objects.filter(bundle__voting=voting, bundle__state=BundleState.AGREED)
    return [one["choices"] for one in agreed.values_list("agreed", flat=True) if one]


def _write(call: Call, online: list[Choices], on_paper: list[Choices]) -> None:
    """Write all ballots in the order of random keys, in one transaction: neither order nor numbers of rows tell."""
    rows = [CastBallot(id=random_key(), call=call, choices=choices) for choices in online]
    rows += [CastBallot(id=random_key(), call=call, choices=choices, on_paper=True) for choices in on_paper]
    CastBallot.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=500)


def _count(voting: Voting, online: int, on_paper: int, today: date) -> None:
    sheets = Sheet.objects.filter(bundle__voting=voting, bundle__state=BundleState.AGREED)
    voting.spoiled = sheets.count() - on_paper
    closing.close(voting.call.record_name)
    held = queries.held_codes(voting.call)
    voting.slips = sum(one.account.at_urn or 0 for one in held)
    voting.online, voting.on_paper, voting.closed_on = online, on_paper, today
    with translation.override(settings.LANGUAGE_CODE):
        voting.account = "\n".join(_account_line(one) for one in held)
    voting.save()


def _account_line(held: queries.Held) -> str:
    one = held.account
    name = held.organisation.name if held.organisation and held.is_named else _("An organisation that is not named")
    words = _(
        "%(name)s: printed %(printed)d, handed out %(handed_out)d, returned %(returned)d, used %(used)d "
        "(%(at_urn)d of them at an urn), more than handed out %(unaccounted)d"
    )
    return words % {
        "name": name,
        "printed": one.printed,
        "handed_out": one.handed_out,
        "returned": one.returned,
        "used": one.used or 0,
        "at_urn": one.at_urn or 0,
        "unaccounted": one.unaccounted or 0,
    }


def _empty(voting: Voting) -> None:
    """Delete the box, the sheets as they were typed, and who typed them."""
    voting.waiting.all().delete()
    voting.shuffled.all().delete()
    Sheet.objects.filter(bundle__voting=voting).delete()
    Bundle.objects.filter(voting=voting).update(first=None, second=None)
