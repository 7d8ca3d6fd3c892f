"""The list of commitments: what was promised, by whom, until when, and what became of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.places import place_filter
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal, in_list, respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.roundtables import sentences
from tejido.stages.roundtables.disclosure import Disclosed, disclosed
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.queries import commitments as queries
from tejido.stages.roundtables.vocabulary import CommitmentState

Rows = QuerySet[Commitment]
CLOCK = (
    ("tarde", _("Late now")),
    ("hecho-tarde", _("Done late")),
    ("pospuesto", _("Postponed")),
    ("sin-confirmar", _("Unconfirmed by its owner")),
)


def commitments(request: Request) -> HttpResponseBase:
    """Show the commitments; feeds and files hold what anybody may see, whoever asks."""
    today = localdate(request.now)
    if request.GET.get(FORMAT):
        output = Output.FEED if request.GET[FORMAT] == "atom" else Output.EXPORT
        rows = queries.commitments_shown(output, today)
    else:
        rows = queries.commitments_visible_to(request.person, today)
    return respond(request, LISTING, rows, template="roundtables/commitment_list.html", extra={"today": today})


def _clock(rows: Rows, value: str) -> Rows:
    if value == "tarde":
        return queries.late(rows, localdate())
    if value == "hecho-tarde":
        return rows.filter(done_on__gt=F("due_on"))
    if value == "pospuesto":
        return rows.filter(postponed__gt=0)
    return rows.filter(Q(state=CommitmentState.UNCONFIRMED) | Q(unconfirmed_since__isnull=False))


def _owner(rows: Rows, value: str) -> Rows:
    return queries.owned_by(rows, UUID(value), Output.LIST)


def _owners() -> Sequence[tuple[str, str]]:
    return queries.owners_named(queries.commitments_shown(Output.LIST, localdate()), Output.LIST)


def _roundtable_label(value: str) -> str | None:
    try:
        return (
            Roundtable.objects.filter(pk=UUID(value), profile__in=["open", "discreet"])
            .values_list("name", flat=True)
            .first()
        )
    except ValueError:
        return None


def _exported(it: Commitment) -> Disclosed:
    return disclosed(it, Output.EXPORT, localdate())


def _told(name: str) -> Any:
    return lambda it: getattr(_exported(it), name)


def _entry(it: Commitment) -> Entry:
    shown = disclosed(it, Output.FEED, localdate())
    summary = f"{sentences.promise(shown)} {sentences.outcome(shown)}"
    return Entry(str(it), it.get_absolute_url(), it.made_on, summary)


LISTING = Listing[Commitment](
    title=_("Commitments"),
    count=lambda n: ngettext("%(n)s commitment", "%(n)s commitments", n) % {"n": number_format(n)},
    search=["searchable"],
    filters=[
        Filter("estado", _("State"), CommitmentState.choices, equal("state")),
        Filter("reloj", _("Clock"), CLOCK, _clock),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        place_filter("places"),
        Filter("responsable", _("Who answers for it"), _owners, _owner),
        Filter("mesa", _("Roundtable"), [], equal("roundtable"), label_of=_roundtable_label),
        Between("vence", _("Due"), "told_due_on"),
    ],
    sorts=[
        Sort("fecha", _("By date"), ("told_order", "number", "id")),
        Sort("nuevos", _("Newest"), ("-made_on", "-number", "id")),
        Sort("pospuestos", _("Most often postponed"), ("-postponed", "told_order", "id")),
    ],
    columns=[
        Column(_("Number"), lambda it: it.number),
        Column(_("Roundtable"), lambda it: it.roundtable.name),
        Column(_("What was promised"), lambda it: it.text),
        Column(_("Who answers for it"), _told("owner_name")),
        Column(_("State"), lambda it: it.get_state_display()),
        Column(_("Made on"), lambda it: it.made_on),
        Column(_("First date"), _told("first_due_on")),
        Column(_("Due"), _told("due_on")),
        Column(_("Late since"), lambda it: it.late_since),
        Column(_("Times postponed"), lambda it: it.postponed),
        Column(_("Done on"), lambda it: it.done_on),
        Column(_("Done (%)"), _told("progress")),
        Column(
            _("Causes"), lambda it: "; ".join(str(Cause(cause).label) for cause in it.causes if cause in Cause.values)
        ),
        Column(_("Place"), lambda it: it.roundtable.place.full_name),
        Column(_("Address"), lambda it: it.get_absolute_url()),
    ],
    entry=_entry,
    newest=("-made_on", "-number", "id"),
    file_name="compromisos",
    empty=_("Here will be what institutions and organisations promise at roundtables, and what becomes of it."),
    begin=_("Commitments are made at a roundtable: begin one, or ask for a seat at yours."),
)
