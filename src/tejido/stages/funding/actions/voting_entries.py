"""How the actions of a voting write: the row locked, numbers of it in the public record, followers told."""

from datetime import date
from typing import Any

from django.urls import reverse

from tejido.ground.codes.accounts import accounts_of
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.recording import enter
from tejido.stages.funding import box
from tejido.stages.funding.actions.voting_refusals import AlreadyClosed, NoBallot
from tejido.stages.funding.models import Call, Voting
from tejido.stages.funding.vocabulary.calls import CallState
from tejido.stages.funding.vocabulary.voting import VotingAct

COLUMNS = ("allotted", "printed", "urns", "closed_on", "online", "on_paper", "spoiled", "slips")
"""The public columns that leaves carry."""
BEFORE_THE_END = frozenset({CallState.ANNOUNCED, CallState.OPEN, CallState.REVIEW, CallState.VOTING})


def locked_voting(call: Call) -> Voting:
    """Return the voting of a call that is prepared or goes on, locked; made with the key of its box the first time.

    Raises NoBallot, AlreadyClosed.
    """
    call = Call.objects.select_related("funder").get(pk=call.pk)
    voting = Voting.objects.select_for_update(of=("self",), no_key=True).filter(pk=call.pk).first()
    if voting is not None and voting.closed_on:
        raise AlreadyClosed
    if not call.has_ballot or call.state not in BEFORE_THE_END:
        raise NoBallot
    if voting is None:
        Voting.objects.get_or_create(pk=call.pk, defaults={"key_check": box.make_key(call.pk)})
        voting = Voting.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    voting.call = call
    return voting


def keep_counts(voting: Voting) -> None:
    """Take over how many codes are allotted and printed from their accounts."""
    accounts = accounts_of(voting.call.record_name)
    voting.allotted = sum(one.allotted for one in accounts)
    voting.printed = sum(one.printed for one in accounts)
    voting.save(update_fields=["allotted", "printed"])


def enter_state(call: Call, *, by: Organisation | Post | None, day: date) -> None:
    """Enter the state that the call came to by its voting; who follows the call hears of it."""
    enter(
        VotingAct.COUNTED_FROM,
        subject=call,
        under=call.funder.profile,
        by=by,
        day=day,
        url=reverse("voting", args=[call.pk]),
        also=[call.place],
        state=call.state,
    )


def enter_act(
    act: VotingAct,
    voting: Voting,
    *,
    by: Organisation | Post | None,
    day: date,
    text: str = "",
    **more: Any,
) -> None:
    """Enter an act of the voting under the profile of the funder."""
    enter(act, subject=voting, under=voting.call.funder.profile, by=by, day=day, text=text, **more)
