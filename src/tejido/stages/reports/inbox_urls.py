"""Addresses of the inboxes of organisations."""

from django.urls import path

from tejido.stages.reports.views import exporting, inbox, reports

urlpatterns = [
    path("", inbox.inboxes, name="inbox-list"),
    path("correo/", inbox.choose_digest, name="inbox-digest"),
    path("<uuid:pk>/", inbox.inbox, name="inbox"),
    path("<uuid:pk>/buscar/", inbox.search, name="inbox-search"),
    path("<uuid:pk>/cerrar/", inbox.close_many, name="inbox-close"),
    path("<uuid:pk>/llave/", inbox.renew, name="inbox-renew"),
    path("<uuid:pk>/llevar/", exporting.inbox, name="inbox-export"),
    path("t/<uuid:pk>/", reports.report, name="report"),
    path("t/<uuid:pk>/llevar/", exporting.report, name="report-export"),
    path("t/<uuid:pk>/archivos/<uuid:file>/", reports.file, name="report-sealed-file"),
    path("t/<uuid:pk>/propuestas/<uuid:proposal>/", reports.pass_on, name="report-pass-on"),
    path("t/<uuid:pk>/hacer/<slug:slug>/", reports.small_task, name="report-small-task"),
    path("t/<uuid:pk>/<slug:slug>/", reports.task, name="report-task"),
]
