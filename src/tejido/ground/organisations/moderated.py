"""Moderation of what has a publication profile: hidden through the one function that decides for every output.

While something is hidden its profile is `HIDDEN`, which shows nothing anywhere; what it was is kept beside the decision
and comes back with it. Apps above use `hide` and `shown_again` for their own pages.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.subjects import Kind, Page
from tejido.ground.organisations.actions.changing import InstitutionsAreOpen
from tejido.ground.organisations.actions.entries import enter_whole
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import is_secret
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import HIDDEN, Act, Role
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind
from tejido.ground.people.models import Person

M = TypeVar("M", bound=Model)


def hide(row: M) -> str:
    """Take `row` (locked, with a `profile`) out of every output, and return the profile that it had."""
    kept: str = row.profile  # type: ignore[attr-defined]  # whatever is moderated so has one
    row.profile = HIDDEN  # type: ignore[attr-defined]
    row.save(update_fields=["profile"])
    return kept


def shown_again(row: M, kept: str) -> bool:
    """Give `row` its profile back, and say whether the record has to hear of it as it now is."""
    row.profile = kept  # type: ignore[attr-defined]
    row.save(update_fields=["profile"])
    return not is_secret(kept)


def concerned(pages: Collection[str], person: Person) -> set[str]:
    """Return those of the organisations (ids) to which the person belongs."""
    return {
        str(pk)
        for pk in memberships_of(person).filter(organisation__pk__in=pages).values_list("organisation", flat=True)
    }


def owned(pages: Collection[str], person: Person) -> set[str]:
    """Return those of the organisations that the person coordinates, or speaks for."""
    held = memberships_of(person).filter(organisation__pk__in=pages, role__in=(Role.COORDINATOR, Role.LIAISON))
    return {str(pk) for pk in held.values_list("organisation", flat=True)}


def _pages(ids: Collection[str]) -> dict[str, Page]:
    rows = Organisation.objects.filter(pk__in=ids)
    return {str(row.pk): Page(row.name, row.get_absolute_url(), [row.about] if row.about else []) for row in rows}


def _hide(own: str, now: datetime) -> str:  # noqa: ARG001  the same question for all kinds
    row = Organisation.objects.select_for_update().get(pk=own)
    if row.kind == OrganisationKind.INSTITUTION:
        raise InstitutionsAreOpen(field="outcome")
    return hide(row)


def _show(own: str, kept: str, now: datetime) -> None:
    row = Organisation.objects.select_for_update().get(pk=own)
    if shown_again(row, kept):
        enter_whole(Act.SHOWN, row, by=None, day=localdate(now))


KIND = Kind(noun=_("An organisation"), pages=_pages, hide=_hide, show=_show, concerned=concerned, owned=owned)
"""Public institutions can be pointed out, and not be hidden."""
