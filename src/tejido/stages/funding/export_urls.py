"""Addresses of what is published for other programmes."""

from django.urls import URLPattern, URLResolver, path

from tejido.stages.funding.exports.catalogue import EXPORTS
from tejido.stages.funding.views import data

urlpatterns: list[URLPattern | URLResolver] = [
    path("datos/", data.data, name="data"),
    *(path(f"datos/{one.file}", data.send, {"name": one.name}, name=f"data-{one.name}") for one in EXPORTS),
]
