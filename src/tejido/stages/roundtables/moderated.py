"""How roundtables are moderated: what is read of them, hidden, and shown again with their seats and commitments."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.subjects import Kind, Page
from tejido.ground.organisations.moderated import hide, shown_again
from tejido.ground.organisations.vocabulary import HIDDEN
from tejido.ground.people.models import Person
from tejido.stages.roundtables.actions.roundtables import enter_shown
from tejido.stages.roundtables.models import Roundtable, Staff
from tejido.stages.roundtables.queries.roundtables import inside


def _pages(ids: Collection[str]) -> dict[str, Page]:
    rows = Roundtable.objects.filter(pk__in=ids)
    return {
        str(row.pk): Page(row.name, row.get_absolute_url(), [text for text in (row.purpose, row.terms) if text])
        for row in rows
    }


def _hide(own: str, now: datetime) -> str:  # noqa: ARG001  the same question for all kinds
    return hide(_locked(own))


def _show(own: str, kept: str, now: datetime) -> None:
    row = _locked(own)
    if shown_again(row, kept):
        enter_shown(row, HIDDEN, now)


def _locked(own: str) -> Roundtable:
    rows = Roundtable.objects.select_for_update(of=("self",)).select_related("secretariat", "place")
    return rows.get(pk=own)


def _concerned(pages: Collection[str], person: Person) -> set[str]:
    rows = Roundtable.objects.filter(inside(person), pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _owned(pages: Collection[str], person: Person) -> set[str]:
    held = Staff.objects.filter(person=person, person__is_active=True, ended_on=None, roundtable__pk__in=pages)
    return {str(pk) for pk in held.values_list("roundtable", flat=True)}


KIND = Kind(noun=_("A roundtable"), pages=_pages, hide=_hide, show=_show, concerned=_concerned, owned=_owned)
