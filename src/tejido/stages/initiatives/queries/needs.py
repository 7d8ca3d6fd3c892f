"""Reads of what initiatives need."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tejido.ground.organisations.profiles import Field, Output, profiles_showing, updates_shown
from tejido.ground.places.models import Place
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.queries.places import below
from tejido.stages.initiatives.vocabulary import State


def needs_shown(output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that anybody may see in `output`; open ones have no `end_shown_on`."""
    shown = Need.objects.filter(
        updates_shown(output, profile="initiative__profile", day="stated_on", today=today),
        initiative__profile__in=profiles_showing(Field.EXISTENCE, output),
        shown_on__isnull=False,
    ).exclude(initiative__state__in=UNPUBLISHED)
    return shown.exclude(withdrawn_on__isnull=False, end_shown_on__isnull=False)


def open_needs(output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that still wait, as far as anybody may know."""
    return needs_shown(output, today).filter(end_shown_on=None)


def needs_of(initiative: Initiative) -> QuerySet[Need]:
    """Return all needs of an initiative, those that wait first, as its own organisation sees them."""
    return initiative.needs.filter(withdrawn_on=None).order_by("met_on", "stated_on", "id")


def with_needs(initiatives: QuerySet[Initiative], output: Output, today: date) -> QuerySet[Initiative]:
    """Prefetch the public open needs of each initiative as `open_needs`."""
    return initiatives.prefetch_related(Prefetch("needs", queryset=open_needs(output, today), to_attr="open_needs"))


def open_needs_of(place: Place, output: Output, today: date) -> QuerySet[Need]:
    """Return the needs that still wait in a place, of initiatives that go on."""
    waiting = open_needs(output, today).filter(below(place, "initiative__place"))
    return waiting.exclude(initiative__state=State.FINISHED)


def having_open_needs(initiatives: QuerySet[Initiative], output: Output, today: date) -> QuerySet[Initiative]:
    """Return those of the initiatives that state an open need in public."""
    return initiatives.filter(Exists(open_needs(output, today).filter(initiative=OuterRef("pk"))))
