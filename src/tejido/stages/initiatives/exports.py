"""The list of initiatives: search, filters, orders, feed and CSV."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.places import place_filter
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.places.models import Place
from tejido.ground.places.search import find_key
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal, in_list
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.queries import finding
from tejido.stages.initiatives.vocabulary import Kind, State

OPEN_NEEDS = "abiertas"


def _having_needs(initiatives: QuerySet[Initiative], value: str) -> QuerySet[Initiative]:  # noqa: ARG001  the one choice
    return finding.wanting(initiatives, Output.LIST, localdate())


def _working_in(initiatives: QuerySet[Initiative], text: str) -> QuerySet[Initiative]:
    return finding.working_in(initiatives, Place.objects.only("key", "kind", "parent").get(pk=find_key(text)[0]))


def _organisation(initiative: Initiative) -> str:
    of = initiative.organisation
    return of.name if of and linked(initiative.profile, of.profile, Output.EXPORT) else ""


def _causes(initiative: Initiative) -> str:
    return "; ".join(str(Cause(cause).label) for cause in initiative.causes)


def _needs(initiative: Initiative) -> str:
    return "; ".join(need.text for need in initiative.open_needs)  # type: ignore[attr-defined]  # prefetched by queries


def _published_on(initiative: Initiative) -> date:
    assert initiative.published_on  # lists hold no drafts
    return initiative.published_on


INITIATIVES = Listing[Initiative](
    title=_("Initiatives"),
    count=lambda n: ngettext("%(n)s initiative", "%(n)s initiatives", n) % {"n": number_format(n)},
    search=finding.find,
    search_label=_("Search by title"),
    filters=[
        replace(place_filter("place"), apply=_working_in),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Filter("tipo", _("Kind"), Kind.choices, equal("kind")),
        Filter("estado", _("State"), [one for one in State.choices if one[0] not in UNPUBLISHED], equal("state")),
        Filter("necesidades", _("Needs"), [(OPEN_NEEDS, _("Has open needs"))], _having_needs),
        Between("publicada", _("Published"), "published_on"),
    ],
    sorts=[
        Sort("nombre", _("By name"), ("searchable", "id")),
        Sort("nuevas", _("Newest first"), ("-published_on", "id")),
    ],
    columns=[
        Column(_("Title"), lambda it: it.title),
        Column(_("Kind"), lambda it: it.get_kind_display()),
        Column(_("State"), lambda it: it.get_state_display()),
        Column(_("Place"), lambda it: it.place.full_name),
        Column(_("Key of the place"), lambda it: it.place_id),
        Column(_("Causes"), _causes),
        Column(_("Organisation"), _organisation),
        Column(_("Open needs"), _needs),
        Column(_("Published on"), lambda it: it.published_on),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=lambda it: Entry(it.title, it.get_absolute_url(), _published_on(it), it.story[:280]),
    newest=("-published_on", "id"),
    per_page=15,
    file_name="iniciativas",
    empty=_("Here will be what citizens do about insecurity and its causes."),
    begin=_("Begin one"),
    begin_url="initiative-propose",
)
