"""What grants add to other pages: a place, an organisation, an initiative, an application, the front of the room."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.web.listing import taken
from tejido.ground.web.panels import Panel
from tejido.stages.funding.grant_transitions import Who
from tejido.stages.funding.models import Application
from tejido.stages.funding.policies.calls import FUNDING_KINDS, funders_of
from tejido.stages.funding.policies.grants import funds_for
from tejido.stages.funding.queries import grant_totals
from tejido.stages.funding.queries.grants import grants_shown, own_grants
from tejido.stages.funding.queries.published_grants import PublishedGrant, as_published
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives.models import Initiative

SHOWN = 3


def _today(request: HttpRequest) -> date:
    return localdate(getattr(request, "now", None))


def _person(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)


def _panel(
    title: str, rows: Sequence[PublishedGrant], url: str, label: str, *, words: str = "", is_summed: bool = True
) -> dict[str, object]:
    amounts = grant_totals.totals(rows).amounts if rows and is_summed else []
    return {"title": title, "rows": rows[:SHOWN], "amounts": amounts, "url": url, "label": label, "words": words}


def _of_place(request: HttpRequest, place: Place) -> dict[str, object] | None:
    rows = grant_totals.grants_of_place(place, Output.PAGE, _today(request))
    if not rows:
        return None
    return _panel(_("What grants paid here"), rows, reverse("grant-sums-of", args=[place.pk]), _("Sums by cause"))


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, object] | None:
    if organisation.kind not in FUNDING_KINDS:
        return None
    rows = grant_totals.grants_of_funder(organisation, Output.PAGE, _today(request))
    if not rows:
        return None
    url = reverse("grant-funder", args=[organisation.pk])
    return _panel(_("What its money did"), rows, url, _("All of it, with results"))


def _of_initiative(request: HttpRequest, initiative: Initiative) -> dict[str, object] | None:
    person = _person(request)
    rows = grant_totals.grants_of_initiative(initiative, Output.PAGE, _today(request))
    funders = [it for it in funders_of(person) if funds_for(person, it, initiative)]
    drafts = [
        (_("Draft a grant of %(funder)s") % {"funder": it.name}, reverse("grant-draft", args=[initiative.pk, it.pk]))
        for it in funders
        if not initiative.is_unpublished
    ]
    mine = own_grants(person).filter(initiative=initiative).exists() if person else False
    if mine:
        drafts.append((_("The grants of your side"), reverse("grant-own")))
    if not rows and not drafts:
        return None
    url = reverse("grant-list") + "?" + urlencode({"iniciativa": str(initiative.pk)}) if rows else ""
    return _panel(_("Grants"), rows, url, _("All of them")) | {"drafts": drafts}


def _of_room(request: HttpRequest, subject: object) -> dict[str, object]:  # noqa: ARG001  the room has no subject
    today = _today(request)
    first = taken(grants_shown(Output.PAGE, today).order_by(*("-told_day", "id")), 0, SHOWN)
    keys = [it.pk for it in first]
    rows = as_published(grants_shown(Output.PAGE, today).filter(pk__in=keys), Output.PAGE, today)
    rows.sort(key=lambda it: keys.index(it.id))
    words = _("Here will be what was paid to which initiative, and what came of it.")
    return _panel(_("What was paid"), rows, reverse("grant-list"), _("All grants"), words=words, is_summed=False)


def _of_application(request: HttpRequest, application: Application) -> dict[str, object] | None:
    """The grant that follows from an application that was chosen, or for its funder the way to draft it."""
    if application.state != ApplicationState.CHOSEN:
        return None
    person, today = _person(request), _today(request)
    rows = as_published(grants_shown(Output.PAGE, today).filter(application=application), Output.PAGE, today)
    rows = [row for row in rows if row.application_id]
    drafts = []
    if person and Who.FUNDER in funds_for(person, application.call.funder, application.initiative):
        words = _("Write down the grant that follows from this")
        drafts.append((words, reverse("grant-from-application", args=[application.pk])))
    if not rows and not drafts:
        return None
    return _panel(_("The grant"), rows, "", "") | {"drafts": drafts}


PANELS = (
    Panel(page="place", order=32, template="funding/panels/grants.html", context=_of_place),
    Panel(page="organisation", order=22, template="funding/panels/grants.html", context=_of_organisation),
    Panel(page="initiative", order=22, template="funding/panels/grants.html", context=_of_initiative),
    Panel(page="application", order=20, template="funding/panels/grants.html", context=_of_application),
    Panel(page="fund", order=40, template="funding/panels/grants.html", context=_of_room),
)
