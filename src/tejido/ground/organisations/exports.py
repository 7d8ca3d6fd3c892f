"""The list of organisations: search, filters, orders, feed and CSV."""

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import place_filter
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.listing import Column, Entry, Filter, Listing, Sort, equal, in_list

YES, NO = "si", "no"


def _verified(organisations: QuerySet[Organisation], value: str) -> QuerySet[Organisation]:
    return organisations.filter(verified_on__isnull=value == NO)


def _contact(organisation: Organisation, value: str) -> str:
    return value if shown(organisation.profile, Field.CONTACT, Output.EXPORT) is Shown.FULL else ""


def _causes(organisation: Organisation) -> str:
    return "; ".join(str(Cause(cause).label) for cause in organisation.causes)


def _places(organisation: Organisation) -> str:
    return "; ".join(place.full_name for place in organisation.places.all())


ORGANISATIONS = Listing[Organisation](
    title=_("Organisations"),
    count=lambda n: ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": number_format(n)},
    search=["searchable"],
    search_label=_("Search by name"),
    filters=[
        place_filter("places"),
        Filter("tipo", _("Kind"), Kind.choices, equal("kind")),
        Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
        Filter("verificada", _("Verified by the host"), [(YES, _("Verified")), (NO, _("Not verified yet"))], _verified),
    ],
    sorts=[
        Sort("nombre", _("By name"), ("searchable", "id")),
        Sort("nuevas", _("Newest first"), ("-registered_on", "id")),
    ],
    columns=[
        Column(_("Name"), lambda it: it.name),
        Column(_("Kind"), lambda it: it.get_kind_display()),
        Column(_("Level of government"), lambda it: it.get_level_display()),
        Column(_("What it does about security"), lambda it: it.get_power_display()),
        Column(_("Places"), _places),
        Column(_("Causes"), _causes),
        Column(_("Web page"), lambda it: _contact(it, it.website)),
        Column(_("CLUNI"), lambda it: _contact(it, it.cluni)),
        Column(_("Registered on"), lambda it: it.registered_on),
        Column(_("Verified since"), lambda it: it.verified_on),
        Column(_("Address here"), lambda it: it.get_absolute_url()),
    ],
    entry=lambda it: Entry(it.name, it.get_absolute_url(), it.registered_on, it.about[:280]),
    newest=("-registered_on", "id"),
    file_name="organizaciones",
    empty=_("Here will be the organisations of citizens, the institutions and the funders that work together."),
    begin=_("Register yours"),
    begin_url="organisation-register",
)
