"""The official doors, of the country and of each place."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.places.queries.finding import children
from tejido.ground.places.tables import COUNTRY
from tejido.ground.web.searching import folded
from tejido.portal.queries.doors import doors_of
from tejido.portal.views.places import unknown_place


@require_safe
def national(request: Request) -> HttpResponse:
    """Name the official doors of the country and what they keep of who comes; lead to those of one's state."""
    return _page(request, None)


@require_safe
def of_place(request: Request, key: str) -> HttpResponse:
    """Name those of a state or a municipality."""
    place = Place.objects.select_related("parent").filter(pk=key).first()
    return _page(request, place) if place else unknown_place(request, key)


def _page(request: Request, place: Place | None) -> HttpResponse:
    context = {
        "place": None if place and place.pk == COUNTRY else place,
        "doors": doors_of(place),
        "states": sorted(children(Place(pk=COUNTRY)), key=lambda state: folded(state.short_name)),
    }
    return render(request, "portal/doors.html", context)
