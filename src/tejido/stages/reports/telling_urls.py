"""Addresses of the safe form. Single letters: a history on a phone in wrong hands says nothing."""

from django.urls import path

from tejido.stages.reports.views import returning, telling

urlpatterns = [
    path("", telling.start, name="report-new"),
    path("a/", telling.write, name="report-write"),
    path("b/", returning.come_back, name="report-receipt"),
    path("c/", returning.thread, name="report-thread"),
    path("c/f/<uuid:pk>/", returning.file, name="report-file"),
    path("c/w/", returning.withdraw, name="report-withdraw"),
    path("c/x/", returning.close, name="report-close"),
    path("x/", telling.leave, name="report-leave"),
    path("e.css", telling.style, name="report-style"),
    path("m/<str:sealed>.png", telling.map_picture, name="report-map"),
    path("<path:rest>", telling.nothing_here, name="report-nothing"),
]
