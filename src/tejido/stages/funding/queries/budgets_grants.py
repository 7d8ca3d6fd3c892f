"""Money that reached initiatives and may be told exactly: grants that are open, of initiatives that are."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.stages.funding.disclosure import exactly
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.models import Grant
from tejido.stages.funding.vocabulary.grants import InstalmentState


@dataclass(frozen=True)
class Given:
    """How many grants, and what was paid of them, in hundredths by currency."""

    grants: int = 0
    paid: dict[str, int] = field(default_factory=dict)


def grants_told_exactly(output: Output) -> QuerySet[Grant]:
    """Return the grants whose numbers may be told; the rest is told in bands by the pages of grants, and not here."""
    return Grant.objects.filter(exactly(output), state__in=PUBLIC)


def given_by_place(below: Q, output: Output) -> dict[str, Given]:
    """Return what was paid to initiatives by the key of their place. One query."""
    told = grants_told_exactly(output).filter(below).order_by()
    paid = Sum("instalments__paid", filter=Q(instalments__state=InstalmentState.PAID))
    rows = told.values_list("place_id", "currency").annotate(count=Count("pk", distinct=True), paid=paid)
    found: dict[str, Given] = {}
    for key, currency, count, amount in rows:
        before = found.get(key, Given())
        found[key] = Given(before.grants + count, before.paid | ({currency: amount} if amount else {}))
    return found


def given_by_calls(calls: Collection[UUID], output: Output) -> list[Grant]:
    """Return the grants of these calls that may be told exactly and with their funder, with `paid_so_far`."""
    linking = profiles_showing(Field.LINK, output)
    told = grants_told_exactly(output).filter(application__call__in=calls, funder__profile__in=linking)
    told = told.select_related("initiative", "place")
    paid = Sum("instalments__paid", filter=Q(instalments__state=InstalmentState.PAID))
    return list(told.annotate(paid_so_far=paid).order_by("title", "id"))
