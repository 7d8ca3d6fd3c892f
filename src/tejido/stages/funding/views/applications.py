"""An application as those read it who may, and what its two sides do with it."""

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
from tejido.stages.funding.actions import applications as actions
from tejido.stages.funding.actions import feasibility, letters
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.call_page import application_page
from tejido.stages.funding.forms.applications import FeasibleForm, LetterForm, RecordedForm
from tejido.stages.funding.forms.calls import ReasonForm
from tejido.stages.funding.models import Application
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.applications import check_may
from tejido.stages.funding.queries.applications import applications_visible_to
from tejido.stages.funding.queries.letters import letters_of
from tejido.stages.funding.queries.reviews import reasons_of
from tejido.stages.funding.views.form_page import ask, form_page


def application(request: Request, pk: UUID) -> HttpResponse:
    """Show an application."""
    found, today = visible(request, pk), localdate(request.now)
    page = application_page(found, request.person, today)
    context: dict[str, object] = {"page": page, "it": found, "call": found.call, "today": today}
    context["panels"] = panels.drawn("application", request, found)
    if page.inside:
        currency = found.call.currency
        context |= {
            "lines": [(one, written(one.amount, currency)) for one in found.lines.all()],
            "steps": [(one, written(one.amount, currency)) for one in found.steps.all()],
        }
    elif page.is_open:
        context["lines"] = [(one, written(one.amount, found.call.currency)) for one in found.lines.all()]
    if page.inside or page.is_open:
        context["expected"] = found.expected.all()
    if page.applies or page.runs:
        context |= _between(found, applies=page.applies)
    return render(request, "funding/application.html", context)


def _between(found: Application, *, applies: bool) -> dict[str, object]:
    """What only the two sides see: letters, and for who applied the reasons once it is decided."""
    if found.state == "draft":
        return {}
    decided = found.call.admitted_on is not None
    return {
        "letters": letters_of(found),
        "letter_form": LetterForm(),
        "reasons": reasons_of(found) if applies and decided else [],
        "are_two": True,
    }


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write to the other side."""
    found, person = visible(request, pk), signed_in(request)
    form = LetterForm(request.POST or None)
    if done(form, lambda: letters.write_letter(found, text=form.cleaned_data["text"], by=person, now=request.now)):
        letters.mark_letters_read(found, by=person, now=request.now)
        messages.success(request, _("It is written. The other side reads it here."))
        return redirect(found)
    back = found.get_absolute_url()
    above = (str(found), back)
    return form_page(request, form, title=_("Write to the other side"), action=_("Write"), back=back, above=above)


@login_required
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take an application back, after asking; delete a draft."""
    found, person = visible(request, pk), signed_in(request)
    is_draft = found.state == "draft"
    check_may(person, found, Move.DISCARD if is_draft else Move.WITHDRAW)
    if request.method == "POST" and is_draft:
        said = _("The draft is deleted.")
        told(request, lambda: actions.discard_application(found, by=person, now=request.now), said)
        return redirect(found.call)
    if request.method == "POST":
        said = _("The application is withdrawn.")
        told(request, lambda: actions.withdraw_application(found, by=person, now=request.now), said)
        return redirect(found)
    title = _("Delete this draft") if is_draft else _("Withdraw this application")
    return ask(
        request,
        title=title,
        sentence=str(found),
        losses=[_("All that was written in it, for good.")]
        if is_draft
        else [_("It no longer takes part in the call.")],
        stays=[] if is_draft else [_("That it was sent and withdrawn, as far as the initiative is shown.")],
        action=title,
        back=found.get_absolute_url(),
    )


@login_required
def give_back(request: Request, pk: UUID) -> HttpResponse:
    """Ask those who apply to mend something."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.RETURN)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.return_application(found, reason=form.cleaned_data["reason"], by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("They read what is to be mended, and can send it again."))
        return redirect("call-desk", pk=found.call_id)
    back = found.get_absolute_url()
    words = [_("Only those who apply read what you write. They can mend it until it is said who was admitted.")]
    title, above = _("Ask for it to be mended"), (str(found), back)
    return form_page(request, form, title=title, action=_("Give it back"), back=back, words=words, above=above)


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Say for the institution whether it can be done."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.ANSWER)
    form = FeasibleForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        feasibility.answer_feasibility(
            found, feasible=said["feasible"], reason=said["reason"], by=person, now=request.now
        )

    if done(form, act):
        messages.success(request, _("It is saved, and entered in the public record."))
        return redirect(found)
    back = found.get_absolute_url()
    words = [found.institution_part, _("Everybody reads the answer. You can correct it until people vote.")]
    title, above = _("Say whether it can be done"), (str(found), back)
    return form_page(request, form, title=title, action=_("Answer"), back=back, words=words, above=above)


@login_required
def record(request: Request, pk: UUID) -> HttpResponse:
    """Write down for the institution what it said elsewhere."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.RECORD)
    form = RecordedForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        answer = {"feasible": said["feasible"], "reason": said["reason"], "source": said["source"]}
        feasibility.record_feasibility(found, **answer, by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("It is saved, and entered in the public record."))
        return redirect(found)
    back = found.get_absolute_url()
    words = [found.institution_part, _("You write it down on its behalf, with the source; it can correct it here.")]
    title, above = _("Write down what the institution said"), (str(found), back)
    return form_page(request, form, title=title, action=_("Save"), back=back, words=words, above=above)


def visible(request: Request, pk: UUID) -> Application:
    """Return the application, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(applications_visible_to(request.person), pk=pk)
