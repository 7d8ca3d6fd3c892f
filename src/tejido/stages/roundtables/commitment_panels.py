"""What commitments add to pages beneath them: what was promised and kept in a place, by an organisation, at a table."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.panels import Panel
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.policies import standing
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.policies.commitments import is_inside, may_propose
from tejido.stages.roundtables.queries import commitments as queries
from tejido.stages.roundtables.transitions import OPEN, RUNNING
from tejido.stages.roundtables.vocabulary import CommitmentState

SHOWN = 5


def _asked(request: HttpRequest) -> tuple[Person | None, date]:
    return getattr(request, "person", None), localdate(getattr(request, "now", None))


def _pressing(rows: QuerySet[Commitment]) -> list[Commitment]:
    """Return what is late and what is due next, as far as dates may be told: earliest first."""
    return list(rows.filter(state__in=RUNNING).order_by(*queries.NEAREST)[:SHOWN])


def _url(**asked: str) -> str:
    return reverse("commitment-list") + "?" + urlencode(asked)


def _of_place(request: HttpRequest, place: Place) -> dict[str, Any]:
    _person, today = _asked(request)
    shown = queries.in_place(queries.commitments_shown(Output.PAGE, today), place)
    late = {"lugar": place.key, "reloj": "tarde"}
    return {
        "counts": queries.totals(place, today),
        "rows": _pressing(shown),
        "url": _url(lugar=place.key),
        "late_url": _url(**late),
        "bulletin_url": reverse("bulletin-place", args=[place.key]),
        "today": today,
    }


def _of_initiative(request: HttpRequest, initiative: Initiative) -> dict[str, Any] | None:
    person, today = _asked(request)
    inside = standing(person, initiative).belongs
    answers = queries.answering(queries.commitments_visible_to(person, today), initiative, inside=inside)
    rows = list(answers.order_by(*queries.NEAREST))
    return {"rows": rows, "today": today} if rows else None


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    person, today = _asked(request)
    rows = queries.owned_by(queries.commitments_visible_to(person, today), organisation.pk, Output.PAGE)
    counts = queries.counts(rows, today)
    if counts.total == 0:
        return None
    pressing, url = _pressing(rows), _url(responsable=str(organisation.pk))
    return {"counts": counts, "rows": pressing, "url": url, "today": today}


def _of_roundtable(request: HttpRequest, roundtable: Roundtable) -> dict[str, Any]:
    person, today = _asked(request)
    rows = queries.of_roundtable(queries.commitments_visible_to(person, today), roundtable)
    inside = is_inside(person, roundtable)
    ended = rows.filter(state__in=[state for state in CommitmentState if state not in OPEN])
    return {
        "roundtable": roundtable,
        "counts": queries.counts(rows, today),
        "rows": list(rows.filter(state__in=OPEN).order_by(*queries.NEAREST)),
        "ended": list(ended.order_by("-made_on", "-number")[:SHOWN]),
        "url": _url(mesa=str(roundtable.pk)),
        "today": today,
        "may_propose": may_propose(person, roundtable),
        "is_inside": inside,
    }


PANELS = (
    Panel("place", 20, "roundtables/components/place_commitments.html", _of_place),
    Panel("initiative", 20, "roundtables/components/initiative_commitments.html", _of_initiative),
    Panel("organisation", 20, "roundtables/components/organisation_commitments.html", _of_organisation),
    Panel("roundtable", 20, "roundtables/components/roundtable_commitments.html", _of_roundtable),
)
