"""Addresses of the pages that join the stages."""

from django.urls import path, register_converter

from tejido.portal.views import fabric, home, pending, places, search


class PlaceKey:
    """The INEGI key of a place: two digits, or five."""

    regex = r"\d{2}(?:\d{3})?"

    def to_python(self, value: str) -> str:
        """Return the key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands."""
        return value


register_converter(PlaceKey, "place")

urlpatterns = [
    path("", home.home, name="home"),
    path("acerca/", home.about, name="about"),
    path("puertas/", home.doors, name="doors"),
    path("buscar/", search.search, name="search"),
    path("pendientes/", pending.pending, name="pending"),
    path("lugares/", places.country, name="country"),
    path("lugares/buscar/", places.find, name="place-search"),
    path("lugares/punto/", places.at_point, name="place-at"),
    path("lugares/<place:key>/", places.place, name="place"),
    path("lugares/<place:key>/tabla/", places.table, name="place-table"),
    path("lugares/<place:key>/tejido/", fabric.fabric, name="fabric"),
    path("lugares/<place:key>/tejido.csv", fabric.fabric_csv, name="fabric-csv"),
]
