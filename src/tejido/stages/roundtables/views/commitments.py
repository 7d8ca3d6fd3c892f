"""The page of a commitment, making one, changing its details, and what one owes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.stages.roundtables.actions import answers, work
from tejido.stages.roundtables.actions.commitments import edit_commitment, propose_commitment, record_commitment
from tejido.stages.roundtables.actions.refusals import Outdated
from tejido.stages.roundtables.forms.commitments import EditForm, ProposeForm, differing
from tejido.stages.roundtables.forms.moves import About, DoneForm, ReportForm
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.policies.commitments import check_may, check_runs, moves_of
from tejido.stages.roundtables.policies.handover import may_begin
from tejido.stages.roundtables.queries.commitments import answers_wanted, owed_by
from tejido.stages.roundtables.queries.page import page_of
from tejido.stages.roundtables.sentences import badge, lead, outcome, promise
from tejido.stages.roundtables.transitions import Move, Who
from tejido.stages.roundtables.views.moves import DONE, TASKS, visible
from tejido.stages.roundtables.vocabulary import CommitmentState

PARTS = (25, 50, 75)
"""Hundredths that one tap reports."""


@require_safe
def commitment(request: Request, pk: UUID) -> HttpResponse:
    """Show a commitment: who promised what by when, and what became of it."""
    found = visible(request, pk)
    today = localdate(request.now)
    page = page_of(found, today, inside=found.is_inside)  # type: ignore[attr-defined]  # annotated by the query
    may = moves_of(request.person, found)
    context = {
        "page": page,
        "it": page.it,
        "commitment": found,
        "badge": badge(page.it),
        "promise": promise(page.it),
        "lead": lead(page.it),
        "outcome": outcome(page.it),
        "tasks": [task for task in TASKS if task.move in may and _is_due(task.move, found)],
        "may": {move.value for move in may},
        "may_hand_over": found.owner_post is not None and may_begin(request.person, found.owner_post),
        "address": f"{settings.SITE_URL}{found.get_absolute_url()}",
        "today": today,
        "panels": panels.drawn("commitment", request, found),
    }
    return render(request, "roundtables/commitment.html", context)


def _is_due(move: Move, found: Commitment) -> bool:
    """Say whether the page offers the move: confirming is offered only where something waits for it."""
    if move is Move.CONFIRM and found.state in {CommitmentState.UNDER_WAY, CommitmentState.DONE}:
        return found.recorded_on is not None or found.unconfirmed_since is not None
    return True


@login_required
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Enter a commitment of the roundtable, for its owner to answer or on its owner's behalf."""
    roundtable = get_object_or_404(Roundtable.objects.select_related("place"), pk=pk)
    person = signed_in(request)
    check_runs(person, roundtable)
    asked = {"text": "texto", "due_on": "fecha", "meeting": "sesion"}  # what minutes and pasted chats fill in
    initial = {field: request.GET[name] for field, name in asked.items() if request.GET.get(name)}
    form = ProposeForm(request.POST or None, roundtable=roundtable, now=request.now, initial=initial)
    made: list[Commitment] = []

    def act() -> None:
        source, promised = form.cleaned_data["source"], form.promise()
        if source:
            made.append(record_commitment(roundtable, promised, source=source, by=person, now=request.now))
        else:
            made.append(propose_commitment(roundtable, promised, by=person, now=request.now))

    if done(form, act):
        messages.success(request, DONE)
        return redirect(made[0])
    return render(request, "roundtables/commitment_propose.html", {"form": form, "roundtable": roundtable})


@login_required
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change the details; where somebody saved in between, both versions are shown and nothing is lost."""
    found, person = visible(request, pk), signed_in(request)
    who = check_may(person, found, Move.EDIT)
    may_reword = who is not Who.OWNER and found.state == CommitmentState.PROPOSED
    form = EditForm(request.POST or None, commitment=found, may_reword=may_reword)
    conflict: list[tuple[Any, str, str]] = []

    def act() -> None:
        said = form.cleaned_data
        try:
            edit_commitment(
                found,
                details=form.details(found.places.all()),
                version=said["version"],
                text=said.get("text", ""),
                by=person,
                now=request.now,
            )
        except Outdated as problem:
            conflict.extend(differing(form, problem.commitment))
            data: QueryDict = request.POST.copy()
            data["version"] = str(problem.commitment.version)
            form.data = data
            raise

    if done(form, act):
        messages.success(request, DONE)
        return redirect(found)
    context = {"form": form, "commitment": found, "conflict": conflict}
    return render(request, "roundtables/commitment_edit.html", context)


@login_required
def owed(request: Request) -> HttpResponse:
    """Show what I owe, nearest date first; a row opens a small form, so that an update costs two taps."""
    person, today = signed_in(request), localdate(request.now)
    rows = list(owed_by(person, today))
    asked = set(answers_wanted(Commitment.objects.filter(pk__in=[it.pk for it in rows])).values_list("pk", flat=True))
    open_form: ReportForm | None = None
    if request.method == "POST":
        chosen = next((it for it in rows if str(it.pk) == request.POST.get("commitment")), None)
        if chosen is None:
            messages.error(request, _("This commitment is not yours any more, or has ended."))
            return redirect("commitment-owed")
        open_form = _update(request, chosen)
        if open_form is None:
            messages.success(request, DONE)
            return redirect("commitment-owed")
    about = [About(it, person, Who.OWNER) for it in rows]
    forms = [open_form if open_form and open_form.commitment == it.commitment else _row_form(it) for it in about]
    lines = [
        {
            "commitment": it,
            "form": form if it.pk in asked or it.state != CommitmentState.DONE else None,
            "is_asked": it.pk in asked,
            "is_open": form is open_form,
        }
        for it, form in zip(rows, forms, strict=True)
    ]
    return render(request, "roundtables/commitment_owed.html", {"lines": lines, "today": today, "parts": PARTS})


def _row_form(about: About, data: Any = None, kind: type[ReportForm] = ReportForm) -> ReportForm:
    return kind(data, about=about, prefix=f"c{about.commitment.number}", auto_id=f"%s-{about.commitment.pk.hex[:8]}")


def _update(request: Request, chosen: Commitment) -> ReportForm | None:
    """Do what a row of the page asks for; return its form where something has to be put right."""
    person, wanted = signed_in(request), request.POST.get("act", "")
    about = About(chosen, person, Who.OWNER)
    form = _row_form(about, request.POST, DoneForm if wanted == "hecho" else ReportForm)

    def act() -> None:
        said = dict(form.cleaned_data)
        if wanted == "hecho":
            work.call_done(chosen, **said, by=person, now=request.now)
        elif wanted == "confirmar":
            answers.confirm_commitment(chosen, by=person, now=request.now)
        else:
            if wanted.isdigit() and "progress" in form.fields:
                said["progress"] = int(wanted)
            work.report_progress(chosen, **said, by=person, now=request.now)

    return None if done(form, act) else form
