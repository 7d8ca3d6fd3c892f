"""The list of roundtables."""

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tejido.ground.organisations.places import place_filter
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Column, Entry, Filter, Listing, Sort, in_list, respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.roundtables.models import Roundtable
from tejido.stages.roundtables.queries.meetings import with_last_held
from tejido.stages.roundtables.queries.roundtables import roundtables_shown, roundtables_visible_to

WORKING, CLOSED = "trabaja", "cerrada"


def _state(roundtables: QuerySet[Roundtable], value: str) -> QuerySet[Roundtable]:
    return roundtables.filter(closed_on__isnull=value == WORKING)


def _causes(roundtable: Roundtable) -> str:
    return "; ".join(str(Cause(cause).label) for cause in roundtable.causes)


ROUNDTABLES = Listing[Roundtable](
    title=_("Roundtables"),
    count=lambda n: ngettext("%(n)s roundtable", "%(n)s roundtables", n) % {"n": number_format(n)},
    search=["searchable"],
    search_label=_("Search by name"),
    filters=[
        place_filter("place"),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Filter("estado", _("State"), [(WORKING, _("Working")), (CLOSED, _("Closed"))], _state),
    ],
    sorts=[
        Sort("nombre", _("By name"), ("searchable", "id")),
        Sort("nuevas", _("Newest roundtables first"), ("-opened_on", "id")),
    ],
    columns=[
        Column(_("Name"), lambda it: it.name),
        Column(_("Place"), lambda it: it.place.full_name),
        Column(_("What for"), lambda it: it.purpose),
        Column(_("Causes"), _causes),
        Column(_("Opened on"), lambda it: it.opened_on),
        Column(_("Closed on"), lambda it: it.closed_on),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=lambda it: Entry(it.name, it.get_absolute_url(), it.opened_on, it.purpose[:280]),
    newest=("-opened_on", "id"),
    file_name="mesas",
    empty=_("Here will be the roundtables at which organised citizens and institutions meet."),
    begin=_("Open a roundtable"),
)


@require_safe
def roundtables(request: Request) -> HttpResponseBase:
    """List the roundtables; feed and CSV hold what is public, whoever asks."""
    things = roundtables_shown(Output.EXPORT) if request.GET.get(FORMAT) else roundtables_visible_to(request.person)
    today = localdate(request.now)
    extra = {"may_open": is_host(request.person)}
    return respond(
        request, ROUNDTABLES, with_last_held(things, today), template="roundtables/roundtable_list.html", extra=extra
    )
