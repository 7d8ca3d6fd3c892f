"""How grants, visits and doubts are moderated: what is read of them, hidden, and shown again."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.subjects import Kind, Page
from tejido.ground.organisations.moderated import hide, shown_again
from tejido.ground.organisations.queries import memberships_of, organisations_of
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import Person
from tejido.stages.funding.actions.grant_rows import locked_grant, tell_due
from tejido.stages.funding.actions.grant_voices import tell_voices
from tejido.stages.funding.disclosure import profile_of
from tejido.stages.funding.models import Doubt, Grant, Visit
from tejido.stages.funding.queries.grants import of_sides


def _grants(ids: Collection[str]) -> dict[str, Page]:
    rows = Grant.objects.filter(pk__in=ids)
    texts = {str(row.pk): [it for it in (row.purpose, row.reason) if it] for row in rows}
    return {str(row.pk): Page(row.title, row.get_absolute_url(), texts[str(row.pk)]) for row in rows}


def _hide_grant(own: str, now: datetime) -> str:
    return hide(locked_grant(Grant(pk=own), localdate(now)))


def _show_grant(own: str, kept: str, now: datetime) -> None:
    today = localdate(now)
    row = locked_grant(Grant(pk=own), today)
    if shown_again(row, kept):
        if profile_of(row) == Profile.OPEN:  # what was told openly before stays closed where less is shown now
            row.told_openly = False
            row.save(update_fields=["told_openly"])
        tell_due(row, today)


def _concerned_grants(pages: Collection[str], person: Person) -> set[str]:
    rows = Grant.objects.filter(of_sides(person), pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _owned_grants(pages: Collection[str], person: Person) -> set[str]:
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    theirs = Q(funder__in=coordinated) | Q(initiative__organisation__in=coordinated)
    rows = Grant.objects.filter(of_sides(person) & (theirs | Q(initiative__organisation=None)), pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _visits(ids: Collection[str]) -> dict[str, Page]:
    rows = Visit.objects.filter(pk__in=ids).select_related("grant")
    return {str(row.pk): Page(row.grant.title, row.grant.get_absolute_url(), [row.text]) for row in rows}


def _doubts(ids: Collection[str]) -> dict[str, Page]:
    rows = Doubt.objects.filter(pk__in=ids).select_related("grant")
    said = {str(row.pk): [it for it in (row.text, row.answer) if it] for row in rows}
    return {str(row.pk): Page(row.grant.title, row.grant.get_absolute_url(), said[str(row.pk)]) for row in rows}


def _hide_voice(model: type[Visit] | type[Doubt], own: str, now: datetime) -> str:
    row = model._default_manager.select_for_update(of=("self",)).get(pk=own)
    row.hidden_on = localdate(now)
    row.save(update_fields=["hidden_on"])
    return ""


def _show_voice(model: type[Visit] | type[Doubt], own: str, now: datetime) -> None:
    row = model._default_manager.select_for_update(of=("self",)).get(pk=own)
    row.hidden_on = None
    row.save(update_fields=["hidden_on"])
    today = localdate(now)
    tell_voices(locked_grant(Grant(pk=row.grant_id), today), today)


def _concerned(model: type[Visit] | type[Doubt], pages: Collection[str], person: Person) -> set[str]:
    """Who wrote it, who belongs to the organisation that did, and the two sides."""
    mine = Q(person=person) | Q(organisation__in=organisations_of(person))
    theirs = Q(grant__in=Grant.objects.filter(of_sides(person)))
    rows = model._default_manager.filter(mine | theirs, pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _owned(model: type[Visit] | type[Doubt], pages: Collection[str], person: Person) -> set[str]:
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR).values("organisation")
    rows = model._default_manager.filter(Q(person=person) | Q(organisation__in=coordinated), pk__in=pages)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


GRANT = Kind(
    noun=_("A grant"),
    pages=_grants,
    hide=_hide_grant,
    show=_show_grant,
    concerned=_concerned_grants,
    owned=_owned_grants,
)
VISIT = Kind(
    noun=_("What a visitor told"),
    pages=_visits,
    hide=lambda own, now: _hide_voice(Visit, own, now),
    show=lambda own, kept, now: _show_voice(Visit, own, now),  # noqa: ARG005  nothing had to be kept
    concerned=lambda pages, person: _concerned(Visit, pages, person),
    owned=lambda pages, person: _owned(Visit, pages, person),
)
DOUBT = Kind(
    noun=_("A doubt about a grant"),
    pages=_doubts,
    hide=lambda own, now: _hide_voice(Doubt, own, now),
    show=lambda own, kept, now: _show_voice(Doubt, own, now),  # noqa: ARG005  nothing had to be kept
    concerned=lambda pages, person: _concerned(Doubt, pages, person),
    owned=lambda pages, person: _owned(Doubt, pages, person),
)
