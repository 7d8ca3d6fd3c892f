"""Milestones and results."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import actions, policies
from tejido.stages.initiatives.forms.running import MilestoneForm, ResultForm
from tejido.stages.initiatives.views.form_page import form_page
from tejido.stages.initiatives.views.pages import visible


@login_required
def milestone(request: Request, pk: UUID) -> HttpResponse:
    """State a milestone."""
    found = visible(request, pk)
    policies.check_may_change(request.person, found)
    form = MilestoneForm(request.POST or None)

    def act() -> None:
        actions.state_milestone(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The milestone is stated."))
        return redirect(found)
    return form_page(request, form, initiative=found, title=_("State a milestone"), action=_("State it"))


@login_required
@require_POST
def tick(request: Request, pk: UUID, milestone: UUID) -> HttpResponse:
    """Tick a milestone, or untick it."""
    found = visible(request, pk)
    one = get_object_or_404(found.milestones.all(), pk=milestone)
    told(
        request,
        lambda: actions.tick_milestone(one, by=signed_in(request), now=request.now),
        _("The milestone is changed."),
    )
    return redirect(found)


@login_required
def drop(request: Request, pk: UUID, milestone: UUID) -> HttpResponse:
    """Take a milestone back, after asking."""
    found = visible(request, pk)
    policies.check_may_change(request.person, found)
    one = get_object_or_404(found.milestones.all(), pk=milestone)
    if request.method == "POST":
        actions.drop_milestone(one, by=signed_in(request), now=request.now)
        return redirect(found)
    words = {
        "title": _("Take this milestone back"),
        "sentence": one.text,
        "losses": [_("It is erased here, for good.")],
        "stays": [],
        "action": _("Take this milestone back"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def result(request: Request, pk: UUID) -> HttpResponse:
    """State a result."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = ResultForm(request.POST or None)

    def act() -> None:
        actions.state_result(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The result is stated."))
        return redirect(found)
    words = [_("It goes into the public record. Of a discreet initiative others read it roughly, 72 hours later.")]
    return form_page(request, form, initiative=found, title=_("State a result"), action=_("State it"), words=words)


@login_required
def withdraw(request: Request, pk: UUID, result: UUID) -> HttpResponse:
    """Take a result back, after asking."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    one = get_object_or_404(found.results.filter(withdrawn_on=None), pk=result)
    if request.method == "POST":
        told(
            request,
            lambda: actions.withdraw_result(one, by=signed_in(request), now=request.now),
            _("It is taken back."),
        )
        return redirect(found)
    words = {
        "title": _("Take this result back"),
        "sentence": str(one),
        "losses": [_("It leaves the page.")],
        "stays": [_("The public record goes on saying what was stated, and that it was taken back.")],
        "action": _("Take this result back"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)
