"""Pages of the country, the states and the municipalities."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.places.queries.finding import find_place, place_at
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web import panels
from tejido.portal.forms import PointForm
from tejido.portal.queries.place_page import map_of, place_page

COUNTRY = "00"
ROWS = 50


@require_safe
def country(request: Request) -> HttpResponse:
    """Show the page of the country."""
    return place(request, COUNTRY)


@require_safe
def place(request: Request, key: str) -> HttpResponse:
    """Show what people do in a place, what was promised them, and what happens there."""
    found = _place(key)
    if found is None:
        return unknown_place(request, key)
    page = place_page(found)
    drawn = panels.drawn("place", request, found)
    context = {
        "page": page,
        "place": found,
        "figures": page.figures,
        "map": page.map,
        "comparison": page.comparison,
        "people_panels": [panel for panel in drawn if panel.order < panels.FIGURES],
        "later_panels": [panel for panel in drawn if panel.order >= panels.FIGURES],
    }
    return render(request, "portal/place.html", context)


@require_safe
def table(request: Request, key: str) -> HttpResponse:
    """Show the table of a place's map, page by page."""
    found = _place(key)
    if found is None:
        return unknown_place(request, key)
    if found.kind == PlaceKind.MUNICIPALITY:
        return redirect("place-table", found.parent_id)
    drawn = map_of(found)
    rows = Paginator(drawn.rows if drawn else (), ROWS).get_page(request.GET.get("pagina"))
    return render(request, "portal/place_table.html", {"place": found, "map": drawn, "rows": rows})


@require_safe
def find(request: Request) -> HttpResponse:
    """Find a place by its name, typed without accents and in any case; one alone is shown at once."""
    text = request.GET.get("q", "").strip()[:100]
    found = find_place(text) if text else []
    if len(found) == 1:
        return redirect("place", found[0].pk)
    return render(request, "portal/place_search.html", {"text": text, "places": found, "form": PointForm()})


def at_point(request: Request) -> HttpResponse:
    """Find the municipality around a point. The point is sent by POST, so that no address or log keeps it."""
    form = PointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("place", place_at(*form.point).pk)
    return render(request, "portal/place_point.html", {"form": form})


def unknown_place(request: Request, key: str) -> HttpResponse:
    """Say that there is no place with this key, and offer to look for it."""
    context = {"unknown": key, "form": PointForm()}
    return render(request, "portal/place_search.html", context, status=HTTPStatus.NOT_FOUND)


def _place(key: str) -> Place | None:
    return Place.objects.select_related("parent").filter(pk=key).first()
