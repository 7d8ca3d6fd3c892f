"""Saying that a commitment answers a part of a diagnosis, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.reports.queries.diagnoses import diagnoses_visible_to, parts_with_words
from tejido.stages.roundtables.actions.answering import link_diagnosis, unlink_diagnosis
from tejido.stages.roundtables.forms.answering import AnswerForm
from tejido.stages.roundtables.models import DiagnosisPromise
from tejido.stages.roundtables.queries.commitments import commitments_visible_to


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Say which commitment answers which part of a diagnosis."""
    diagnosis, person = get_object_or_404(diagnoses_visible_to(request.person), pk=pk), signed_in(request)
    ours = (
        commitments_visible_to(person, localdate(request.now)).filter(Q(is_inside=True)).order_by("-made_on", "number")
    )
    form = AnswerForm(request.POST or None, commitments=ours, parts=parts_with_words(diagnosis))

    def act() -> None:
        said = form.cleaned_data
        part = diagnosis.parts.get(pk=said["part"])
        link_diagnosis(said["commitment"], part=part, by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("It is said: the diagnosis and the commitment lead to each other."))
        return redirect(diagnosis)
    context = {"form": form, "diagnosis": diagnosis, "has_some": ours.exists()}
    return render(request, "roundtables/diagnosis_answer.html", context)


@login_required
@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Take back that a commitment answers a part of a diagnosis."""
    found = get_object_or_404(DiagnosisPromise.objects.select_related("commitment"), pk=pk)
    told(
        request,
        lambda: unlink_diagnosis(found, by=signed_in(request), now=request.now),
        _("It is taken back."),
    )
    return redirect(found.commitment)
