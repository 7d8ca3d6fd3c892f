"""What the portal itself adds to the place page: the way to its civic fabric."""

from django.http import HttpRequest

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_in
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.models import Place
from tejido.ground.web.panels import Panel


def _fabric(request: HttpRequest, place: Place) -> dict[str, object]:  # noqa: ARG001  as all panels
    civil = organisations_in(place, Output.PAGE).filter(kind=Kind.CIVIL_SOCIETY)
    return {"place": place, "organisations": civil.prefetch_related(None).order_by().count()}


FABRIC = Panel(page="place", order=35, template="portal/parts/fabric_panel.html", context=_fabric)
