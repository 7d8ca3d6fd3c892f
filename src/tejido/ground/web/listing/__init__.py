"""Every list of the site: search, filters, sort, pages, an address to share, a feed and a CSV of the same selection.

An app describes its list once and answers with it::

    INITIATIVES = Listing[Initiative](
        title=_("Initiatives"),
        count=lambda n: ngettext("%(n)s initiative", "%(n)s initiatives", n) % {"n": number_format(n)},
        search=["searchable"],
        filters=[
            Filter("causa", _("Cause"), Cause.choices, in_list("causes")),
            Between("inicio", _("Began"), "began_on"),
        ],
        sorts=[Sort("nombre", _("By name"), ("title", "id")), Sort("nuevas", _("Newest"), ("-published_on", "id"))],
        columns=[Column(_("Title"), lambda it: it.title)],
        entry=lambda it: Entry(it.title, it.get_absolute_url(), it.published_on),
        newest=("-published_on", "id"),
        empty=_("Here will be what citizens do."),
    )

    def initiatives(request: Request) -> HttpResponseBase:
        return respond(request, INITIATIVES, queries.visible_to(request.person), template="initiatives/list.html")

The template extends `web/list.html` and fills its block `row`. It costs three queries, whatever the number of things.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tejido.ground.web.listing.outputs import atom_of, cell, csv_of
from tejido.ground.web.listing.pages import Page, page_of, taken
from tejido.ground.web.listing.selection import FORMAT, PAGE, Selection, select
from tejido.ground.web.listing.spec import Between, Column, Entry, Filter, Listing, Sort, equal, in_list

__all__ = [
    "Between",
    "Column",
    "Entry",
    "Filter",
    "Listing",
    "Page",
    "Selection",
    "Sort",
    "cell",
    "equal",
    "in_list",
    "respond",
    "select",
    "taken",
]

M = TypeVar("M", bound=Model)


def respond(
    request: HttpRequest,
    listing: Listing[M],
    things: QuerySet[M],
    *,
    template: str = "web/list.html",
    extra: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """Answer with the page, the feed or the CSV of what the address selects from `things`.

    The template finds `listing` (the description), `selection` and `page` (its `rows`), and what is in `extra`.
    `things` must already hold only what the person may see, with what its rows need prefetched.
    """
    selection = select(listing, things, request.path, request.GET.dict())
    wanted = request.GET.get(FORMAT, "")
    if wanted == "csv" and listing.columns:
        return csv_of(selection)
    if wanted == "atom" and listing.entry:
        return atom_of(request, selection)
    page = page_of(selection, request.GET.get(PAGE, ""))
    context = {
        "listing": listing,
        "selection": selection,
        "page": page,
        "feed_url": selection.url(**{FORMAT: "atom"}) if listing.entry else "",
        "csv_url": selection.url(**{FORMAT: "csv"}) if listing.columns else "",
    }
    return render(request, template, context | dict(extra or {}))
