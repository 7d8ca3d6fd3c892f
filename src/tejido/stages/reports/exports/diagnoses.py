"""The list of diagnoses: search, filters, orders, feed and CSV."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.places import place_filter
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, in_list
from tejido.stages.reports import trees
from tejido.stages.reports.models import Diagnosis


def _organisation(diagnosis: Diagnosis) -> str:
    is_linked = linked(diagnosis.profile, diagnosis.organisation.profile, Output.EXPORT)
    return diagnosis.organisation.name if is_linked else ""


def _causes(diagnosis: Diagnosis) -> str:
    return "; ".join(str(Cause(cause).label) for cause in diagnosis.causes)


def _entry(diagnosis: Diagnosis) -> Entry:
    assert diagnosis.edited_on  # lists hold no drafts
    helps = "; ".join(one.what for one in trees.read(diagnosis.text).helps)
    return Entry(str(diagnosis), diagnosis.get_absolute_url(), diagnosis.edited_on, helps[:280])


DIAGNOSES = Listing[Diagnosis](
    title=_("Diagnoses"),
    count=lambda n: ngettext("%(n)s diagnosis", "%(n)s diagnoses", n) % {"n": number_format(n)},
    search=["searchable"],
    search_label=_("Search by the problem"),
    filters=[
        place_filter("place"),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Between("publicado", _("Published"), "published_on"),
    ],
    sorts=[
        Sort("nuevos", _("Newest first"), ("-edited_on", "id")),
        Sort("nombre", _("By name"), ("searchable", "id")),
    ],
    columns=[
        Column(_("The problem"), lambda it: it.title),
        Column(_("Place"), lambda it: it.place.full_name),
        Column(_("Key of the place"), lambda it: it.place_id),
        Column(_("Quarter"), lambda it: it.quarter),
        Column(_("Underlying causes"), _causes),
        Column(_("What would help"), lambda it: "; ".join(map(str, trees.read(it.text).helps))),
        Column(_("Organisation"), _organisation),
        Column(_("Version"), lambda it: it.edition),
        Column(_("Published on"), lambda it: it.published_on),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=_entry,
    newest=("-edited_on", "id"),
    file_name="diagnosticos",
    empty=_(
        "Here will be what neighbours and organisations know about insecurity where they live, and what would help."
    ),
    begin=_("Make a diagnosis"),
    begin_url="diagnosis-draft",
)
