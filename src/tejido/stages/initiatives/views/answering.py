"""Saying that an initiative answers a part of a diagnosis, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.actions.answering import answer_diagnosis, take_back_answer
from tejido.stages.initiatives.forms.answering import AnswerForm
from tejido.stages.initiatives.models import DiagnosisAnswer
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to, parts_with_words


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Say which of one's initiatives answers which part of a diagnosis."""
    diagnosis, person = get_object_or_404(diagnoses_visible_to(request.person), pk=pk), signed_in(request)
    ours = (
        queries.initiatives_visible_to(person, localdate(request.now))
        .filter(queries.run_by(person))
        .exclude(state__in=UNPUBLISHED)
    )
    form = AnswerForm(request.POST or None, initiatives=ours, parts=parts_with_words(diagnosis))

    def act() -> None:
        said = form.cleaned_data
        part = diagnosis.parts.get(pk=said["part"])
        answer_diagnosis(said["initiative"], part=part, by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("It is said: the diagnosis and the initiative lead to each other."))
        return redirect(diagnosis)
    context = {"form": form, "diagnosis": diagnosis, "has_some": ours.exists()}
    return render(request, "initiatives/diagnosis_answer.html", context)


@login_required
@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Take back that an initiative answers a part of a diagnosis."""
    found = get_object_or_404(DiagnosisAnswer.objects.select_related("initiative"), pk=pk)
    told(
        request,
        lambda: take_back_answer(found, by=signed_in(request), now=request.now),
        _("It is taken back."),
    )
    return redirect(found.initiative)
