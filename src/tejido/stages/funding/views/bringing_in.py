"""Ballots that were counted elsewhere: choose the file, look at what it holds, count it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import allocation_ballots as actions
from tejido.stages.funding.ballot_files import read_ballots
from tejido.stages.funding.forms.allocations import CountForm, FileForm
from tejido.stages.funding.models import BroughtIn
from tejido.stages.funding.policies.allocations import check_counts
from tejido.stages.funding.queries import results as queries
from tejido.stages.funding.views.calls import visible


@login_required
def bring_in(request: Request, pk: UUID) -> HttpResponse:
    """Choose a file of ballots."""
    call, person = visible(request, pk), signed_in(request)
    check_counts(person, call)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    kept: list[BroughtIn] = []

    def act() -> None:
        found = read_ballots(form.cleaned_data["file"], call)
        kept.append(actions.keep_ballots(call, found, by=person, now=request.now))

    if done(form, act):
        return redirect(kept[0])
    context = {"call": call, "form": form, "obstacle": queries.may_bring_in(call, localdate(request.now))}
    return render(request, "funding/ballots_bring_in.html", context)


@login_required
def look(request: Request, pk: UUID) -> HttpResponse:
    """Show what a file holds and what of it cannot be counted, and count it."""
    brought, person = _own(request, pk), signed_in(request)
    call = visible(request, brought.call_id)
    check_counts(person, call)
    form = CountForm(request.POST if request.method == "POST" else None, refused=brought.refused)
    if done(form, lambda: actions.count_ballots(brought, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, _("The ballots are counted. Now the result can be computed."))
        return redirect("allocation-decide", call.pk)
    return render(request, "funding/ballots_look.html", {"call": call, "brought": brought, "form": form})


@login_required
@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Give a file up."""
    brought = _own(request, pk)
    actions.drop_ballots(brought, by=signed_in(request), now=request.now)
    return redirect("allocation", brought.call_id)


def _own(request: Request, pk: UUID) -> BroughtIn:
    rows = BroughtIn.objects.filter(counted_on=None, person=signed_in(request)).defer("cast")
    return get_object_or_404(rows, pk=pk)
