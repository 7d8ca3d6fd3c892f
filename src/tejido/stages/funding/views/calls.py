"""A call as everybody reads it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from tejido.ground.people.requests import Request
from tejido.stages.funding.models import Call
from tejido.stages.funding.queries.calls import calls_visible_to


def call(request: Request, pk: UUID) -> HttpResponse:
    """Show a call."""
    return render(request, "funding/call.html", {"call": visible(request, pk)})


def visible(request: Request, pk: UUID) -> Call:
    """Return the call, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(calls_visible_to(request.person), pk=pk)
