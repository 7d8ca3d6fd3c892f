"""What roundtables add to pages beneath them: those of a place, and those at which an organisation sits."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.panels import Panel
from tejido.stages.roundtables.queries.meetings import with_last_held
from tejido.stages.roundtables.queries.roundtables import roundtables_at_which, roundtables_of

SHOWN = 5


def _of_place(request: HttpRequest, place: Place) -> dict[str, object]:
    person: Person | None = getattr(request, "person", None)
    today = localdate(getattr(request, "now", None))
    here = with_last_held(roundtables_of(place, visible_to=person), today)
    return {
        "roundtables": list(here[:SHOWN]),
        "url": reverse("roundtable-list") + "?" + urlencode({"lugar": place.key}),
    }


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    today = localdate(getattr(request, "now", None))
    found = list(with_last_held(roundtables_at_which(organisation, Output.PAGE), today))
    return {"roundtables": found} if found else None


PLACE_PANEL = Panel(page="place", order=25, template="roundtables/roundtable_place_panel.html", context=_of_place)
ORGANISATION_PANEL = Panel(
    page="organisation", order=30, template="roundtables/roundtable_organisation_panel.html", context=_of_organisation
)
