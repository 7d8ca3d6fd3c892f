"""Addresses of imports. An app links to `intake:upload` with its kind and subject."""

from django.urls import path

from tejido.ground.intake import views

app_name = "intake"
urlpatterns = [
    path("<uuid:pk>/columnas/", views.columns, name="columns"),
    path("<uuid:pk>/", views.preview, name="preview"),
    path("<uuid:pk>/por-corregir.csv", views.refused, name="refused"),
    path("<uuid:pk>/dejar/", views.drop, name="drop"),
    path("<slug:name>/formato.csv", views.template, name="template"),
    path("<slug:name>/", views.upload, name="upload"),
    path("<slug:name>/<str:subject>/", views.upload, name="upload"),
]
