"""All projects of a result, one list: for calls with more of them than fit on a page."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.web.listing import Filter, Listing, Sort, equal, respond
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.profiles import shown_applications
from tejido.stages.funding.queries.elections import contenders
from tejido.stages.funding.result_page import page_of
from tejido.stages.funding.views.calls import visible
from tejido.stages.funding.vocabulary.calls import ApplicationState

CAME_OUT = [
    (ApplicationState.CHOSEN.value, ApplicationState.CHOSEN.label),
    (ApplicationState.NOT_CHOSEN.value, ApplicationState.NOT_CHOSEN.label),
]


def projects(request: Request, pk: UUID) -> HttpResponseBase:
    """Show every project of a result that may still be shown."""
    call = get_object_or_404(Call, pk=visible(request, pk).pk)
    page = page_of(call, request.person, localdate(request.now))
    if page.allocation is None:
        raise Http404
    rows: QuerySet[Application] = shown_applications(contenders(call).exclude(number=None), Output.LIST)
    extra = {"call": call, "result": page}
    return respond(request, LISTING, rows, template="funding/allocation_projects.html", extra=extra)


LISTING = Listing[Application](
    title=_("Projects of the result"),
    count=lambda n: ngettext("%(n)s project", "%(n)s projects", n) % {"n": number_format(n)},
    search=["searchable"],
    filters=[Filter("resultado", _("What came of it"), CAME_OUT, equal("state"))],
    sorts=[
        Sort("numero", _("Number on the ballot"), ("number", "id")),
        Sort("monto", _("Most money"), ("-amount", "id")),
    ],
    file_name="proyectos",
    empty=_("Here will be what was admitted to this call."),
)
