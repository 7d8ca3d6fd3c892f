"""What initiatives add to pages beneath them: what people do in a place and need, what an organisation does."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import standing
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.listing import taken
from tejido.ground.web.panels import Panel
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.queries.counting import counts_of
from tejido.stages.initiatives.vocabulary import State

SHOWN = 5


def _of_place(request: HttpRequest, place: Place) -> dict[str, object]:
    today = localdate(getattr(request, "now", None))
    here = queries.of_place(place, Output.PAGE, today).exclude(state=State.FINISHED)
    counted, waiting = counts_of(place, today)
    return {
        "totals": counted,
        "initiatives": taken(queries.as_rows(here.order_by("-published_on", "id")), 0, SHOWN),
        "open_needs": waiting,
        "key": place.pk,
        "url": reverse("initiative-list") + "?" + urlencode({"lugar": place.key}),
        "needs_url": reverse("initiative-list") + "?" + urlencode({"lugar": place.key, "necesidades": "abiertas"}),
    }


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    if organisation.kind != Kind.CIVIL_SOCIETY:
        return None
    person: Person | None = getattr(request, "person", None)
    today = localdate(getattr(request, "now", None))
    held = standing(person, organisation)
    if held.belongs:
        ours = queries.initiatives_visible_to(person, today).filter(organisation=organisation)
    else:
        ours = queries.of_organisation(organisation, Output.PAGE, today)
    found = list(queries.as_rows(ours.order_by("state", "-published_on", "id")))
    return {"initiatives": found, "belongs": held.belongs} if found or held.belongs else None


PLACE_PANEL = Panel(page="place", order=10, template="initiatives/place_panel.html", context=_of_place)
ORGANISATION_PANEL = Panel(
    page="organisation", order=10, template="initiatives/organisation_panel.html", context=_of_organisation
)
