"""Addresses of ballots and what comes of them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tejido.stages.funding.voting_urls")),
    path("", include("tejido.stages.funding.allocation_urls")),
]
