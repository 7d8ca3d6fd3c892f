"""The list of calls: for what, for whom, until when, and how they are decided."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.places import label_of
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.places.search import find_key
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal, respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.funding.models import Call
from tejido.stages.funding.money import written
from tejido.stages.funding.queries import calls as queries
from tejido.stages.funding.vocabulary.calls import CallState, Decision

Rows = QuerySet[Call]
NOW = (("abierta", _("Takes applications now")), ("vota", _("Is voted on now")), ("pronto", _("Opens soon")))
STATES = [(value, words) for value, words in CallState.choices if value != CallState.DRAFT]


def calls(request: Request) -> HttpResponseBase:
    """Show the calls; feeds and files hold what anybody may see, whoever asks."""
    if request.GET.get(FORMAT):
        rows = queries.calls_shown(Output.FEED if request.GET[FORMAT] == "atom" else Output.EXPORT)
    else:
        rows = queries.calls_visible_to(request.person)
    extra = {"today": localdate(request.now), "may_draft": queries.funders_of(request.person).exists()}
    return respond(request, LISTING, rows, template="funding/call_list.html", extra=extra)


def _now(rows: Rows, value: str) -> Rows:
    today = localdate()
    if value == "abierta":
        return rows.filter(state=CallState.OPEN, opens_on__lte=today, closes_on__gte=today)
    return rows.filter(state=CallState.VOTING if value == "vota" else CallState.ANNOUNCED)


def _cause(rows: Rows, value: str) -> Rows:
    """Those for this cause, and those for all."""
    return rows.filter(Q(causes=[]) | Q(causes__icontains=f'"{value}"'))


def _place(rows: Rows, text: str) -> Rows:
    place = Place.objects.filter(pk=find_key(text)[0]).first()
    return queries.for_place(rows, place) if place else rows


def _place_label(text: str) -> str | None:
    found = find_key(text)
    return label_of(found[0]) if found else None


def _funder_label(value: str) -> str | None:
    try:
        row = queries.calls_shown(Output.LIST).filter(funder=UUID(value)).first()
    except ValueError:
        return None
    return row.funder.name if row else None


def _funders() -> Sequence[tuple[str, str]]:
    rows = queries.calls_shown(Output.LIST).order_by("funder__name").values_list("funder", "funder__name").distinct()
    return [(str(pk), name) for pk, name in rows]


def _entry(it: Call) -> Entry:
    summary = f"{it.funder.name}: {written(it.total, it.currency)}"
    return Entry(it.title, it.get_absolute_url(), it.announced_on or it.drafted_on, summary)


LISTING = Listing[Call](
    title=_("Calls"),
    count=lambda n: ngettext("%(n)s call", "%(n)s calls", n) % {"n": number_format(n)},
    search=["searchable"],
    filters=[
        Filter("ahora", _("Now"), NOW, _now),
        Filter("estado", _("State"), STATES, equal("state")),
        Filter("causa", _("Cause"), Cause.choices, _cause),
        Filter(
            "lugar",
            _("Place"),
            [],
            _place,
            label_of=_place_label,
            help=_("A municipality, with its state where several have the name, or a state."),
        ),
        Filter("quien", _("Who gives the money"), _funders, equal("funder"), label_of=_funder_label),
        Between("cierra", _("Closes"), "closes_on"),
    ],
    sorts=[
        Sort("nuevas", _("Newest"), ("-opens_on", "id")),
        Sort("cierra", _("Closes first"), ("closes_on", "id")),
        Sort("monto", _("Most money"), ("-total", "id")),
    ],
    columns=[
        Column(_("Title"), lambda it: it.title),
        Column(_("Who gives the money"), lambda it: it.funder.name),
        Column(_("Place"), lambda it: "; ".join(place.full_name for place in it.places.all()) or it.place.full_name),
        Column(_("Causes"), lambda it: "; ".join(str(Cause(cause).label) for cause in it.causes)),
        Column(_("In all"), lambda it: written(it.total, it.currency)),
        Column(_("State"), lambda it: it.get_state_display()),
        Column(_("How it is decided"), lambda it: str(Decision(it.decision).label)),
        Column(_("Opens on"), lambda it: it.opens_on),
        Column(_("Closes on"), lambda it: it.closes_on),
        Column(_("Voting from"), lambda it: it.votes_from),
        Column(_("Voting until"), lambda it: it.votes_until),
        Column(_("Decided until"), lambda it: it.decided_by),
        Column(_("Address"), lambda it: it.get_absolute_url()),
    ],
    entry=_entry,
    newest=("-announced_on", "id"),
    file_name="convocatorias",
    empty=_("Here will be the money for which what citizens do already can apply."),
    begin=_("A funder or a public institution opens a call; whoever runs one can be asked to register here."),
)
