"""Addresses where organisations say what they do with reports."""

from django.urls import path

from tejido.stages.reports.views import listening

urlpatterns = [
    path("", listening.listener_list, name="listener-list"),
    path("interruptor/", listening.switch, name="listening-switch"),
    path("<uuid:pk>/", listening.describe, name="listening-describe"),
    path("<uuid:pk>/pausa/", listening.pause, name="listening-pause"),
]
