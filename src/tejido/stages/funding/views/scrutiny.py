"""Who recomputes a result whose ballots are not published: put an organisation forward, take the ballots, sign."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed, Refused
from tejido.stages.funding.actions import allocation_scrutiny as actions
from tejido.stages.funding.forms.allocations import PutForwardForm, SignForm
from tejido.stages.funding.models import Scrutineer
from tejido.stages.funding.policies.allocations import is_scrutineer, organisations_for
from tejido.stages.funding.queries import results as queries
from tejido.stages.funding.result_page import page_of
from tejido.stages.funding.views.calls import visible


def scrutiny(request: Request, pk: UUID) -> HttpResponse:
    """Show who recomputes a result, and what the person who looks can do."""
    call = visible(request, pk)
    if not call.has_ballot:
        raise Http404
    ours = queries.own_seat(call, request.person)
    choices = organisations_for(request.person, call) if ours is None else []
    form = PutForwardForm(request.POST if request.method == "POST" else None, organisations=choices)

    def act() -> object:
        return actions.put_forward(call, organisation=form.chosen, by=signed_in(request), now=request.now)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("Your organisation is put forward, and the public record says so."))
        return redirect("scrutiny", call.pk)
    context = {
        "call": call,
        "page": page_of(call, request.person, localdate(request.now)),
        "standing": list(queries.scrutineers_of(call)),
        "ours": ours,
        "form": form if choices else None,
    }
    return render(request, "funding/scrutiny.html", context)


@login_required
@require_POST
def fetch(request: Request, pk: UUID) -> HttpResponse:
    """Send the ballots to who recomputes, once."""
    found = _own(request, pk)
    try:
        content = actions.fetch_ballots(found, by=signed_in(request), now=request.now)
    except NotAllowed:
        raise
    except Refused as problem:
        messages.error(request, str(problem.message))
        return redirect("scrutiny", found.call_id)
    headers = {"Content-Disposition": 'attachment; filename="boletas.pb"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)


@login_required
def result_file(request: Request, pk: UUID) -> HttpResponse:
    """Send the result with its certificate to who recomputes."""
    found = _own(request, pk)
    allocation = queries.allocation_of(visible(request, found.call_id))
    if allocation is None or not found.seat:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="resultado.json"', "Cache-Control": "no-store"}
    return HttpResponse(allocation.result_file, content_type="application/json", headers=headers)


@login_required
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Say what the recount came to."""
    found = _own(request, pk)
    form = SignForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        said = form.cleaned_data
        return actions.sign_recount(
            found, holds=said["holds"] == "yes", reason=said["reason"], by=signed_in(request), now=request.now
        )

    if done(form, act):
        messages.success(request, _("Your word is entered in the public record."))
        return redirect("scrutiny", found.call_id)
    return render(request, "funding/scrutiny_sign.html", {"call": found.call, "scrutineer": found, "form": form})


@login_required
@require_POST
def give_back(request: Request, pk: UUID) -> HttpResponse:
    """Give back a place."""
    found = _own(request, pk)
    told(
        request,
        lambda: actions.give_back_seat(found, by=signed_in(request), now=request.now),
        str(_("The place is free for another organisation.")),
    )
    return redirect("scrutiny", found.call_id)


def _own(request: Request, pk: UUID) -> Scrutineer:
    """Return the person's own place; anybody else's does not exist."""
    rows = Scrutineer.objects.select_related("call__funder", "call__place", "organisation")
    found = get_object_or_404(rows, pk=pk)
    if not is_scrutineer(request.person, found):
        raise Http404
    return found
