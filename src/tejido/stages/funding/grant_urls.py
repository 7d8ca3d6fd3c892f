"""Addresses of grants."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def _soon(request: HttpRequest, pk: UUID) -> HttpResponse:
    raise Http404(f"{request.path}: {pk}")


urlpatterns = [path("apoyos/<uuid:pk>/", _soon, name="grant")]
