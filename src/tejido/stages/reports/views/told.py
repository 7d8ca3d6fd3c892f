"""The public map of what people tell: country, states, municipalities, and the file of figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.stages.reports.models import Release
from tejido.stages.reports.quarters import Quarter, last_due
from tejido.stages.reports.queries.tallies import lines_of_release, release_of
from tejido.stages.reports.told_page import told_page

COUNTRY = "00"
QUARTER = "trimestre"


@require_safe
def country(request: Request) -> HttpResponse:
    """Show what people tell in the country."""
    return told(request, COUNTRY)


@require_safe
def told(request: Request, key: str) -> HttpResponse:
    """Show what people tell in a place, in a quarter whose figures are out."""
    place = Place.objects.select_related("parent").filter(pk=key).first()
    if place is None:
        raise Http404
    release, today = _release(request), localdate(request.now)
    page = told_page(place, release, today) if release else None
    context = {"place": place, "page": page, "next_on": last_due(today).next.released_on}
    return render(request, "reports/told.html", context)


@require_safe
def figures(request: Request) -> HttpResponse:
    """Give all figures of a quarter as CSV: what the pages are drawn from, and what the record has the digest of."""
    release = _release(request)
    if release is None:
        raise Http404
    name = f"lo-que-se-cuenta-{release.quarter}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\n".join(lines_of_release(release)), content_type="text/csv; charset=utf-8", headers=headers)


def _release(request: Request) -> Release | None:
    """Return the quarter that the address asks for, or the last one. Raises Http404 for one that is not out."""
    written = request.GET.get(QUARTER, "")
    quarter = Quarter.read(written)
    release = release_of(quarter)
    if written and (quarter is None or release is None):
        raise Http404
    return release
