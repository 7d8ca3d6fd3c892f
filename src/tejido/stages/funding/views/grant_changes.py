"""Changes of an agreement: one side proposes, the other says yes or no."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request
from tejido.stages.funding import grant_words
from tejido.stages.funding.actions import grant_changes
from tejido.stages.funding.forms.grants import AmendmentForm, AnswerAmendmentForm, filled_change
from tejido.stages.funding.grant_terms import kept_change
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.policies.grants import check_may
from tejido.stages.funding.views.form_page import ask
from tejido.stages.funding.views.grants import desk_url, inside_of


@login_required
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Propose a change of the agreement."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.AMEND)
    stands = kept_change(found)
    own = {"amount": stands.amount, "ends_on": stands.ends_on}
    form = AmendmentForm(request.POST or None, initial=own, rows=filled_change(stands))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        grant_changes.propose_amendment(found, form.change(), reason=reason, by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("The other side is asked. Until it says yes, what stands holds."))
        return redirect("grant-desk", pk=found.pk)
    context = {"form": form, "grant": found, "back": desk_url(found), "is_change": True}
    return render(request, "funding/grant_form.html", context)


@login_required
def answer(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Say yes or no to a change."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.AMEND)
    row = get_object_or_404(found.amendments.select_related("grant"), pk=part)
    form = AnswerAmendmentForm(request.POST or None)
    if done(form, lambda: grant_changes.answer_amendment(row, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, _("The other side knows your answer."))
        return redirect("grant-desk", pk=found.pk)
    lines = grant_words.change_lines(row, found.currency)
    context = {"form": form, "grant": found, "amendment": row, "lines": lines}
    return render(request, "funding/grant_change.html", context)


@login_required
def withdraw(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Ask, and take back what one's own side proposed."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.AMEND)
    row = get_object_or_404(found.amendments.select_related("grant"), pk=part)
    if request.method == "POST":
        act = lambda: grant_changes.withdraw_amendment(row, by=person, now=request.now)  # noqa: E731
        if told(request, act, _("It is no longer proposed.")):
            return redirect("grant-desk", pk=found.pk)
    return ask(
        request,
        title=_("Take the proposal back"),
        sentence=row.reason,
        losses=[_("The proposal, as if it had not been made.")],
        stays=[_("The agreement as it stands.")],
        action=_("Take it back"),
        back=desk_url(found),
    )
