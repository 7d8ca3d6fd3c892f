"""Budgets: the way in, sources, lines, the table of classification."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed
from tejido.ground.web.listing import respond
from tejido.stages.funding import budget_tables
from tejido.stages.funding.actions.budgets import add_budget_source
from tejido.stages.funding.budget_listings import LINES
from tejido.stages.funding.budget_pages import code_rows, home_page, line_page, source_page
from tejido.stages.funding.forms.budgets import SourceForm
from tejido.stages.funding.models import BudgetSource
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.queries import budgets as queries


@require_safe
def home(request: Request) -> HttpResponse:
    """Show what the money of one budget buys, and the ways on."""
    return render(
        request, "funding/budgets/home.html", {"page": home_page(request.GET.get("fuente", ""), request.person)}
    )


@require_safe
def sources(request: Request) -> HttpResponse:
    """List the budgets and reports that are here, with who published them and on what terms."""
    may_add = is_host(request.person) or bool(policies.organisations_with_budgets(request.person))
    waiting = queries.empty_sources_of(list(policies.organisations_with_budgets(request.person)))
    if is_host(request.person):
        waiting = BudgetSource.objects.filter(line_count=0)
    context = {"sources": list(queries.sources()), "may_add": may_add, "waiting": list(waiting)}
    return render(request, "funding/budgets/sources.html", context)


@require_safe
def source(request: Request, pk: object) -> HttpResponse:
    """Show one budget: what it buys over time, how far the money got, what later versions changed."""
    found = get_object_or_404(BudgetSource.objects.select_related("place", "organisation"), pk=pk)
    asked = (request.GET.get("etapa", ""), request.GET.get("anio", ""))
    page = source_page(found, *asked)
    return render(request, "funding/budgets/source.html", {"page": page, "may_import": _may_import(request, found)})


def _may_import(request: Request, found: BudgetSource) -> bool:
    if found.key:
        return False
    try:
        policies.check_may_import(request.person, found)
    except NotAllowed:
        return False
    return True


@login_required
def add(request: Request) -> HttpResponse:
    """Add a budget, then bring its lines in."""
    person = signed_in(request)
    ours = list(policies.organisations_with_budgets(person))
    host = is_host(person)
    if not ours and not host:
        raise PermissionDenied
    form = SourceForm(request.POST or None, ours=ours, is_host=host)
    made: list[BudgetSource] = []

    def act() -> None:
        made.append(add_budget_source(form.about(), organisation=form.organisation, by=person, now=request.now))

    if done(form, act):
        messages.success(request, _("The budget is added. Now bring its lines in."))
        return redirect("intake:upload", "presupuesto", str(made[0].pk))
    words = [_("Who published it, and where others can read it, stands beside every figure.")]
    context = {"form": form, "page_title": _("Add a budget"), "action": _("Add"), "words": words}
    return render(request, "funding/budgets/form.html", context)


@require_safe
def lines(request: Request) -> HttpResponseBase:
    """List lines of all budgets."""
    return respond(request, LINES, queries.lines(), template="funding/budgets/lines.html")


@require_safe
def line(request: Request, pk: UUID) -> HttpResponse:
    """Show one line: its amounts by stage, why it stands where it stands, who says otherwise."""
    found = queries.line_with_history(pk).first()
    if found is None:
        raise Http404
    page = line_page(found)
    ours = list(policies.organisations_that_classify(request.person)) if request.person else []
    context = {"page": page, "may_classify": bool(ours) or is_host(request.person), "ours": {one.pk for one in ours}}
    return render(request, "funding/budgets/line.html", context | {"is_host": is_host(request.person)})


@require_safe
def classification(request: Request) -> HttpResponse:
    """Show the table by which lines are classified, with its version."""
    context = {"rows": code_rows(), "version": budget_tables.manifest()["version"]}
    return render(request, "funding/budgets/classification.html", context)
