"""Saying what a line buys, and deciding on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import budgets_classifying as actions
from tejido.stages.funding.forms.budgets import AnswerForm, ClassifyForm
from tejido.stages.funding.models import BudgetLine, Classification
from tejido.stages.funding.policies import budgets as policies


@login_required
def propose(request: Request, pk: object) -> HttpResponse:
    """Say what a line buys, and why."""
    person = signed_in(request)
    line = get_object_or_404(BudgetLine.objects.select_related("source"), pk=pk, gone_on=None)
    ours, host = list(policies.organisations_that_classify(person)), is_host(person)
    if not ours and not host:
        raise PermissionDenied
    form = ClassifyForm(request.POST or None, ours=ours, is_host=host)

    def act() -> None:
        data = form.cleaned_data
        actions.propose_classification(
            line,
            category=data["category"],
            reason=data["reason"],
            organisation=form.organisation,
            by=person,
            now=request.now,
        )

    if done(form, act):
        messages.success(request, _("It stands beside the line now, and in the public record. The host decides on it."))
        return redirect(line)
    words = [_("Today it stands as: %(category)s.") % {"category": line.get_category_display()}]
    context = {"form": form, "line": line, "page_title": _("Say what this line buys"), "action": _("Say so")}
    return render(request, "funding/budgets/form.html", context | {"words": words})


@login_required
@require_POST
def adopt(request: Request, pk: object) -> HttpResponse:
    """Let the line stand where the classification says."""
    found = get_object_or_404(Classification.objects.select_related("line"), pk=pk)
    told(
        request,
        lambda: actions.adopt_classification(found, by=signed_in(request), now=request.now),
        _("The line stands there from now on."),
    )
    return redirect(found.line)


@login_required
def refuse(request: Request, pk: object) -> HttpResponse:
    """Leave the line where it stands, and say why."""
    found = get_object_or_404(Classification.objects.select_related("line"), pk=pk)
    policies.check_may_decide(request.person)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        answer = form.cleaned_data["answer"]
        actions.refuse_classification(found, answer=answer, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The line stays where it stands; the reason is in the public record."))
        return redirect(found.line)
    title = _("Do not adopt this classification")
    context = {"form": form, "line": found.line, "page_title": title, "action": _("Do not adopt")}
    return render(request, "funding/budgets/form.html", context | {"words": [found.reason]})


@login_required
def withdraw(request: Request, pk: object) -> HttpResponse:
    """Take a classification back, after asking."""
    found = get_object_or_404(Classification.objects.select_related("line", "organisation"), pk=pk)
    policies.check_may_withdraw(request.person, found)
    if request.method == "POST":
        told(
            request,
            lambda: actions.withdraw_classification(found, by=signed_in(request), now=request.now),
            _("The classification is taken back."),
        )
        return redirect(found.line)
    words = {
        "title": _("Take this classification back"),
        "sentence": found.reason,
        "losses": [_("The line goes back to what its account or its code says.")],
        "stays": [_("What the public record says of it stays.")],
        "action": _("Take it back"),
        "back": found.line.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)
