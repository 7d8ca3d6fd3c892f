"""Addresses of funding, one module for each part of it."""

from django.urls import include, path

urlpatterns = [
    path("", include("tejido.stages.funding.call_urls")),
    path("", include("tejido.stages.funding.ballot_urls")),
    path("", include("tejido.stages.funding.grant_urls")),
    path("", include("tejido.stages.funding.budget_urls")),
    path("", include("tejido.stages.funding.export_urls")),
]
