"""Pages that belong to no app."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tejido.ground.web import gallery as shown


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Say that a form was open for too long, and how to send it again without losing what was typed."""
    return render(request, "web/form_expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent could not be read, or that it was too much."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states."""
    return render(request, "web/gallery.html", shown.context())
