"""Initiatives on a map, and near a point."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tejido.ground.organisations.profiles import Output
from tejido.ground.people.requests import Request
from tejido.ground.places.maps import draw_shading
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.listing import in_list, select
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.exports import INITIATIVES
from tejido.stages.initiatives.forms.near import NearForm
from tejido.stages.initiatives.queries import mapping
from tejido.stages.initiatives.queries.near import near

COUNTRY = "00"
ROWS = 100


@require_safe
def map_of(request: Request, key: str = COUNTRY) -> HttpResponse:
    """Draw where the initiatives of a selection are: the country by state, a state by municipality.

    The address takes the same filters as the list. A municipality is shown within its state.
    """
    area = Place.objects.defer("figures").select_related("parent").filter(pk=key).first()
    if area is None:
        raise Http404
    asked = {name: value for name, value in request.GET.dict().items() if name != "lugar"}
    if area.kind == PlaceKind.MUNICIPALITY:
        return redirect(_with(reverse("initiative-map-of", args=[area.parent_id]), asked))
    shown = queries.initiatives_shown(Output.MAP, localdate(request.now))
    selection = select(INITIATIVES, shown, request.path, asked)
    listed = _with(reverse("initiative-list"), selection.chosen | ({"q": selection.search} if selection.search else {}))

    def link(of: str) -> str:
        if area.kind == PlaceKind.COUNTRY:
            return _with(reverse("initiative-map-of", args=[of]), selection.chosen)
        return _with(reverse("initiative-list"), selection.chosen | {"lugar": of})

    drawn = draw_shading(area, mapping.shading_of(area, selection.things), link=link)
    rows = [row for row in drawn.rows if row.number] if len(drawn.rows) > ROWS else drawn.rows
    context = {"area": area, "map": drawn, "rows": rows[: 5 * ROWS], "selection": selection, "listing": INITIATIVES}
    return render(request, "initiatives/map.html", context | {"list_url": listed})


def near_point(request: Request) -> HttpResponse:
    """List what is nearest to a point; it comes by POST, so that no address, log or cache holds it."""
    form = NearForm(request.POST if request.method == "POST" else None)
    rows = None
    if request.method == "POST" and form.is_valid() and form.point is not None:
        things = queries.as_rows(queries.initiatives_shown(Output.LIST, localdate(request.now)))
        if form.cleaned_data["cause"]:
            things = in_list("causes")(things, form.cleaned_data["cause"])
        if form.cleaned_data["kind"]:
            things = things.filter(kind=form.cleaned_data["kind"])
        rows = near(form.point, things)
    return render(request, "initiatives/near.html", {"form": form, "rows": rows})


def _with(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
