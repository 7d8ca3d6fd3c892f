"""Reads of votings: what lies on the ballot, who hands out codes, who counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tejido.ground.codes.accounts import Account, accounts_of
from tejido.ground.codes.models import Holding
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field as Shows
from tejido.ground.organisations.profiles import Output, linked, profiles_showing
from tejido.ground.organisations.queries import organisations_visible_to
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.stages.funding.models import Application, Bundle, Call, Voting
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState, Decision
from tejido.stages.funding.vocabulary.voting import BundleState

ON_BALLOT = (ApplicationState.ADMITTED, ApplicationState.CHOSEN, ApplicationState.NOT_CHOSEN)


@dataclass(frozen=True)
class Held:
    """The account of one holder of codes, with the organisation; `is_named` says whether the public may know which."""

    account: Account
    organisation: Organisation | None
    is_named: bool


def calls_voted_on() -> QuerySet[Call]:
    """Return the calls whose voting anybody may read about: announced ones of funders that are shown in public."""
    told = profiles_showing(Shows.LINK, Output.PAGE)
    calls = Call.objects.filter(funder__profile__in=told, decision__in=[Decision.BALLOT, Decision.BOTH])
    return calls.exclude(state=CallState.DRAFT).select_related("funder", "place")


def on_ballot(call: Call) -> QuerySet[Application]:
    """Return what people vote on, in the order of the numbers that were drawn by lot."""
    admitted = Application.objects.filter(call=call, state__in=ON_BALLOT, number__isnull=False)
    return admitted.select_related("initiative", "place", "call").order_by("number")


def is_voting(call: Call, today: date) -> bool:
    """Say whether ballots are taken online today; both days count."""
    if call.state != CallState.VOTING or not call.takes_online or call.votes_from is None or call.votes_until is None:
        return False
    return call.votes_from <= today <= call.votes_until


def voting_is_over(call: Call, today: date) -> bool:
    """Say whether the last day of voting has passed."""
    return call.votes_until is not None and today > call.votes_until


def votings_due(today: date) -> QuerySet[Voting]:
    """Return the votings that are not closed although their last day has passed."""
    due = Voting.objects.filter(closed_on=None, call__state=CallState.VOTING, call__votes_until__lt=today)
    return due.select_related("call").order_by("pk")


def may_hold_codes(call: Call, person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations that can be asked to hand out codes: verified civil society of the call's place."""
    near = Q(places=call.place) | Q(places__parent=call.place) | Q(places__parent__parent=call.place)
    near |= Q(places=call.place.parent_id) | Q(pk__in=[name.partition(":")[2] for name in holders_of(call)])
    asked = organisations_visible_to(person).filter(near, kind=Kind.CIVIL_SOCIETY, verified_on__isnull=False)
    return asked.filter(closed_on=None).distinct().order_by("name", "id")


def held_codes(call: Call) -> list[Held]:
    """Return who hands out codes for the call, with the account of each; two queries."""
    accounts = accounts_of(call.record_name)
    ids = [account.holder.partition(":")[2] for account in accounts]
    found = {one.record_name: one for one in Organisation.objects.filter(pk__in=ids)}
    return [
        Held(account, holder := found.get(account.holder), holder is not None and may_be_named(call, holder))
        for account in accounts
    ]


def may_be_named(call: Call, holder: Organisation) -> bool:
    """Say whether the public may know that this organisation hands out codes for the call."""
    return linked(call.funder.profile, holder.profile, Output.PAGE)


def holders_of(call: Call) -> set[str]:
    """Return the names in the record of who hands out codes for the call."""
    return set(Holding.objects.filter(subject=call.record_name).values_list("holder", flat=True))


def open_bundles(voting: Voting) -> QuerySet[Bundle]:
    """Return the bundles of sheets that two people do not agree on yet."""
    return voting.bundles.exclude(state__in=[BundleState.AGREED, BundleState.LEFT_OUT])


def votings_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these votings the public record may tell of."""
    profiles = profiles_showing(Shows.EXISTENCE, Output.RECORD)
    told = Voting.objects.filter(call_id__in=ids, call__funder__profile__in=profiles)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def votings_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these votings."""
    found = Voting.objects.filter(call_id__in=ids).select_related("call")
    return {str(one.pk): (str(one.call), one.get_absolute_url()) for one in found}
