"""What calls add to other pages: a place, an organisation, an initiative, and the front page of the room."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.listing import taken
from tejido.ground.web.panels import Panel
from tejido.stages.funding.call_page import Row, amount_words
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.applications import applies_for
from tejido.stages.funding.policies.calls import FUNDING_KINDS
from tejido.stages.funding.queries import applications, calls
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tejido.stages.initiatives.models import Initiative

SHOWN = 3


def _today(request: HttpRequest) -> Any:
    return localdate(getattr(request, "now", None))


def _of_place(request: HttpRequest, place: Place) -> dict[str, object] | None:
    rows = calls.for_place(calls.open_calls(Output.PAGE, _today(request)), place)
    found = list(taken(rows, 0, SHOWN))
    url = reverse("call-list") + "?" + urlencode({"lugar": place.key, "ahora": "abierta"})
    return {"calls": found, "url": url} if found else None


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    if organisation.kind not in FUNDING_KINDS:
        return None
    person: Person | None = getattr(request, "person", None)
    found = list(taken(calls.of_funder(organisation.pk, Output.PAGE), 0, SHOWN))
    belongs = calls.funders_of(person).filter(organisation=organisation).exists()
    url = reverse("call-list") + "?" + urlencode({"quien": str(organisation.pk)})
    return {"calls": found, "url": url, "belongs": belongs} if found or belongs else None


def _of_initiative(request: HttpRequest, initiative: Initiative) -> dict[str, object] | None:
    """Its applications as its profile allows; for who coordinates it, all of them and the way to apply."""
    person: Person | None = getattr(request, "person", None)
    applies = applies_for(person, initiative) and not initiative.is_unpublished
    if applies:
        rows = applications.with_surroundings(initiative.applications.order_by("-drafted_on", "id"))
    else:
        rows = applications.of_initiative(initiative, Output.PAGE)
    found = [Row(one, written(one.amount, one.call.currency) if applies else amount_words(one)) for one in rows]
    return {"rows": found, "applies": applies, "initiative": initiative} if found or applies else None


def _of_room(request: HttpRequest, subject: object) -> dict[str, object]:  # noqa: ARG001  the room has no subject
    """What can be applied for now, and what was decided."""
    today = _today(request)
    open_now = list(calls.open_calls(Output.PAGE, today))
    totals: dict[str, int] = {}
    for one in open_now:
        totals[one.currency] = totals.get(one.currency, 0) + one.total
    shown = calls.calls_shown(Output.PAGE)
    return {
        "calls": open_now[:SHOWN],
        "number": len(open_now),
        "totals": [written(amount, currency) for currency, amount in sorted(totals.items())],
        "voting": list(taken(shown.filter(state=CallState.VOTING).order_by("votes_until", "id"), 0, SHOWN)),
        "coming": list(taken(shown.filter(state=CallState.ANNOUNCED).order_by("opens_on", "id"), 0, SHOWN)),
        "url": reverse("call-list") + "?" + urlencode({"ahora": "abierta"}),
    }


def _decided(request: HttpRequest, subject: object) -> dict[str, object]:  # noqa: ARG001  the room has no subject
    """What calls came to: how many initiatives were chosen, and by which calls."""
    decided = calls.calls_shown(Output.PAGE).filter(state=CallState.DECIDED)
    chosen = applications.applications_shown(Output.PAGE).filter(state=ApplicationState.CHOSEN)
    return {
        "calls": list(taken(decided.order_by("-state_since", "id"), 0, SHOWN)),
        "number": decided.count(),
        "chosen": chosen.count(),
        "url": reverse("call-list") + "?" + urlencode({"estado": CallState.DECIDED}),
    }


PANELS = (
    Panel(page="place", order=30, template="funding/panels/place.html", context=_of_place),
    Panel(page="organisation", order=20, template="funding/panels/organisation.html", context=_of_organisation),
    Panel(page="initiative", order=20, template="funding/panels/initiative.html", context=_of_initiative),
    Panel(page="fund", order=20, template="funding/panels/open.html", context=_of_room),
    Panel(page="fund", order=30, template="funding/panels/decided.html", context=_decided),
)
"""On the page "fund" budgets stand above (order 10), what was paid below (order 40)."""
