"""How many initiatives each place has, to draw a map of them."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from tejido.ground.places.models import Place, Source
from tejido.ground.places.queries.shading import NO_DATA, Shade, Shading
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries.places import below

BREAKS = (1, 3, 6, 11, 21)
"""Where the five classes begin; ten times as much, or a hundred times, where the largest count asks for it."""


def shading_of(area: Place, initiatives: QuerySet[Initiative]) -> Shading:
    """Shade the places of an area by how many of `initiatives` (those that lists show) have their place there."""
    digits = 2 if area.kind == PlaceKind.COUNTRY else 5
    rows = initiatives.filter(below(area)).select_related(None).prefetch_related(None).defer(None).order_by()
    counts: Counter[str] = Counter()
    for key, number in rows.values_list("place_id").annotate(number=Count("pk")):
        counts[key[:digits]] += number
    breaks = _breaks(max(counts.values(), default=0))
    return Shading(
        theme=None,
        title=gettext("Where citizens act"),
        unit=gettext("initiatives that lists show"),
        year=localdate().year,
        source=Source(publisher=settings.SITE_NAME, title=gettext("what organisations and neighbours entered here")),
        classes=_ranges(breaks),
        columns=(gettext("Initiatives"),),
        shades=_shades(area, counts, breaks),
    )


def _shades(area: Place, counts: Mapping[str, int], breaks: tuple[int, ...]) -> dict[str, Shade]:
    keys = Place.objects.filter(parent=area).values_list("key", flat=True)
    return {key: _shade(counts.get(key, 0), breaks) for key in keys}


def _shade(number: int, breaks: tuple[int, ...]) -> Shade:
    words = ngettext("%(n)s initiative", "%(n)s initiatives", number) % {"n": number_format(number)}
    return Shade(sum(number >= start for start in breaks) or NO_DATA, words, (number_format(number),))


def _breaks(most: int) -> tuple[int, ...]:
    times = 1
    while most > BREAKS[-1] * 10 * times:
        times *= 10
    return tuple(start * times if times > 1 and i else start for i, start in enumerate(BREAKS))


def _ranges(breaks: tuple[int, ...]) -> tuple[str, ...]:
    spans = [(low, high - 1) for low, high in pairwise(breaks)]
    words = [
        number_format(low) if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
        for low, high in spans
    ]
    return (*words, gettext("%(low)s or more") % {"low": number_format(breaks[-1])})
