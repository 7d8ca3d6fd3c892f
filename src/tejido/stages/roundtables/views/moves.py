"""One page for each thing that can happen to a commitment: what it means, its form, one action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.views.trying import done
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions import answers, evidence, steps, verification, work
from tejido.stages.roundtables.forms import moves
from tejido.stages.roundtables.models import Change, Commitment, Step
from tejido.stages.roundtables.policies.commitments import check_may
from tejido.stages.roundtables.queries.commitments import commitments_visible_to
from tejido.stages.roundtables.transitions import Move

Run = Callable[[Commitment, dict[str, Any], Person, datetime], object]


@dataclass(frozen=True)
class Task:
    """Something to do to a commitment: its word in the address, title, meaning, button, form and action."""

    slug: str
    move: Move
    title: Promise
    meaning: Promise
    button: Promise
    form: type[moves.MoveForm]
    run: Run
    is_loss: bool = False


def _carry(it: Commitment, said: dict[str, Any], by: Person, now: datetime) -> object:
    return work.carry_over(it, to=said["meeting"], by=by, now=now)


TASKS = (
    Task(
        "confirmar",
        Move.CONFIRM,
        _("Confirm"),
        _("You say for its owner that this is what was promised, as it stands here."),
        _("Confirm this commitment"),
        moves.ConfirmForm,
        lambda it, _said, by, now: answers.confirm_commitment(it, by=by, now=now),
    ),
    Task(
        "avance",
        Move.REPORT,
        _("Say how far it is"),
        _("Whoever follows the commitment hears of it, and it goes into the public record."),
        _("Save"),
        moves.ReportForm,
        lambda it, said, by, now: work.report_progress(it, **said, by=by, now=now),
    ),
    Task(
        "hecho",
        Move.CALL_DONE,
        _("Call it done"),
        _("Two citizens' organisations of the roundtable are then asked to verify it."),
        _("Call it done"),
        moves.DoneForm,
        lambda it, said, by, now: work.call_done(it, **said, by=by, now=now),
    ),
    Task(
        "verificar",
        Move.ATTEST,
        _("Say that it was kept"),
        _("Two people from different citizens' organisations are needed. Only say what you have seen."),
        _("Say that it was kept"),
        moves.VerifyForm,
        lambda it, said, by, now: verification.verify_commitment(it, **said, by=by, now=now),
    ),
    Task(
        "objetar",
        Move.OBJECT,
        _("Say that it was not kept"),
        _("One reasoned objection opens the commitment again."),
        _("Object"),
        moves.ObjectForm,
        lambda it, said, by, now: verification.object_to_commitment(it, **said, by=by, now=now),
        is_loss=True,
    ),
    Task(
        "evidencia",
        Move.ADD_EVIDENCE,
        _("Add evidence"),
        _("What shows that the commitment was kept, or not. It is public."),
        _("Add"),
        moves.EvidenceForm,
        lambda it, said, by, now: evidence.add_evidence(it, **said, by=by, now=now),
    ),
    Task(
        "paso",
        Move.PLAN,
        _("Add a step"),
        _("A part with a date of its own. How far the commitment is then follows from its steps."),
        _("Add"),
        moves.StepForm,
        lambda it, said, by, now: steps.add_step(it, **said, by=by, now=now),
    ),
    Task(
        "fecha",
        Move.MOVE_DATE,
        _("Move the date"),
        _("Both dates stay visible and the commitment counts as postponed. This is in the public record for good."),
        _("Move the date"),
        moves.DateForm,
        lambda it, said, by, now: work.move_due_date(it, **said, by=by, now=now),
    ),
    Task(
        "cambio",
        Move.PROPOSE_CHANGE,
        _("Propose a change"),
        _("The roundtable adopts or declines it; until then what stands holds."),
        _("Propose"),
        moves.ChangeForm,
        lambda it, said, by, now: answers.propose_change(it, **said, by=by, now=now),
    ),
    Task(
        "siguiente-sesion",
        Move.CARRY_OVER,
        _("Carry it over"),
        _("It comes back on the agenda of a later meeting. Its date stays as it is, and it is counted."),
        _("Carry it over"),
        moves.CarryForm,
        _carry,
    ),
    Task(
        "rechazar",
        Move.REFUSE,
        _("Refuse"),
        _("You say for its owner that this was not promised, or cannot be. It stays visible as refused."),
        _("Refuse"),
        moves.ReasonForm,
        lambda it, said, by, now: answers.refuse_commitment(it, **said, by=by, now=now),
        is_loss=True,
    ),
    Task(
        "incumplido",
        Move.BREAK,
        _("Declare it broken"),
        _("It ends as not kept, for good to see. Its owner may still do it, and then it was done late."),
        _("Declare it broken"),
        moves.ReasonForm,
        lambda it, said, by, now: work.declare_broken(it, **said, by=by, now=now),
        is_loss=True,
    ),
    Task(
        "retirar",
        Move.WITHDRAW,
        _("Withdraw it"),
        _("The roundtable no longer asks for it. It stays visible with the reason."),
        _("Withdraw it"),
        moves.ReasonForm,
        lambda it, said, by, now: work.withdraw_commitment(it, **said, by=by, now=now),
        is_loss=True,
    ),
)
BY_SLUG = {task.slug: task for task in TASKS}
DONE = _("It is saved, and entered in the public record.")


@login_required
def move(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """Do one thing to a commitment."""
    task, person = BY_SLUG.get(slug), signed_in(request)
    if task is None:
        raise Http404
    commitment = visible(request, pk)
    who = check_may(person, commitment, task.move)
    about = moves.About(commitment, person, who)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = task.form(*sent, about=about)
    if done(form, lambda: task.run(commitment, form.cleaned_data, person, request.now)):
        messages.success(request, DONE)
        return redirect(commitment)
    context = {"commitment": commitment, "task": task, "form": form}
    return render(request, "roundtables/commitment_move.html", context)


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer a change for the roundtable."""
    change = get_object_or_404(Change.objects.select_related("commitment"), pk=pk)
    commitment, person = visible(request, change.commitment_id), signed_in(request)
    check_may(person, commitment, Move.DECLINE_CHANGE)
    form = moves.AnswerForm(request.POST or None)

    def act() -> None:
        adopt = form.cleaned_data["adopt"] == "yes"
        answers.answer_change(change, adopt=adopt, reason=form.cleaned_data["reason"], by=person, now=request.now)

    if done(form, act):
        messages.success(request, DONE)
        return redirect(commitment)
    context = {"commitment": commitment, "change": change, "form": form}
    return render(request, "roundtables/commitment_change.html", context)


@login_required
def step(request: Request, pk: UUID) -> HttpResponse:
    """Say how far a step is."""
    row = get_object_or_404(Step.objects.select_related("commitment"), pk=pk)
    commitment, person = visible(request, row.commitment_id), signed_in(request)
    who = check_may(person, commitment, Move.PLAN)
    about = moves.About(commitment, person, who)
    form = moves.StepReportForm(request.POST or None, about=about, initial={"progress": row.progress})
    if done(form, lambda: steps.report_step(row, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, DONE)
        return redirect(commitment)
    context = {"commitment": commitment, "step": row, "form": form}
    return render(request, "roundtables/commitment_step.html", context)


def visible(request: Request, pk: UUID) -> Commitment:
    """Return the commitment, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(commitments_visible_to(request.person, localdate(request.now)), pk=pk)
