"""What organisations add to pages beneath them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_in
from tejido.ground.places.models import Place
from tejido.ground.web.panels import Panel

SHOWN = 5


def _of_place(_request: HttpRequest, place: Place) -> dict[str, object] | None:
    here = organisations_in(place, Output.PAGE).order_by("-verified_on", "searchable", "id")
    some = list(here[: SHOWN + 1])
    if not some:
        return None
    every = reverse("organisation-list") + "?" + urlencode({"lugar": place.key})
    return {"organisations": some[:SHOWN], "count": here.count() if len(some) > SHOWN else len(some), "url": every}


PLACE_PANEL = Panel(page="place", order=60, template="organisations/place_panel.html", context=_of_place)
