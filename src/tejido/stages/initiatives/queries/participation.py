"""Reads of who takes part: names for coordinators, a suppressed figure for everybody else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from tejido.ground.organisations.profiles import Field, Output, Shown, figure, shown
from tejido.ground.people.models import Person
from tejido.ground.people.names import CannotOpen, unseal
from tejido.ground.web.pending import Pending
from tejido.stages.initiatives.models import Initiative, Message, Participation

MESSAGE = "join-message"
"""For what messages are sealed under the instance's key."""
LEAST = 5
"""Counts below this are not shown (promise 6); others in steps of it, so that a join or a leave is not watched."""


@dataclass(frozen=True)
class Told:
    """A message as those who take part read it."""

    text: str = field(repr=False)
    day: date


def participations_of(person: Person) -> QuerySet[Participation]:
    """Return where the person takes part."""
    return Participation.objects.filter(person=person).select_related("initiative__place").order_by("-began_on", "id")


def participants_of(initiative: Initiative) -> QuerySet[Participation]:
    """Return who takes part, for those who coordinate it; names are opened by `participation.person.name`."""
    return initiative.participations.select_related("person").filter(person__is_active=True).order_by("began_on", "id")


def people_shown(initiative: Initiative, output: Output) -> int:
    """Return how many take part as anybody may know: 0 for fewer than five or a hidden figure, else "at least n".

    Of a discreet initiative n is where its band begins; of an open one the last multiple of five.
    """
    number = Participation.objects.filter(initiative=initiative, person__is_active=True).count()
    bounds = figure(initiative.profile, output, number)
    if bounds is None or bounds[0] < LEAST:
        return 0
    return bounds[0] - bounds[0] % LEAST


def names_shown(initiative: Initiative, output: Output) -> list[str]:
    """Return the names of those who take part and said that it may be seen; none unless the profile shows contacts."""
    if shown(initiative.profile, Field.CONTACT, output) is not Shown.FULL:
        return []
    said = initiative.participations.filter(is_public=True, person__is_active=True).select_related("person")
    return sorted(one.person.name for one in said)


def counts_of(initiatives: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many take part in each of these. **Not for showing**: whoever adds these up suppresses the sums."""
    rows = Participation.objects.filter(initiative__in=initiatives, person__is_active=True).values("initiative")
    return dict(rows.annotate(number=Count("pk")).order_by().values_list("initiative", "number"))


def messages_in(initiatives: Iterable[UUID]) -> dict[UUID, list[Told]]:
    """Return what was told in each of these initiatives, the newest first; one query."""
    told: dict[UUID, list[Told]] = {}
    for row in Message.objects.filter(initiative__in=initiatives):
        try:
            text = unseal(bytes(row.sealed), purpose=MESSAGE)
        except CannotOpen:
            continue
        told.setdefault(row.initiative_id, []).append(Told(text, row.written_on))
    return told


def pending_of(person: Person | None, today: date) -> list[Pending]:
    """Return what was told and not read yet."""
    if person is None:
        return []
    title = gettext("Read what “%(title)s” tells those who take part")
    return [
        Pending(title % {"title": one.initiative.title}, reverse("taking-part"), today)
        for one in participations_of(person).filter(unread__gt=0)
    ]
