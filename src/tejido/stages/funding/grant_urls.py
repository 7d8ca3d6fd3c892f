"""Addresses of grants."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _soon(request: HttpRequest, pk: object) -> HttpResponse:
    raise NotImplementedError


urlpatterns = [path("apoyos/<uuid:pk>/", _soon, name="grant")]
