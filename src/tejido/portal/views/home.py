"""The front page, and what there is to know before anything else."""

from django.http import HttpResponse
from django.shortcuts import render

from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.places.queries.finding import children
from tejido.ground.web import panels
from tejido.ground.web.searching import folded
from tejido.portal.queries.place_page import map_of
from tejido.portal.vocabulary import Reason


def home(request: Request) -> HttpResponse:
    """Lead to one's municipality, and show what people did last."""
    country = Place.objects.filter(pk="00").first()
    context = {
        "map": map_of(country) if country else None,
        "states": sorted(children(country), key=lambda state: folded(state.short_name)) if country else [],
        "reasons": Reason,
        "panels": panels.drawn("home", request, None),
    }
    return render(request, "portal/home.html", context)


def about(request: Request) -> HttpResponse:
    """Say what Tejido is for, what it promises, and what it does not."""
    return render(request, "portal/about.html")
