"""Sheets of paper: urns are announced, two people type all sheets of a bundle apart, differences get a third look.

The sheets bear no code. The slips of those who voted on paper come out of another urn and are used up here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate

from tejido.ground.codes import spending
from tejido.ground.codes.vocabulary import CodeState
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, action, sealed_action
from tejido.stages.funding.actions.voting_entries import enter_act, locked_voting
from tejido.stages.funding.actions.voting_refusals import (
    NotOver,
    OtherPersonNeeded,
    ReasonMissing,
    SizeMissing,
    TextMissing,
    TooLateForAnUrn,
    TypedAlready,
    WrongMoment,
)
from tejido.stages.funding.choices import Choices
from tejido.stages.funding.models import Bundle, Call, Sheet, Voting
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.vocabulary.voting import BundleState, VotingAct

MOST_SHEETS = 100
Typed = Choices | None
"""What one sheet says; None where it cannot be counted."""


@action
def announce_urn(call: Call, *, urn: str, by: Person, now: datetime) -> Bundle:
    """Announce an urn, `urn` says where: what comes out of urns that nobody knew of is not counted.

    Who runs the call may, and members of who hands out codes. Raises NotAllowed, TextMissing, TooLateForAnUrn.
    """
    announcer = policies.check_announces_urns(by, call)
    voting = locked_voting(call)
    if not urn.strip():
        raise TextMissing
    if queries.voting_is_over(voting.call, localdate(now)):
        raise TooLateForAnUrn
    voting.urns += 1
    voting.save(update_fields=["urns"])
    enter_act(VotingAct.URN_ANNOUNCED, voting, by=announcer, day=localdate(now), urns=voting.urns)
    return Bundle.objects.create(voting=voting, urn=urn.strip(), number=voting.bundles.count() + 1)


@sealed_action
def begin_bundle(bundle: Bundle, *, size: int, by: Person, now: datetime) -> Bundle:
    """Say how many sheets of an urn are tied together, and begin to type them as the first of two.

    Members of who hands out codes may, once the last day has passed. Raises NotAllowed, NotOver, SizeMissing,
    WrongMoment.
    """
    policies.check_counts(by, bundle.voting.call)
    bundle = _locked(bundle)
    if not queries.voting_is_over(bundle.voting.call, localdate(now)):
        raise NotOver
    if bundle.state != BundleState.WAITING:
        raise WrongMoment
    if not 1 <= size <= MOST_SHEETS:
        raise SizeMissing
    bundle.size, bundle.state, bundle.first = size, BundleState.TYPING, by
    bundle.save()
    Sheet.objects.bulk_create([Sheet(bundle=bundle, number=number) for number in range(1, size + 1)])
    return bundle


@sealed_action
def add_bundle(bundle: Bundle, *, by: Person, now: datetime) -> Bundle:  # noqa: ARG001  as all actions
    """Add another bundle of the same urn, where there are more than a hundred sheets. As `begin_bundle`."""
    policies.check_counts(by, bundle.voting.call)
    bundle = _locked(bundle)
    if bundle.state == BundleState.WAITING:
        raise WrongMoment
    return Bundle.objects.create(voting=bundle.voting, urn=bundle.urn, number=bundle.voting.bundles.count() + 1)


@sealed_action
def type_sheets(bundle: Bundle, *, typed: Mapping[int, Typed], by: Person, now: datetime) -> Bundle:  # noqa: ARG001
    """Keep what one of the two typed of some sheets; the second is whoever comes after the first.

    Once both typed all, what they agree on counts; where they differ a third look is needed. Raises NotAllowed,
    WrongMoment, TypedAlready.
    """
    policies.check_counts(by, bundle.voting.call)
    bundle = _locked(bundle)
    if bundle.state != BundleState.TYPING:
        raise WrongMoment
    side = _side(bundle, by)
    sheets = list(bundle.sheets.all())
    for sheet in sheets:
        if sheet.number in typed:
            setattr(sheet, side, _kept(typed[sheet.number]))
    setattr(bundle, f"{side}_done", all(getattr(sheet, side) is not None for sheet in sheets))
    if bundle.first_done and bundle.second_done:
        for sheet in sheets:
            sheet.agreed = sheet.first if sheet.first == sheet.second else None
        bundle.differing = sum(sheet.agreed is None for sheet in sheets)
    for sheet in sheets:  # not bulk_update, which writes the null of JSON where nothing was typed
        sheet.save(update_fields=[side, "agreed"])
    return _settled(bundle)


@sealed_action
def propose_reading(sheet: Sheet, *, reading: Typed, by: Person, now: datetime) -> Sheet:  # noqa: ARG001  as all actions
    """Propose what a sheet says on which the two differ, after looking at it together; the other one has to agree.

    Raises NotAllowed, WrongMoment.
    """
    _bundle, sheet, side = _differing(sheet, by)
    sheet.third, sheet.proposed_by_first = _kept(reading), side == "first"
    sheet.save(update_fields=["third", "proposed_by_first"])
    return sheet


@sealed_action
def agree_reading(sheet: Sheet, *, by: Person, now: datetime) -> Sheet:  # noqa: ARG001  as all actions
    """Agree to what the other one proposes that a sheet says. Raises NotAllowed, WrongMoment, OtherPersonNeeded."""
    bundle, sheet, side = _differing(sheet, by)
    if sheet.third is None:
        raise WrongMoment
    if sheet.proposed_by_first == (side == "first"):
        raise OtherPersonNeeded
    sheet.agreed = sheet.third
    sheet.save(update_fields=["agreed"])
    _settled(bundle)
    return sheet


@sealed_action
def take_slips(call: Call, *, codes: Sequence[str], by: Person, now: datetime) -> tuple[int, int]:  # noqa: ARG001
    """Use up the codes of slips that came out of the urn for slips; return how many counted and how many did not.

    What does not count was never drawn, came back, or was used online: the difference is published. Members of who
    hands out codes may. Raises NotAllowed.
    """
    policies.check_counts(by, call)
    voting = locked_voting(call)
    taken = spending.spend_all(codes, subject=call.record_name, state=CodeState.AT_URN)
    refused = len(codes) - taken
    Voting.objects.filter(pk=voting.pk).update(slips_refused=F("slips_refused") + refused)
    return taken, refused


@action
def leave_out_bundle(bundle: Bundle, *, reason: str, by: Person, now: datetime) -> Bundle:
    """Leave the sheets of a bundle out of the count, with a reason that everybody reads. Who runs the call may.

    Raises NotAllowed, ReasonMissing, WrongMoment.
    """
    funder = policies.check_runs(by, bundle.voting.call)
    bundle = _locked(bundle)
    if bundle.state not in {BundleState.WAITING, BundleState.TYPING}:
        raise WrongMoment
    if not reason.strip():
        raise ReasonMissing
    bundle.state, bundle.reason = BundleState.LEFT_OUT, reason.strip()
    bundle.save(update_fields=["state", "reason"])
    enter_act(VotingAct.BUNDLE_LEFT_OUT, bundle.voting, by=funder, day=localdate(now), text=bundle.reason)
    return bundle


def _locked(bundle: Bundle) -> Bundle:
    """Return the row with its voting, both locked. Raises AlreadyClosed."""
    voting = locked_voting(bundle.voting.call)
    row = Bundle.objects.select_for_update(of=("self",), no_key=True).get(pk=bundle.pk)
    row.voting = voting
    return row


def _side(bundle: Bundle, by: Person) -> str:
    """Return on which side the person types, who becomes the second where there is none yet."""
    side = policies.side_of(by, bundle)
    if not side and bundle.second_id is None:
        bundle.second, side = by, "second"
    if not side or getattr(bundle, f"{side}_done"):
        raise TypedAlready
    return side


def _differing(sheet: Sheet, by: Person) -> tuple[Bundle, Sheet, str]:
    """Return a sheet on which two differ, with its bundle and the side of the person, who is one of them."""
    policies.check_counts(by, sheet.bundle.voting.call)
    bundle = _locked(sheet.bundle)
    side = policies.side_of(by, bundle)
    if not side:
        raise NotAllowed
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if bundle.differing is None or sheet.agreed is not None or bundle.state != BundleState.TYPING:
        raise WrongMoment
    return bundle, sheet, side


def _settled(bundle: Bundle) -> Bundle:
    """Save the bundle; once every sheet is agreed on, it counts."""
    if bundle.first_done and bundle.second_done and not bundle.sheets.filter(agreed__isnull=True).exists():
        bundle.state = BundleState.AGREED
        bundle.counted = sum(bool(one) for one in bundle.sheets.values_list("agreed", flat=True))
    bundle.save()
    return bundle


def _kept(typed: Typed) -> dict[str, Choices]:
    return {} if typed is None else {"choices": typed}
