"""What diagnoses add to pages beneath them: what people tell and know in a place, what an organisation found out."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import standing
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.panels import Panel
from tejido.stages.reports.queries import diagnoses as queries
from tejido.stages.reports.queries.tallies import release_of, told_in
from tejido.stages.reports.told_page import told_url

SHOWN = 3


def _of_place(request: HttpRequest, place: Place) -> dict[str, object]:  # noqa: ARG001  as all panels
    release = release_of(None)
    return {
        "told": told_in(place, release) if release else None,
        "told_url": told_url(place.pk),
        "diagnoses": list(queries.diagnoses_of_place(place, Output.PAGE)[:SHOWN]),
        "url": reverse("diagnosis-list") + "?" + urlencode({"lugar": place.key}),
    }


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    if organisation.kind != Kind.CIVIL_SOCIETY:
        return None
    person: Person | None = getattr(request, "person", None)
    held = standing(person, organisation)
    if held.belongs:
        ours = queries.diagnoses_visible_to(person).filter(organisation=organisation)
    else:
        ours = queries.diagnoses_of_organisation(organisation, Output.PAGE)
    found = list(ours.order_by("-edited_on", "id"))
    return {"diagnoses": found, "belongs": held.belongs} if found or held.belongs else None


PLACE_PANEL = Panel(page="place", order=35, template="reports/diagnosis_place_panel.html", context=_of_place)
ORGANISATION_PANEL = Panel(
    page="organisation", order=15, template="reports/diagnosis_organisation_panel.html", context=_of_organisation
)
