"""Addresses of diagnoses, and of what people tell."""

from django.urls import path

from tejido.stages.reports.views import diagnoses, told

urlpatterns = [
    path("", diagnoses.diagnoses, name="diagnosis-list"),
    path("escribir/", diagnoses.draft, name="diagnosis-draft"),
    path("se-cuenta/", told.country, name="told-country"),
    path("se-cuenta/cifras.csv", told.figures, name="told-csv"),
    path("se-cuenta/<str:key>/", told.told, name="told"),
    path("<uuid:pk>/", diagnoses.diagnosis, name="diagnosis"),
    path("<uuid:pk>/diagnostico.pdf", diagnoses.pdf, name="diagnosis-pdf"),
    path("<uuid:pk>/escribir/", diagnoses.write, name="diagnosis-write"),
    path("<uuid:pk>/pared/", diagnoses.photos, name="diagnosis-photos"),
    path("<uuid:pk>/pared/<uuid:photo>/borrar/", diagnoses.drop_photo, name="diagnosis-photo-drop"),
    path("<uuid:pk>/publicar/", diagnoses.publish, name="diagnosis-publish"),
    path("<uuid:pk>/perfil/", diagnoses.profile, name="diagnosis-profile"),
    path("<uuid:pk>/descartar/", diagnoses.discard, name="diagnosis-discard"),
]
