"""What is being done near somebody, and why each thing is shown to them: two queries, whatever there is.

Only what any visitor may see in a list is matched, and a distance is told only to an initiative that shows its point.
Nothing that somebody typed is kept.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.formats import number_format
from django.utils.translation import gettext

from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.places.models import Place
from tejido.ground.places.outlines import outlines
from tejido.ground.places.vocabulary import Cause, PlaceKind
from tejido.ground.web.searching import folded
from tejido.portal.vocabulary import Reason
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries import as_rows, initiatives_shown
from tejido.stages.initiatives.vocabulary import Kind, State, Way

SHOWN = 7
CONSIDERED = 80  # the nearest and newest; more could not be ranked faster than a page is read
SUITS: dict[str, Collection[str]] = {
    Reason.NOW: {Kind.SERVICE},
    Reason.ME: {Kind.SERVICE},
    Reason.NEAR: {Kind.SECURITY, Kind.COMMUNITY},
    Reason.HELP: set(),
}
"""Which kind of initiative helps most for which reason."""
STEM = 5  # letters by which two words are the same for us: chofer and choferes, pintura and pintar
LEAST = 4
HERE, BESIDE, IN_STATE = 0, 1, 2
POINTS = {HERE: 6, BESIDE: 4, IN_STATE: 1}
ON_FOOT, BY_BUS = 2.0, 8.0  # kilometres that people go for something regular
KM_A_DEGREE = 111.2
COLUMNS = (
    "title", "kind", "state", "profile", "causes", "ways", "latitude", "longitude", "published_on",
    "place__key", "place__name", "place__common_name", "place__state_name",
)  # fmt: skip
"""What is read of an initiative to match it."""


@dataclass(frozen=True)
class Wish:
    """What somebody says of themselves: why they come, where, and what they can give. `point` is theirs, in degrees."""

    reason: str
    place: Place
    give: str = ""
    causes: Sequence[str] = ()
    ways: Sequence[str] = ()
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Match:
    """An initiative with the reasons for which it is shown, in words, and its points (the more, the nearer)."""

    initiative: Initiative
    why: Sequence[str] = field(default_factory=list)
    points: int = 0


def matches(wish: Wish, today: date) -> list[Match]:
    """Return the initiatives that suit the wish best, the best first."""
    place = wish.place
    beside = [] if place.kind != PlaceKind.MUNICIPALITY else list(outlines().neighbours(place.pk))
    in_reach = Q(place=place) | Q(place__in=beside) | _same_state(place)
    nearest = Case(
        When(place=place, then=Value(HERE)),
        When(place__in=beside, then=Value(BESIDE)),
        default=Value(IN_STATE),
        output_field=IntegerField(),
    )
    going_on = as_rows(initiatives_shown(Output.LIST, today).filter(in_reach, state=State.ACTIVE)).only(*COLUMNS)
    considered = going_on.order_by(nearest, "-published_on", "id")[:CONSIDERED]
    distance = {place.pk: HERE} | dict.fromkeys(beside, BESIDE)
    found = [_match(one, distance.get(one.place_id, IN_STATE), wish) for one in considered]
    return sorted(found, key=lambda match: -match.points)[:SHOWN]


def _same_state(place: Place) -> Q:
    if place.kind == PlaceKind.COUNTRY:
        return Q()
    state = place.pk[:2]  # a range of keys, which an index serves
    return Q(place_id__gte=state, place_id__lte=f"{state}999")


def _match(initiative: Initiative, near: int, wish: Wish) -> Match:
    needs = [need.text for need in initiative.open_needs]  # type: ignore[attr-defined]  # prefetched by queries
    far = _kilometres(initiative, wish)
    why, points = [_where(initiative, near, far, wish)], POINTS[near]
    points += 0 if far is None else 4 if far <= ON_FOOT else 2 if far <= BY_BUS else 0
    if initiative.kind in SUITS[wish.reason]:
        points += 3
        why.append(_KIND_WORDS[Kind(initiative.kind)]())
    shared = [cause for cause in initiative.causes if cause in wish.causes]
    if shared:
        points += 3 * len(shared[:2])
        why.append(gettext("works on: %(causes)s") % {"causes": ", ".join(_cause(cause) for cause in shared)})
    ways = [way for way in initiative.ways if way in wish.ways]
    if ways:
        points += 4
        why.append(gettext("looks for: %(ways)s") % {"ways": ", ".join(str(Way(way).label).lower() for way in ways)})
    given = next((text for text in needs if _speaks_of(text, wish.give)), "")
    if given:
        points += 5
        why.append(gettext("needs what you offer: “%(need)s”") % {"need": given})
    elif needs:
        points += 2 if wish.reason == Reason.HELP else 0
        why.append(gettext("needs “%(need)s”") % {"need": needs[0]})
    return Match(initiative, why, points)


def _cause(cause: str) -> str:
    return str(Cause(cause).label).lower()


def _kilometres(initiative: Initiative, wish: Wish) -> float | None:
    """Return how far it is, where both points are there to be compared; on so small a piece the earth is flat."""
    if wish.point is None or initiative.latitude is None or initiative.longitude is None:
        return None
    if shown(initiative.profile, Field.POINT, Output.LIST) is not Shown.FULL:
        return None
    south, east = initiative.latitude - wish.point[0], initiative.longitude - wish.point[1]
    return math.hypot(south, east * math.cos(math.radians(wish.point[0]))) * KM_A_DEGREE


def _where(initiative: Initiative, near: int, far: float | None, wish: Wish) -> str:
    name = {"place": initiative.place.short_name}
    if far is not None:
        return gettext("%(km)s km away, in %(place)s") % {"km": number_format(max(round(far), 1)), **name}
    if wish.place.kind == PlaceKind.COUNTRY or (near == IN_STATE and wish.place.kind == PlaceKind.STATE):
        return gettext("in %(place)s") % {"place": initiative.place.full_name}
    if near == HERE:
        return gettext("in %(place)s, where you are") % name
    return (gettext("in %(place)s, beside your municipality") if near == BESIDE else gettext("in %(place)s")) % name


_KIND_WORDS = {
    Kind.SERVICE: lambda: gettext("helps people to whom something happened"),
    Kind.SECURITY: lambda: gettext("looks after the safety of its neighbourhood"),
    Kind.COMMUNITY: lambda: gettext("makes its neighbourhood better"),
    Kind.ACCOUNTABILITY: lambda: gettext("watches over institutions"),
}


def _speaks_of(text: str, offered: str) -> bool:
    """Say whether a need and an offer share a word; words of fewer than four letters say nothing."""
    return bool(_stems(text) & _stems(offered))


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in folded(text).split() if len(word) >= LEAST}
