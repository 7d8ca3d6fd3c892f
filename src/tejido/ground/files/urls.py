"""Addresses of files, the same in every language."""

from django.urls import path

from tejido.ground.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:pk>/", views.file, name="file"),
    path("<uuid:pk>/vista/", views.preview, name="preview"),
]
