"""Reviewing: what one who was named says of an application, or that they have a part in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import reviews as actions
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.call_page import application_page
from tejido.stages.funding.forms.applications import ReviewForm
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.applications import check_may
from tejido.stages.funding.views.applications import visible
from tejido.stages.funding.views.form_page import ask


@login_required
def review(request: Request, pk: UUID) -> HttpResponse:
    """Read an application and say whether it is to be admitted."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.REVIEW)
    before = found.reviews.filter(reviewer=person, stands_aside=False).first()
    initial = {"points": before.points, "reasons": before.reasons, "admits": _yes(before.admits)} if before else {}
    form = ReviewForm(request.POST or None, with_points=not found.call.has_ballot, initial=initial)

    def act() -> None:
        said = form.cleaned_data
        points = said.get("points")
        actions.review_application(
            found, admits=said["admits"], reasons=said["reasons"], points=points, by=person, now=request.now
        )

    if done(form, act):
        messages.success(request, _("Your word is kept. You can change it until it is said who was admitted."))
        return redirect("call-reviews", pk=found.call_id)
    currency = found.call.currency
    context = {
        "it": found,
        "call": found.call,
        "page": application_page(found, person, localdate(request.now)),
        "form": form,
        "lines": [(one, written(one.amount, currency)) for one in found.lines.all()],
        "steps": [(one, written(one.amount, currency)) for one in found.steps.all()],
    }
    return render(request, "funding/review.html", context)


@login_required
def aside(request: Request, pk: UUID) -> HttpResponse:
    """Say that one has a part in it; others review it."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.REVIEW)
    if request.method == "POST":
        actions.stand_aside(found, by=person, now=request.now)
        messages.success(request, _("Others review this one."))
        return redirect("call-reviews", pk=found.call_id)
    return ask(
        request,
        title=_("Stand aside"),
        sentence=_("You or somebody close to you has a part in this initiative, or would gain by it."),
        losses=[_("Your word on this application, if you gave one; you cannot review it afterwards.")],
        stays=[_("You go on reviewing the others. Nobody but the funder learns that you stood aside.")],
        action=_("Stand aside"),
        back=found.call.get_absolute_url(),
    )


def _yes(admits: bool | None) -> str:
    return "yes" if admits else "no"
