"""What a shift would fund: chosen in the address, computed on the last decided ballot."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.stages.funding.forms.budgets import ShiftForm
from tejido.stages.funding.models import BudgetLine, BudgetSource
from tejido.stages.funding.queries import budgets as queries
from tejido.stages.funding.queries.budgets_shift import PRESETS, Shift, last_decided_call, shift
from tejido.stages.funding.vocabulary.budgets import Category


@require_safe
def what_it_would_fund(request: Request) -> HttpResponse:
    """Show which waiting initiatives a part of interdiction would reinforce. A form by GET; no script."""
    forces = BudgetLine.objects.filter(category=Category.INTERDICTION, gone_on=None)
    sources = BudgetSource.objects.filter(pk__in=forces.values("source")).order_by("kind", "-currency", "searchable")
    years = sorted(set(forces.order_by().values_list("year", flat=True)))
    usual = _usual(sources, years)
    asked = request.GET if "por_ciento" in request.GET else None
    form = ShiftForm(asked, sources=sources, years=years, initial=usual)
    call, found, problem = last_decided_call(), None, ""
    if call is not None and form.is_bound and form.is_valid():
        found, problem = _shift(form, request)
    context = {"form": form, "call": call, "shift": found, "problem": problem, "presets": [int(one) for one in PRESETS]}
    return render(request, "funding/budgets/shift.html", context | {"usual": usual})


def _shift(form: ShiftForm, request: Request) -> tuple[Shift | None, str]:  # noqa: ARG001  one shape for all
    data = form.cleaned_data
    source, year = data["fuente"], data["anio"]
    call = last_decided_call(source.currency)
    words = {"currency": source.currency, "year": year, "name": source.name}
    if call is None:
        return None, _("No ballot was decided in %(currency)s; we apply no rate of exchange.") % words
    if queries.interdiction_of(source, year, source.stage) <= 0:
        return None, _("%(name)s has no line of interdiction in %(year)s.") % words
    return shift(source, year, data["por_ciento"], call), ""


def _usual(sources: Iterable[BudgetSource], years: list[int]) -> dict[str, object]:
    first = BudgetSource.objects.filter(key="mx-pef-2026").first()
    if first is None:
        first = next(iter(sources), None)
    last = queries.years_of(first)[-1] if first and first.line_count else years[-1] if years else ""
    return {"fuente": first.pk if first else "", "anio": last, "por_ciento": "1"}
