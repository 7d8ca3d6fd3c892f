"""What others did: near, in places that are alike, and under a similar title."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tejido.ground.organisations.profiles import Output
from tejido.ground.places.models import Place
from tejido.ground.places.queries.comparing import places_alike
from tejido.ground.web.searching import folded
from tejido.stages.initiatives.models import Guide, Initiative, Offer
from tejido.stages.initiatives.queries.initiatives import as_rows, initiatives_shown, of_place
from tejido.stages.initiatives.queries.parts import guides_shown, offers_shown
from tejido.stages.initiatives.queries.places import below
from tejido.stages.initiatives.vocabulary import State

ALIKE = 40
"""Municipalities of the same size class and grade of marginalisation that are looked through, most alike first."""
SHOWN = 5
SIMILAR = 0.62
"""From this share of matching letters on two titles are called similar."""
LOOKED_THROUGH = 300
_SMALL = {"a", "al", "con", "de", "del", "el", "en", "la", "las", "lo", "los", "para", "por", "un", "una", "y"}


@dataclass(frozen=True)
class Examples:
    """What others did, and who offers an hour; from places that are alike first, then from anywhere."""

    initiatives: list[Initiative]
    guides: list[Guide]
    offers: list[Offer]
    alike: int


def examples_for(place: Place, kind: str, today: date) -> Examples:
    """Return what who begins something of this kind in this place can learn from.

    A place is alike where it has the same size class and grade of marginalisation; the more similar its violence, the
    earlier it comes. At most 5 of each. Costs 7 queries at most.
    """
    keys = [one.key for one in places_alike(place, most=ALIKE)]
    order = {place.pk: -1} | {key: number for number, key in enumerate(keys)}
    done = initiatives_shown(Output.PAGE, today).filter(place__in=list(order), state__in=[State.ACTIVE, State.FINISHED])
    found = list(as_rows(done)[:LOOKED_THROUGH])
    found.sort(key=lambda one: (one.kind != kind, order[one.place_id], one.title))
    guides = list(guides_shown(Output.PAGE, today)[:LOOKED_THROUGH])
    offers = list(offers_shown(Output.PAGE)[:LOOKED_THROUGH])
    far = len(order)

    def nearest(one: Guide | Offer) -> tuple[int, bool, str]:
        return (order.get(one.initiative.place_id, far), one.initiative.kind != kind, str(one.pk))

    return Examples(found[:SHOWN], sorted(guides, key=nearest)[:SHOWN], sorted(offers, key=nearest)[:SHOWN], len(keys))


def similar_to(title: str, place: Place, today: date) -> list[Initiative]:
    """Return public initiatives that work in the place and have a similar title, the most similar first."""
    here = of_place(place, Output.LIST, today) if place.parent_id else initiatives_shown(Output.LIST, today)
    rows = as_rows(here.filter(below(place)) if len(place.pk) == 2 else here).order_by("-published_on", "id")
    scored = [(likeness(title, one.title), one) for one in rows[:LOOKED_THROUGH]]
    near = [(score, one) for score, one in scored if score >= SIMILAR]
    return [one for _score, one in sorted(near, key=lambda pair: (-pair[0], pair[1].title))][:SHOWN]


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two titles are: their words in any order, accents and small words left out."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    shared = sum(max(_ratio(word, it) for it in others) >= 0.8 for word in words)
    overlap = (
        shared / min(len(words), len(others))
        if min(len(words), len(others)) > 1
        else shared / max(len(words), len(others))
    )
    return max(overlap, _ratio(" ".join(sorted(words)), " ".join(sorted(others))))


def _words(title: str) -> set[str]:
    return {word.strip("«»“”\"'.,;:()") for word in folded(title).split()} - _SMALL - {""}


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
