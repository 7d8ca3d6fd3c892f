"""A call: as everybody reads it, and as its funder writes, announces and cancels it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding import call_words
from tejido.stages.funding.actions import calls as actions
from tejido.stages.funding.call_page import page_of
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.forms.calls import CallForm, ReasonForm, filled, proposed
from tejido.stages.funding.models import Call
from tejido.stages.funding.policies.calls import check_may, check_may_draft, funders_of
from tejido.stages.funding.queries.calls import calls_visible_to
from tejido.stages.funding.views.form_page import ask


def call(request: Request, pk: UUID) -> HttpResponse:
    """Show a call."""
    found = visible(request, pk)
    drawn = panels.drawn("call", request, found)
    context = {"page": page_of(found, request.person), "call": found, "panels": drawn}
    return render(request, "funding/call.html", context | words_of(found, request))


def words_of(found: Call, request: Request) -> dict[str, object]:
    """Return what the page of a call, and its preview, say in words."""
    today = localdate(request.now)
    return {
        "offer": call_words.offer(found),
        "asking": call_words.asking(found),
        "next": call_words.what_next(found, today),
        "stages": call_words.stages(found, today),
        "conditions": call_words.who_can_apply(found),
        "decided": call_words.how_decided(found),
        "fine": call_words.fine_print(found),
        "constraints": call_words.constraints(found),
        "today": today,
    }


@login_required
def draft(request: Request) -> HttpResponse:
    """Write a call down as a draft."""
    person = signed_in(request)
    funders = funders_of(person)
    if not funders:
        raise NotAllowed
    form = CallForm(request.POST or None, funders=funders, initial=proposed(localdate(request.now)))
    made: list[Call] = []

    def act() -> None:
        check_may_draft(person, form.chosen)
        made.append(actions.draft_call(form.terms(), funder=form.chosen, by=person, now=request.now))

    if done(form, act):
        messages.success(request, _("The draft is kept. Only those of the funder see it."))
        return redirect(made[0])
    return render(request, "funding/call_form.html", {"form": form})


@login_required
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.EDIT)
    form = CallForm(request.POST or None, funders=[found.funder], initial=filled(found))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        actions.change_call(found, form.terms(), version=version, by=person, now=request.now)

    if done(form, act, version=lambda: Call.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The draft is kept."))
        return redirect(found)
    return render(request, "funding/call_form.html", {"form": form, "call": found})


@login_required
def announce(request: Request, pk: UUID) -> HttpResponse:
    """Read once more what will be fixed, and announce it."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.ANNOUNCE)
    if request.method == "POST":
        said = _("The call is announced, and its rules stand in the public record.")
        if told(request, lambda: actions.announce_call(found, by=person, now=request.now), said):
            return redirect(found)
        return redirect("call-announce", pk=found.pk)
    return render(request, "funding/call_announce.html", {"call": found} | words_of(found, request))


@login_required
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """End a call before its result, with the reason."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.CANCEL)
    form = ReasonForm(request.POST or None)
    if done(form, lambda: actions.cancel_call(found, reason=form.cleaned_data["reason"], by=person, now=request.now)):
        messages.success(request, _("The call is cancelled. Its page stays, with the reason."))
        return redirect(found)
    return ask(
        request,
        title=_("Cancel this call"),
        sentence=found.title,
        losses=[_("Nobody gets this money by this call, and whoever applied has worked for nothing.")],
        stays=[_("Its page, with the reason that you write here, for everybody to read.")],
        action=_("Cancel this call"),
        back=found.get_absolute_url(),
        form=form,
    )


@login_required
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Delete a draft, after asking."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.DISCARD)
    if request.method == "POST":
        if told(request, lambda: actions.discard_call(found, by=person, now=request.now), _("The draft is deleted.")):
            return redirect("call-list")
        return redirect(found)
    return ask(
        request,
        title=_("Delete this draft"),
        sentence=found.title,
        losses=[_("All that was written in it, for good.")],
        stays=[],
        action=_("Delete this draft"),
        back=found.get_absolute_url(),
    )


def visible(request: Request, pk: UUID) -> Call:
    """Return the call, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(calls_visible_to(request.person), pk=pk)
