"""The funder's desk for one call: who reviews, what was sent, how far the reviews are, who is admitted."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.queries import members_of
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import admitting, jury
from tejido.stages.funding.call_transitions import Move
from tejido.stages.funding.forms.calls import CodeForm, JurorForm
from tejido.stages.funding.models import Application, Call, Juror
from tejido.stages.funding.policies.calls import belongs, check_may, moves_of
from tejido.stages.funding.queries.applications import PUBLIC, with_surroundings
from tejido.stages.funding.queries.reviews import (
    counted,
    juries_of,
    jurors_of,
    outcome_of,
    waiting_for_review,
    with_reviews,
)
from tejido.stages.funding.views.calls import visible
from tejido.stages.funding.views.form_page import ask, form_page


@login_required
def desk(request: Request, pk: UUID) -> HttpResponse:
    """Show what was sent to a call and how far it is; for those of the funder."""
    found, person = visible(request, pk), signed_in(request)
    if not belongs(person, found):
        raise NotAllowed
    rows = with_reviews(with_surroundings(found.applications.filter(state__in=PUBLIC))).order_by("sent_on", "id")
    sent = [(one, len(counted(one)), outcome_of(one)) for one in rows]
    context = {"call": found, "sent": sent, "can": {str(move) for move in moves_of(person, found)}}
    if Move.NAME_JURORS in moves_of(person, found):
        context |= {"jurors": jurors_of(found), "form": _juror_form(request, found)}
    return render(request, "funding/desk.html", context | {"today": localdate(request.now)})


@login_required
@require_POST
def name(request: Request, pk: UUID) -> HttpResponse:
    """Have somebody of the funder review."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.NAME_JURORS)
    form = _juror_form(request, found)
    if done(form, lambda: jury.name_juror(found, person=form.chosen, by=person, now=request.now)):
        messages.success(request, _("This person reviews for the call from now on."))
        return redirect("call-desk", pk=found.pk)
    words = [_("Somebody who belongs to the funder reads what is sent and says whether it is as the call asks.")]
    back = _desk(found)
    return form_page(
        request, form, title=_("Name somebody"), action=_("Have this person review"), back=back, words=words
    )


@login_required
@require_POST
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Draw a code for somebody of another organisation, and show it once."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.NAME_JURORS)
    row, code = jury.invite_juror(found, by=person, now=request.now)
    return render(request, "funding/jury_code.html", {"call": found, "code": code, "juror": row})


@login_required
@require_POST
def remove(request: Request, pk: UUID, juror: UUID) -> HttpResponse:
    """Take somebody, or a code, from the list of those who review."""
    found, person = visible(request, pk), signed_in(request)
    row = get_object_or_404(Juror.objects.select_related("call__funder"), pk=juror, call=found)
    told(request, lambda: jury.remove_juror(row, by=person, now=request.now), _("Taken from the list."))
    return redirect("call-desk", pk=found.pk)


@login_required
def accept(request: Request) -> HttpResponse:
    """Enter a code that one was given, and review from then on."""
    form = CodeForm(request.POST or None)
    found: list[Juror] = []

    def act() -> None:
        code = form.cleaned_data["code"]
        found.append(jury.accept_jury(code=code, by=signed_in(request), now=request.now))

    if done(form, act):
        messages.success(request, _("You review for this call from now on."))
        return redirect("call-reviews", pk=found[0].call_id)
    words = [
        _("A funder asks people of other organisations to read what initiatives ask of its call. Whoever was given a "
          "code enters it here."),
        _("The funder then knows the name of your account here; those who apply never learn it."),
    ]  # fmt: skip
    return form_page(request, form, title=_("Review for a call"), action=_("Enter the code"), back="/", words=words)


@login_required
def admit(request: Request, pk: UUID) -> HttpResponse:
    """Say who is admitted, once all reviews are there."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.ADMIT)
    if request.method == "POST":
        said = _("It is said who was admitted, and entered in the public record.")
        if told(request, lambda: admitting.admit_applications(found, by=person, now=request.now), said):
            return redirect(found)
        return redirect("call-desk", pk=found.pk)
    return ask(
        request,
        title=_("Say who is admitted"),
        sentence=_("What follows from the reviews becomes public, and the numbers are drawn by lot from the seed."),
        losses=[
            _("What was returned and not mended is not admitted."),
            _("Nobody can change a review any more."),
        ],
        stays=[_("Those who apply read the reasons, without names.")],
        action=_("Say who is admitted"),
        back=_desk(found),
    )


@login_required
def reviews(request: Request, pk: UUID) -> HttpResponse:
    """Show one who reviews what waits for them."""
    person = signed_in(request)
    found = get_object_or_404(juries_of(person).select_related("funder", "place"), pk=pk)
    waiting = waiting_for_review(found, person)
    said = [one for one in with_reviews(found.applications.select_related("initiative")) if _said(one, person.pk)]
    return render(request, "funding/reviews.html", {"call": found, "waiting": waiting, "said": said})


def _said(application: Application, person: UUID) -> bool:
    return any(one.reviewer_id == person for one in application.reviews.all())


def _juror_form(request: Request, call: Call) -> JurorForm:
    named = set(call.jurors.values_list("person", flat=True))
    people = [one.person for one in members_of(call.funder) if one.person_id not in named]
    return JurorForm(request.POST or None, people=people)


def _desk(call: Call) -> str:
    return f"{call.get_absolute_url()}escritorio/"
