"""The way into the inbox, on the page of the organisation; only for those who may open it."""

from django.http import HttpRequest

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel
from tejido.stages.reports.policies.inbox import reads


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    person: Person | None = getattr(request, "person", None)
    if not reads(person, organisation) or not organisation.keys.exists():
        return None
    return {"organisation": organisation}


INBOX_PANEL = Panel("organisation", 14, "reports/inbox_panel.html", _of_organisation)
