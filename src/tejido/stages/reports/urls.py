"""Addresses of listening. The safe form has a neutral one: a path in somebody's history says nothing."""

from django.urls import include, path

urlpatterns = [
    path("n/", include("tejido.stages.reports.telling_urls")),
    path("escuchar/", include("tejido.stages.reports.listening_urls")),
    path("buzon/", include("tejido.stages.reports.inbox_urls")),
    path("diagnosticos/", include("tejido.stages.reports.diagnosis_urls")),
]
