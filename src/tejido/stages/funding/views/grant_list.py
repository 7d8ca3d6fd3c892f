"""The list of grants, and what they came to by place and cause."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import label_of
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.places.search import find_key
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Column, Entry, Filter, Listing, Sort, in_list, respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.funding import grant_words
from tejido.stages.funding.disclosure import Amount
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.models import Grant
from tejido.stages.funding.queries import grant_totals, grants
from tejido.stages.funding.queries.published_grants import PublishedGrant, publish, with_parts
from tejido.stages.funding.vocabulary.grants import GrantState
from tejido.stages.initiatives.queries.places import below

Rows = QuerySet[Grant]
YEAR = "told_day__year"
STATES = [(value, words) for value, words in GrantState.choices if value in PUBLIC]


def grant_list(request: Request) -> HttpResponseBase:
    """Show the grants that anybody may read of, whoever asks: what one sees of one's own stands on its page."""
    today, wanted = localdate(request.now), request.GET.get(FORMAT)
    output = Output.FEED if wanted == "atom" else Output.EXPORT if wanted else Output.LIST
    rows = with_parts(grants.grants_shown(output, today))
    mine = grants.own_grants(request.person).exists() if request.person else False
    return respond(request, LISTING, rows, template="funding/grant_list.html", extra={"today": today, "mine": mine})


def own(request: Request) -> HttpResponse:
    """Show the grants of one's own sides, with what is next in each."""
    rows = grants.own_grants(request.person) if request.person else Grant.objects.none()
    listed = [(it, grant_words.next_step(it)) for it in rows.prefetch_related("instalments", "reports")]
    return render(request, "funding/grant_own.html", {"rows": listed, "today": localdate(request.now)})


@dataclass(frozen=True)
class CauseLine:
    """What was paid for a cause, as it may be told."""

    cause: str
    amounts: Sequence[Amount]


def sums(request: Request, key: str = "00") -> HttpResponse:
    """Show what grants came to in a place, by cause and by the places in it."""
    place = get_object_or_404(Place.objects.defer("figures"), pk=key)
    today = localdate(request.now)
    rows = grant_totals.grants_of_place(place, Output.PAGE, today)
    totals = grant_totals.totals(rows)
    lines = [CauseLine(cause, list(of.values())) for cause, of in sorted(totals.by_cause.items())]
    context = {
        "place": place,
        "totals": totals,
        "lines": lines,
        "places": _by_place(place, rows),
        "protected": grant_totals.protected_totals(place, today),
        "today": today,
    }
    return render(request, "funding/grant_sums.html", context)


def of_funder(request: Request, pk: UUID) -> HttpResponse:
    """Show what the money of a funder did: of grants whose two sides are open."""
    today = localdate(request.now)
    funder = get_object_or_404(Organisation.objects.filter(pk__in=grants.funders_told(Output.PAGE)), pk=pk)
    rows = grant_totals.grants_of_funder(funder, Output.PAGE, today)
    context = {"funder": funder, "rows": rows, "totals": grant_totals.totals(rows), "today": today}
    return render(request, "funding/grant_funder.html", context)


def _by_place(place: Place, rows: Sequence[PublishedGrant]) -> list[tuple[Place, Sequence[Amount]]]:
    if place.parent_id is not None and len(place.pk) > 2:
        return []
    found: dict[str, tuple[Place, list[PublishedGrant]]] = {}
    for row in rows:
        found.setdefault(row.place.pk, (row.place, []))[1].append(row)
    summed = [(its, grant_totals.totals(of).amounts) for its, of in found.values()]
    return sorted(summed, key=lambda pair: pair[0].full_name)


def _place(rows: Rows, text: str) -> Rows:
    place = Place.objects.filter(pk=find_key(text)[0]).first()
    return rows.filter(below(place)) if place else rows


def _place_label(text: str) -> str | None:
    found = find_key(text)
    return label_of(found[0]) if found else None


def _state(rows: Rows, value: str) -> Rows:
    return grants.in_state(rows, value, Output.LIST)


def _funder(rows: Rows, value: str) -> Rows:
    return grants.given_by(rows, UUID(value), Output.LIST)


def _funders() -> Sequence[tuple[str, str]]:
    found = Organisation.objects.filter(pk__in=grants.funders_told(Output.LIST))
    return [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]


def _years() -> Sequence[tuple[str, str]]:
    rows = grants.grants_shown(Output.LIST, localdate()).order_by()
    found = set(rows.annotate(its_year=ExtractYear("told_day")).values_list("its_year", flat=True))
    return [(str(year), str(year)) for year in sorted(found, reverse=True)]


def _initiative(rows: Rows, value: str) -> Rows:
    return rows.filter(initiative=UUID(value))


def _initiative_label(value: str) -> str | None:
    return grants.initiative_named(value, localdate())


def told(it: Grant, output: Output) -> PublishedGrant:
    """Return a row as others read it."""
    found = publish(it, output, localdate())
    assert found is not None  # the query asks the same question
    return found


def _column(read: Callable[[PublishedGrant], Any]) -> Callable[[Grant], Any]:
    return lambda it: read(told(it, Output.EXPORT))


def _entry(it: Grant) -> Entry:
    row = told(it, Output.FEED)
    return Entry(row.title, row.url, _known_since(row), grant_words.in_short(row))


def _known_since(row: PublishedGrant) -> date:
    return row.since


def _least(amount: Amount | None) -> str:
    return "" if amount is None else f"{amount.least / 100:.2f}"


def _most(amount: Amount | None) -> str:
    return "" if amount is None or amount.most is None else f"{amount.most / 100:.2f}"


LISTING = Listing[Grant](
    title=_("Grants"),
    count=lambda n: ngettext("%(n)s grant", "%(n)s grants", n) % {"n": number_format(n)},
    search=["searchable"],
    filters=[
        Filter(
            "lugar",
            _("Place"),
            [],
            _place,
            label_of=_place_label,
            help=_("A municipality, with its state where several have the name, or a state."),
        ),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Filter("quien", _("Who gives the money"), _funders, _funder),
        Filter("iniciativa", _("Initiative"), [], _initiative, label_of=_initiative_label),
        Filter("anio", _("Year"), _years, lambda rows, value: rows.filter(**{YEAR: int(value)})),
        Filter("estado", _("State"), STATES, _state),
    ],
    sorts=[
        Sort("nuevos", _("Newest"), ("-told_day", "id")),
        Sort("nombre", _("By name"), ("searchable", "id")),
    ],
    columns=[
        Column(_("What the money is for"), _column(lambda it: it.title)),
        Column(_("Initiative"), _column(lambda it: it.initiative.title)),
        Column(_("Who gives the money"), _column(lambda it: it.funder.name if it.funder else "")),
        Column(_("Place"), _column(lambda it: it.place.full_name)),
        Column(_("Causes"), _column(lambda it: "; ".join(str(Cause(cause).label) for cause in it.causes))),
        Column(_("Currency"), _column(lambda it: it.currency)),
        Column(_("Agreed"), _column(lambda it: _least(it.agreed))),
        Column(_("Paid, at least"), _column(lambda it: _least(it.paid))),
        Column(_("Paid, at most"), _column(lambda it: _most(it.paid))),
        Column(_("State"), _column(lambda it: str(GrantState(it.state).label) if it.state else "")),
        Column(_("Agreed on"), _column(lambda it: it.agreed_on)),
        Column(_("Quarters of the payments"), _column(lambda it: "; ".join(str(p.quarter) for p in it.payments))),
        Column(_("Address"), _column(lambda it: it.url)),
    ],
    entry=_entry,
    newest=("-told_day", "id"),
    file_name="apoyos",
    empty=_("Here will be what money reached which initiative, for what, and what came of it."),
    begin=_("A grant follows from a call, or is agreed between a funder and an initiative."),
)
