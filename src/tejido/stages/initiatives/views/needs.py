"""Needs: stated, met, withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import actions, policies
from tejido.stages.initiatives.forms import NeedForm
from tejido.stages.initiatives.views.pages import visible


@login_required
def state(request: Request, pk: object) -> HttpResponse:
    """State a need."""
    found = visible(request, pk)
    policies.check_may_change(request.person, found)
    form = NeedForm(request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        actions.state_need(found, text=data["text"], kind=data["kind"], by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The need is stated."))
        return redirect(found)
    return render(request, "initiatives/need.html", {"form": form, "initiative": found})


@login_required
@require_POST
def meet(request: Request, pk: object, need: object) -> HttpResponse:
    """Say that a need is met."""
    found = visible(request, pk)
    one = get_object_or_404(found.needs.all(), pk=need)
    told(
        request,
        lambda: actions.meet_need(one, by=signed_in(request), now=request.now),
        _("It is said that this need is met."),
    )
    return redirect(found)


@login_required
def withdraw(request: Request, pk: object, need: object) -> HttpResponse:
    """Take a need back, after asking."""
    found = visible(request, pk)
    policies.check_may_change(request.person, found)
    one = get_object_or_404(found.needs.all(), pk=need)
    if request.method == "POST":
        told(
            request,
            lambda: actions.withdraw_need(one, by=signed_in(request), now=request.now),
            _("The need is withdrawn."),
        )
        return redirect(found)
    words = {
        "title": _("Withdraw this need"),
        "sentence": one.text,
        "losses": [_("It is shown nowhere any more.")],
        "stays": [_("What the public record says of it stays, and so do the commitments that answer it.")],
        "action": _("Withdraw this need"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)
