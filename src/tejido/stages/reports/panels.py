"""What listening adds to pages beneath it."""

from django.http import HttpRequest

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel
from tejido.stages.reports.policies.listening import may_describe_listening
from tejido.stages.reports.queries.listening import listener_of


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    person: Person | None = getattr(request, "person", None)
    listener, may_change = listener_of(organisation), may_describe_listening(person, organisation)
    if listener is None and not may_change:
        return None
    return {"listener": listener, "may_change": may_change, "organisation": organisation}


LISTENING_PANEL = Panel("organisation", 15, "reports/listening_panel.html", _of_organisation)
