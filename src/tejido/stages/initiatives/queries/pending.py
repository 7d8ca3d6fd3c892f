"""What waits for somebody."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending
from tejido.stages.initiatives.models import Handover, Initiative
from tejido.stages.initiatives.queries.initiatives import run_by, waiting_for
from tejido.stages.initiatives.vocabulary import State


def pending_of(person: Person | None, today: date) -> list[Pending]:  # noqa: ARG001  the same question for all apps
    """Return what waits for the person: drafts that only a coordinator can publish, proposals, and offers."""
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    drafts = Initiative.objects.filter(state=State.DRAFT, organisation__in=coordinated).order_by("drafted_on", "id")
    title = gettext("Publish the draft “%(title)s”, or delete it")
    rows = [Pending(title % {"title": one.title}, one.get_absolute_url(), one.drafted_on) for one in drafts]
    title = gettext("Ask somebody to confirm “%(title)s”, or delete it")
    groups = Initiative.objects.filter(run_by(person), state=State.DRAFT, organisation=None)
    rows += [Pending(title % {"title": one.title}, one.get_absolute_url(), one.drafted_on) for one in groups]
    title = gettext("Confirm that neighbours do “%(title)s”, or send it back")
    waiting = Initiative.objects.filter(waiting_for(person)) if person else Initiative.objects.none()
    rows += [Pending(title % {"title": one.title}, one.get_absolute_url(), _since(one)) for one in waiting]
    title = gettext("Take “%(title)s” over, or say no")
    offers = Handover.objects.filter(to__in=coordinated).select_related("initiative")
    return rows + [
        Pending(title % {"title": one.initiative.title}, _answer_url(one), one.offered_on, one.expires_on)
        for one in offers
    ]


def _since(initiative: Initiative) -> date:
    return initiative.state_since or initiative.drafted_on


def _answer_url(handover: Handover) -> str:
    return reverse("initiative-take-over", args=[handover.pk])
