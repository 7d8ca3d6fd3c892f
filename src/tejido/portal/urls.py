"""Addresses of the pages that join the stages."""

from django.urls import path, register_converter

from tejido.portal.views import causes, doors, fabric, home, pending, places, search, taking_part


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
    path("puertas/", doors.national, name="doors"),
    path("puertas/<place:key>/", doors.of_place, name="doors-of"),
    path("participar/", taking_part.take_part, name="take-part"),
    path("causas/", causes.causes, name="causes"),
    path("causas/<slug:key>/", causes.cause, name="cause"),
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
