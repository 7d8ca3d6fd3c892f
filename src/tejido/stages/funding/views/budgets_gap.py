"""The map of gaps: need beside money and initiatives by municipality."""

import csv
import io

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places.maps import draw, draw_shading
from tejido.ground.places.models import Place
from tejido.ground.places.queries.finding import children
from tejido.ground.places.queries.shading import Shade
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.listing import cell
from tejido.stages.funding.budget_money import money
from tejido.stages.funding.queries.budgets_gap import Beside, StateGaps, gaps_of, shading_of
from tejido.stages.funding.vocabulary.gaps import Gap

COUNTRY = "00"
ROWS = 100
LISTED = 20


@require_safe
def country(request: Request) -> HttpResponse:
    """Choose a state, on a map or from a list."""
    whole = Place.objects.filter(pk=COUNTRY).first()
    drawn = draw(whole, link=lambda key: reverse("budget-gap", args=[key])) if whole else None
    states = list(children(whole)) if whole else []
    return render(request, "funding/budgets/gap_country.html", {"map": drawn, "states": states})


@require_safe
def state(request: Request, key: str) -> HttpResponse:
    """Show the municipalities of a state: how need and answers meet; as CSV with every number."""
    area = get_object_or_404(Place.objects.defer("figures"), pk=key)
    if area.kind == PlaceKind.COUNTRY:
        return redirect("budget-gaps")
    if area.kind == PlaceKind.MUNICIPALITY:
        return redirect("budget-gap", area.parent_id)
    found = gaps_of(area, localdate(request.now))
    if found is None:
        raise Http404
    if request.GET.get("formato") == "csv":
        return _csv(found)
    columns = (_("Homicides per 100,000"), _("Marginalisation"), _("Initiatives"), _("Money that reached them"))
    shades = {one.place.key: Shade(one.gap.number, str(one.gap.label), _cells(one)) for one in found.rows}
    title = _("Need, and what answers it")
    shading = shading_of(found, shades, title=title, unit=_("municipalities"), columns=columns)
    drawn = draw_shading(area, shading, link=lambda of: reverse("place", args=[of]))
    missing = found.without_money
    context = {
        "area": area,
        "gaps": found,
        "map": drawn,
        "rows": drawn.rows if len(drawn.rows) <= ROWS else [row for row in drawn.rows if row.number > 1][:ROWS],
        "missing": [(one, _cells(one)) for one in missing[:LISTED]],
        "more": max(len(missing) - LISTED, 0),
        "sentence": _sentence(found),
        "csv_url": f"{request.path}?{urlencode({'formato': 'csv'})}",
    }
    return render(request, "funding/budgets/gap.html", context)


def _sentence(found: StateGaps) -> str:
    high = len(found.rows) - found.count(Gap.LOW)
    words = {
        "state": found.state.short_name,
        "all": len(found.rows),
        "high": high,
        "none": found.count(Gap.NOTHING) + found.count(Gap.BOTH),
        "unfunded": found.count(Gap.NO_MONEY),
    }
    return (
        _(
            "In %(state)s, %(high)s of %(all)s municipalities have high violence or marginalisation. In %(none)s of"
            " them no initiative is known here, and in %(unfunded)s there are initiatives that no known money reaches."
        )
        % words
    )


def _cells(one: Beside) -> tuple[str, ...]:
    rate = number_format(one.rate, decimal_pos=1) if one.rate is not None else _("not known")
    grade = str(one.grade.label) if one.grade else _("not known")
    paid = " + ".join(money(amount, currency) for currency, amount in sorted(one.given.paid.items()))
    return (rate, grade, number_format(one.initiatives), paid or _("none known"))


def _csv(found: StateGaps) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    need = (_("Homicides per 100,000"), _("Year"), _("Marginalisation"))
    answers = (_("Initiatives"), _("Money that reached them"), _("Need, and what answers it"))
    writer.writerow([_("Key of the place"), _("Place"), *need, *answers])
    for one in found.rows:
        rate = "" if one.rate is None else f"{one.rate:.1f}"
        paid = "; ".join(f"{amount / 100:.2f} {currency}" for currency, amount in sorted(one.given.paid.items()))
        grade = "" if one.grade is None else str(one.grade.label)
        row = (one.place.key, one.place.name, rate, found.year, grade, one.initiatives, paid, str(one.gap.label))
        writer.writerow([cell(value) for value in row])
    name = f"brechas-{found.state.key}.csv"
    heading = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=heading)
