"""What narrows the list of initiatives, at 100,000 as quickly as at a hundred.

A condition that few initiatives fulfil is answered from its own index, one that many fulfil while the list is read in
its order, which ends with the page. Which of the two it is, is counted first, up to `FEW`: databases guess it badly.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tejido.ground.organisations.profiles import UPDATES_AFTER, Field, Output, Shown, profiles_showing, shown
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.ground.web.searching import asked_words, begins
from tejido.ground.web.stemming import beginnings
from tejido.stages.initiatives.models import Initiative, Need, Word
from tejido.stages.initiatives.queries.places import works_in

FEW = 2_000
LAST = "\U0010ffff"


def find(initiatives: QuerySet[Initiative], text: str) -> QuerySet[Initiative]:
    """Return those in whose title each word of `text`, or one of its family, occurs."""
    for word in asked_words(text):
        starts = beginnings(word)
        rows = Word.objects.filter(_any(Q(word__gte=start, word__lt=f"{start}{LAST}") for start in starts))
        if _are_few(rows):
            initiatives = initiatives.filter(pk__in=rows.values("initiative"))
        else:
            initiatives = initiatives.filter(_any(begins("searchable", start) for start in starts))
    return initiatives


def wanting(initiatives: QuerySet[Initiative], output: Output, today: date) -> QuerySet[Initiative]:
    """Return those that state an open need in public; the same needs as `needs.open_needs`."""
    waiting = Need.objects.filter(shown_on__isnull=False, end_shown_on=None)
    later = [name for name in Profile.values if shown(name, Field.UPDATE, output) is Shown.LATER]
    at_once = Q(profile__in=profiles_showing(Field.UPDATE, output))
    if _are_few(waiting):
        old = waiting.filter(stated_on__lte=today - UPDATES_AFTER)
        either = Q(pk__in=waiting.values("initiative")) & at_once
        return initiatives.filter(either | (Q(pk__in=old.values("initiative")) & Q(profile__in=later)))
    own = waiting.filter(initiative=OuterRef("pk"))
    old = own.filter(stated_on__lte=today - UPDATES_AFTER)
    return initiatives.filter((at_once & Exists(own)) | (Q(profile__in=later) & Exists(old)))


def working_in(initiatives: QuerySet[Initiative], place: Place) -> QuerySet[Initiative]:
    """Return those that work in a place, mainly or besides; of a state, in anything below."""
    here = works_in(place)
    return initiatives.filter(here) if here else initiatives


def _are_few(rows: QuerySet[Any]) -> bool:
    return rows.order_by()[: FEW + 1].count() <= FEW


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found
