"""How initiatives are moderated: what is read of them, hidden, and shown again."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.subjects import Kind, Page
from tejido.ground.organisations.moderated import hide, shown_again
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.stages.initiatives.actions.entries import enter_whole
from tejido.stages.initiatives.actions.showing import show_parts
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries import run_by
from tejido.stages.initiatives.vocabulary import Act


def _pages(ids: Collection[str]) -> dict[str, Page]:
    rows = Initiative.objects.filter(pk__in=ids).prefetch_related("needs")
    return {str(row.pk): Page(row.title, row.get_absolute_url(), _texts(row)) for row in rows}


def _texts(row: Initiative) -> list[str]:
    return [text for text in (row.story, *(need.text for need in row.needs.all())) if text]


def _hide(own: str, now: datetime) -> str:  # noqa: ARG001  the same question for all kinds
    return hide(_locked(own))


def _show(own: str, kept: str, now: datetime) -> None:
    row = _locked(own)
    if shown_again(row, kept) and not row.is_unpublished:
        today = localdate(now)
        enter_whole(Act.SHOWN, row, by=None, day=today)
        show_parts(row, today)


def _locked(own: str) -> Initiative:
    return Initiative.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=own)


def _concerned(pages: Collection[str], person: Person) -> set[str]:
    return _of(pages, run_by(person))


def _owned(pages: Collection[str], person: Person) -> set[str]:
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    return _of(pages, run_by(person) & (Q(organisation=None) | Q(organisation__in=coordinated)))


def _of(pages: Collection[str], run: Q) -> set[str]:
    rows = Initiative.objects.filter(run, pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


KIND = Kind(noun=_("An initiative"), pages=_pages, hide=_hide, show=_show, concerned=_concerned, owned=_owned)
