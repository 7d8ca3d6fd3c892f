"""How to join, on the page of an initiative, and where one takes part, on the page of an account."""

from django.http import HttpRequest

from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.policies import standing
from tejido.stages.initiatives.queries.joining import may_be_asked, requests_waiting
from tejido.stages.initiatives.queries.participation import names_shown, participations_of, people_shown
from tejido.stages.initiatives.vocabulary import Asked


def _of_initiative(request: HttpRequest, initiative: Initiative) -> dict[str, object] | None:
    if initiative.is_unpublished:
        return None
    person: Person | None = getattr(request, "person", None)
    held = standing(person, initiative)
    return {
        "initiative": initiative,
        "is_runner": held.coordinates,
        "waiting": requests_waiting(initiative).count() if held.coordinates else 0,
        "takes_requests": may_be_asked(initiative) and not held.belongs,
        "offers_hour": may_be_asked(initiative, Asked.HOUR),
        "people": people_shown(initiative, Output.PAGE),
        "names": names_shown(initiative, Output.PAGE),
    }


def _of_account(request: HttpRequest, person: Person) -> dict[str, object]:  # noqa: ARG001  as every panel
    return {"number": participations_of(person).count()}


JOINING_PANEL = Panel(page="initiative", order=5, template="initiatives/joining/panel.html", context=_of_initiative)
ACCOUNT_PANEL = Panel(page="account", order=30, template="initiatives/joining/account.html", context=_of_account)
