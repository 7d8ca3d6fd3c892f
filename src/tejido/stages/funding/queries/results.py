"""Reads of results: what everybody may see of them, and who recomputes them."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.people.models import Person
from tejido.stages.funding.models import Allocation, BroughtIn, Call, Scrutineer, Voting
from tejido.stages.funding.vocabulary.calls import CallState


def allocation_of(call: Call) -> Allocation | None:
    """Return the result of a call without its file of ballots, which is large."""
    found = Allocation.objects.filter(pk=call.pk).defer("ballots").first()
    if found is not None:
        found.call = call
    return found


def scrutineers_of(call: Call) -> QuerySet[Scrutineer]:
    """Return the organisations that put themselves forward and have not left, those in a seat first."""
    rows = Scrutineer.objects.filter(call=call, left_on=None).select_related("organisation")
    return rows.order_by("seat", "put_forward_on", "id")


def own_seat(call: Call, person: Person | None) -> Scrutineer | None:
    """Return the place that the person has put an organisation forward for."""
    return scrutineers_of(call).filter(person=person).first() if person else None


def counted_elsewhere(call: Call) -> BroughtIn | None:
    """Return the last file of ballots that was counted for the call; where there is one, all ballots are from it."""
    return BroughtIn.objects.filter(call=call, counted_on__isnull=False).defer("cast").order_by("-counted_on").first()


def may_bring_in(call: Call, today: date) -> str:
    """Return why no ballots of a file can be counted for the call today; empty where they can."""
    if not call.has_ballot:
        return _("Nobody votes on this call.")
    if call.state == CallState.COUNTING:
        if call.ballots.exists() and counted_elsewhere(call) is None:
            return _("Ballots were cast on this site already. Those of a file would count on top of them.")
        return ""
    over = call.votes_until is not None and call.votes_until < today
    if call.state == CallState.VOTING and not call.takes_online and over:
        begun = Voting.objects.filter(pk=call.pk).exists()
        return _("This voting was prepared on this site: type its sheets here and close it.") if begun else ""
    return _("Ballots can be brought in once the voting is over and before the result is computed.")


def allocations_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these results the public record may tell of."""
    told = profiles_showing(Field.LINK, Output.RECORD)
    rows = Allocation.objects.filter(call__in=[UUID(one) for one in ids], call__funder__profile__in=told)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def allocations_named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return title and address of these results."""
    rows = Allocation.objects.filter(call__in=[UUID(one) for one in ids]).select_related("call").only("call__title")
    return {str(one.pk): (_("Result: %(call)s") % {"call": one.call}, one.get_absolute_url()) for one in rows}
