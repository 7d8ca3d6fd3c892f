"""Taking sealed reports along, to read them away from the site."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.vault.exporting import bundle_of
from tejido.ground.vault.models import Thread
from tejido.stages.reports.actions import handling
from tejido.stages.reports.queries.inbox import organisations_read_by, thread_read_by

MEDIA_TYPE = "application/vnd.tejido.bundle"


@never_cache
@login_required
def inbox(request: Request, pk: UUID) -> HttpResponseBase:
    """Hand out all reports of an inbox, sealed."""
    organisation = organisations_read_by(request.person).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    return _asked_first(request, organisation, list(organisation.threads.all()), None)


@never_cache
@login_required
def report(request: Request, pk: UUID) -> HttpResponseBase:
    """Hand out one report, sealed."""
    thread = thread_read_by(request.person, pk)
    if thread is None:
        raise Http404
    return _asked_first(request, thread.organisation, [thread], thread)


def _asked_first(
    request: Request, organisation: Organisation, rows: list[Thread], thread: Thread | None
) -> HttpResponseBase:
    if request.method != "POST" or not rows:
        return _question(request, organisation, rows, thread)
    taken = handling.take_along(organisation, rows=rows, by=signed_in(request), now=request.now)
    response = StreamingHttpResponse(bundle_of(taken), content_type=MEDIA_TYPE)
    name = f"tejido-{localdate(request.now):%Y-%m-%d}.bundle"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _question(request: Request, organisation: Organisation, rows: list[Thread], thread: Thread | None) -> HttpResponse:
    context = {"organisation": organisation, "number": len(rows), "thread": thread}
    return render(request, "reports/inbox_export.html", context)
