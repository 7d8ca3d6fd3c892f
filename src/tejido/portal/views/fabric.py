"""The civic fabric of a place, as a page and as a file of its figures."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.ground.web.listing import cell
from tejido.portal.queries.fabric import fabric_of
from tejido.portal.queries.fabric_page import page_of, period_name

QUARTERS = "trimestre"


@require_safe
def fabric(request: Request, key: str) -> HttpResponse:
    """Show which organisations and initiatives began, go on and stopped in a place, and who works with whom."""
    place = _place(key)
    by_quarter = request.GET.get("por") == QUARTERS
    page = page_of(place, localdate(request.now), by_quarter=by_quarter)
    return render(request, "portal/fabric.html", {"place": place, "page": page})


@require_safe
def fabric_csv(request: Request, key: str) -> HttpResponse:
    """Send the figures, without who works with whom: links leave the site in no file."""
    place = _place(key)
    found = fabric_of(place, localdate(request.now), by_quarter=request.GET.get("por") == QUARTERS)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="tejido-{place.key}.csv"'
    writer = csv.writer(answer)
    what = [_("Organisations"), _("Initiatives")]
    parts = [f"{one}: {part}" for one in what for part in (_("began"), _("go on"), _("stopped"))]
    people = [_("People, from"), _("People, up to")] if found.people else []
    money = [_("Money that arrived (pesos)")] if found.money else []
    writer.writerow([cell(head) for head in (_("Key of the place"), _("Place"), _("Period"), *parts, *people, *money)])
    for organisations, initiatives in zip(found.organisations, found.initiatives, strict=True):
        period = organisations.period
        low, high = found.people.get(period) or (None, None)
        row: list[object] = [place.key, place.full_name, period_name(period)]
        row += [n for flow in (organisations, initiatives) for n in (flow.began, flow.going_on, flow.stopped)]
        row += [low, high] if people else []
        row += [found.money.get(period, 0) // 100] if money else []
        writer.writerow([cell(value) for value in row])
    return answer


def _place(key: str) -> Place:
    found = Place.objects.select_related("parent").defer("figures", "parent__figures").filter(pk=key).first()
    if found is None:
        raise Http404
    return found
