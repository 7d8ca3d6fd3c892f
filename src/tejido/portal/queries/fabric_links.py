"""Who works with whom in a place: told late, only of those who both said so, and never where few work.

Nobody can take it along as a file, and no page lists the links of a state or of the country (promise 11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, profiles_showing
from tejido.ground.organisations.queries import organisations_in
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.stages.initiatives.models import Initiative, Partnership
from tejido.stages.initiatives.models.initiative import UNPUBLISHED

LATE = timedelta(days=90)
FEWEST = 10  # organisations
MOST = 60  # links of one picture
STEP, WIDTH, TOP, LETTERS = 26, 640, 20, 34


@dataclass(frozen=True)
class Links:
    """Pairs of an initiative and an organisation that work together, and their picture.

    `too_few` says that too few organisations work in the place for links to be told; then there are no pairs.
    """

    pairs: Sequence[tuple[Initiative, Organisation]]
    too_few: bool

    @property
    def drawing(self) -> SafeString:
        """Initiatives on the left, organisations on the right, a line between those that work together."""
        return draw(self.pairs)


def links_of(place: Place, today: date) -> Links | None:
    """Return who works with whom in a municipality; None for states and the country. At most two queries.

    Both sides declared it, the later of the two at least 90 days ago; both are open; and at least ten organisations of
    civil society work in the place in public.
    """
    if place.kind != PlaceKind.MUNICIPALITY:
        return None
    here = organisations_in(place, Output.LIST).filter(kind=Kind.CIVIL_SOCIETY)
    if here.prefetch_related(None).order_by()[:FEWEST].count() < FEWEST:
        return Links((), too_few=True)
    linking = profiles_showing(Field.LINK, Output.PAGE)
    rows = Partnership.objects.filter(
        Q(by_initiative_on__lte=today - LATE, by_organisation_on__lte=today - LATE),
        initiative__place=place,
        initiative__profile__in=linking,
        organisation__profile__in=linking,
        organisation__closed_on=None,
    ).exclude(initiative__state__in=UNPUBLISHED)
    rows = rows.select_related("initiative", "organisation").order_by(
        "initiative__searchable", "initiative_id", "organisation__searchable", "organisation_id"
    )
    return Links([(row.initiative, row.organisation) for row in rows[:MOST]], too_few=False)


def draw(pairs: Sequence[tuple[Initiative, Organisation]]) -> SafeString:
    """Draw the pairs as two columns of names with lines between them."""
    left = {one.pk: (one.title, i) for i, one in enumerate(dict.fromkeys(pair[0] for pair in pairs))}
    right = {one.pk: (one.name, i) for i, one in enumerate(dict.fromkeys(pair[1] for pair in pairs))}
    lines = format_html_join(
        "",
        '<line class="link" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        ((WIDTH * 0.45, _y(left[a.pk][1]) - 4, WIDTH * 0.55, _y(right[b.pk][1]) - 4) for a, b in pairs),
    )
    names = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        [(round(WIDTH * 0.45) - 6, _y(i), "end", Truncator(name).chars(LETTERS)) for name, i in left.values()]
        + [(round(WIDTH * 0.55) + 6, _y(i), "start", Truncator(name).chars(LETTERS)) for name, i in right.values()],
    )
    height = _y(max(len(left), len(right), 1))
    return format_html(
        '<svg class="chart links" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        height,
        gettext("Who works with whom"),
        lines,
        names,
    )


def _y(row: int) -> int:
    return TOP + STEP * row
