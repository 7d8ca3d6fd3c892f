"""One search over everything public; each group asks the app it belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_shown
from tejido.ground.places.queries.finding import find_place
from tejido.ground.web.listing import taken
from tejido.ground.web.searching import search
from tejido.stages.funding.models import BudgetLine
from tejido.stages.funding.queries.calls import calls_shown
from tejido.stages.initiatives.queries import initiatives_shown
from tejido.stages.initiatives.queries.finding import find
from tejido.stages.reports.queries.diagnoses import diagnoses_shown
from tejido.stages.roundtables.queries.commitments import commitments_shown
from tejido.stages.roundtables.queries.roundtables import roundtables_shown

SHOWN = 6


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    title: str
    url: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind, and where all of them are listed."""

    title: str | Promise
    hits: list[Hit]
    all_url: str = ""


Rows = Callable[[date, str], QuerySet[Model]]
"""Gets the day and what was typed; returns what of one kind is found and may be shown."""
GROUPS: list[tuple[Promise, str, Rows]] = [
    (_("Initiatives"), "initiative-list", lambda today, text: find(initiatives_shown(Output.SEARCH, today), text)),
    (
        _("Commitments"),
        "commitment-list",
        lambda today, text: search(commitments_shown(Output.SEARCH, today), text, "searchable"),
    ),
    (
        _("Roundtables"),
        "roundtable-list",
        lambda _today, text: search(roundtables_shown(Output.SEARCH), text, "searchable"),
    ),
    (
        _("Calls"),
        "call-list",
        lambda _today, text: search(calls_shown(Output.SEARCH), text, "searchable"),
    ),
    (
        _("Diagnoses"),
        "diagnosis-list",
        lambda _today, text: search(diagnoses_shown(Output.SEARCH), text, "searchable"),
    ),
    (
        _("Organisations"),
        "organisation-list",
        lambda _today, text: search(organisations_shown(Output.SEARCH), text, "searchable"),
    ),
    (
        _("Lines of budgets"),
        "budget-line-list",
        lambda _today, text: search(BudgetLine.objects.filter(gone_on=None), text, "searchable"),
    ),
]


def search_all(text: str, today: date) -> list[Group]:
    """Return what is found for `text`, places first; groups without a hit are left out. Public things only."""
    if len(text) < 2:
        return []
    places = [Hit(place.full_name, reverse("place", args=[place.pk])) for place in find_place(text, SHOWN)]
    found = [Group(_("Places"), places)]
    for title, list_name, rows in GROUPS:
        matching = taken(rows(today, text).prefetch_related(None).order_by("searchable", "pk"), 0, SHOWN)
        found.append(Group(title, _hits(matching), f"{reverse(list_name)}?{urlencode({'q': text})}"))
    return [group for group in found if group.hits]


def _hits(rows: Iterable[Model]) -> list[Hit]:
    return [Hit(str(row), row.get_absolute_url()) for row in rows]  # type: ignore[attr-defined]  # all listed have one
