"""An application as those read it who may."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from tejido.ground.people.requests import Request
from tejido.stages.funding.models import Application
from tejido.stages.funding.queries.applications import applications_visible_to


def application(request: Request, pk: UUID) -> HttpResponse:
    """Show an application."""
    return render(request, "funding/application.html", {"application": visible(request, pk)})


def visible(request: Request, pk: UUID) -> Application:
    """Return the application, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(applications_visible_to(request.person), pk=pk)
