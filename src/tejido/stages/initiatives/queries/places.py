"""What lies in a place."""

from django.db.models import Q

from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Initiative


def below(place: Place, field: str = "place") -> Q:
    """Return the condition for what lies in a place: in the municipality, or anywhere in the state or the country.

    `field` leads to the place of what is asked for.
    """
    if place.kind == PlaceKind.STATE:  # a range of keys, which an index serves; a join to places would read all rows
        return Q((f"{field}_id__gte", place.pk), (f"{field}_id__lte", f"{place.pk}999"))
    return Q() if place.parent_id is None else Q((field, place))


def works_in(place: Place) -> Q:
    """Return the condition for initiatives that work in a place, mainly or besides; of a state, in anything below."""
    if place.parent_id is None:
        return Q()
    besides = Initiative.places.through.objects.filter(below(place))
    return below(place) | Q(pk__in=besides.values("initiative"))
