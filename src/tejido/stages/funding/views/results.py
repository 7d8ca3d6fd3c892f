"""The result of a call: its page, its files, and having it computed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions.allocation import decide_call
from tejido.stages.funding.forms.allocations import DecideForm
from tejido.stages.funding.models import Allocation
from tejido.stages.funding.policies.allocations import check_counts
from tejido.stages.funding.queries.elections import contenders
from tejido.stages.funding.result_page import FIRST, page_of
from tejido.stages.funding.views.calls import visible

PER_PAGE = 50


@require_safe
def allocation(request: Request, pk: UUID) -> HttpResponse:
    """Show what came of a call, or what is missing until it is known."""
    call, today = visible(request, pk), localdate(request.now)
    page = page_of(call, request.person, today)
    context = {"call": call, "page": page, "allocation": page.allocation, "first": FIRST, "today": today}
    name = "funding/allocation.html" if page.allocation else "funding/allocation_waits.html"
    return render(request, name, context)


@require_safe
def result_file(request: Request, pk: UUID) -> HttpResponse:
    """Send the result with its certificate, where ballots are published."""
    found = _published(request, pk)
    return HttpResponse(found.result_file, headers=_as_file("application/json", "resultado.json"))


@require_safe
def ballots_file(request: Request, pk: UUID) -> HttpResponse:
    """Send the ballots, where they are published."""
    found = _published(request, pk)
    return HttpResponse(found.ballots_file, headers=_as_file("text/plain; charset=utf-8", "boletas.pb"))


@login_required
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Have the result computed."""
    call, person = visible(request, pk), signed_in(request)
    check_counts(person, call)
    has_ballots = not call.has_ballot or call.ballots.exists() or not contenders(call).exists()
    form = DecideForm(request.POST if request.method == "POST" else None, has_ballots=has_ballots)
    if done(form, lambda: decide_call(call, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, _("The result is computed, checked, and entered in the public record."))
        return redirect("allocation", call.pk)
    context = {"call": call, "form": form, "ballots": call.ballots.count()}
    return render(request, "funding/allocation_decide.html", context)


def _published(request: Request, pk: UUID) -> Allocation:
    found = Allocation.objects.filter(pk=visible(request, pk).pk, is_published=True).first()
    if found is None:
        raise Http404
    return found


def _as_file(kind: str, name: str) -> dict[str, str]:
    return {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
