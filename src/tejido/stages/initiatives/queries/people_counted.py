"""How many people take part in a place, for its civic fabric. Raw numbers: the page puts them in bands."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from tejido.ground.organisations.fabric import Period
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Participation
from tejido.stages.initiatives.vocabulary import State


def people_taking_part(place: Place, periods: Sequence[Period]) -> Mapping[Period, int]:
    """Return how many people take part now, under the last period: who left is kept nowhere, so the past is not known.

    Everybody counts once, in however many initiatives they take part.
    """
    where = {
        PlaceKind.MUNICIPALITY: Q(initiative__place=place),
        PlaceKind.STATE: Q(initiative__place=place) | Q(initiative__place__parent=place),
    }.get(PlaceKind(place.kind), Q())
    total = Field.MUNICIPAL_TOTAL if place.kind == PlaceKind.MUNICIPALITY else Field.STATE_TOTAL
    counted = Participation.objects.filter(
        where,
        person__is_active=True,
        initiative__state__in=(State.ACTIVE, State.PAUSED),
        initiative__profile__in=profiles_showing(total, Output.PAGE),
    )
    return {periods[-1]: counted.values("person").distinct().count()}
