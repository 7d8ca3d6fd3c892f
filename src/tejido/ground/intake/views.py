"""The pages of every import: choose a file, match columns, look at it, import it."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.intake import actions, exports, kinds, queries
from tejido.ground.intake.cells import plain
from tejido.ground.intake.columns import missing
from tejido.ground.intake.forms import SAMPLE, MatchForm, SheetForm
from tejido.ground.intake.kinds import IntakeKind
from tejido.ground.intake.models import MOST_OF_SUBJECT, Intake
from tejido.ground.intake.pages import STEPS, preview_of
from tejido.ground.intake.parsing import in_all_languages
from tejido.ground.intake.vocabulary import State
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request
from tejido.ground.web.acting import NotAllowed, Refused


@login_required
def upload(request: HttpRequest, name: str, subject: str = "") -> HttpResponse:
    """Choose a file."""
    kind, by = _kind(name), _person(request)
    if len(subject) > MOST_OF_SUBJECT:
        raise Http404
    _let_in(kind, by, subject)
    form = SheetForm(kind, request.POST or None, request.FILES or None)
    if form.is_valid():
        now = cast(Request, request).now
        intake = actions.stage_intake(kind, form.cleaned_data["table"], subject=subject, by=by, now=now)
        if not missing(kind.columns, intake.matches) and _all_told(kind, intake):
            actions.match_columns(intake, matches=intake.matches, by=by, now=now)
        return redirect(intake)
    context = {"kind": kind, "form": form, "back": kind.done_url(subject), "steps": STEPS}
    return render(request, "intake/upload.html", context)


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Send a table with the headings only."""
    return HttpResponse(exports.template_as_csv(_kind(name)), headers=_as_file(f"{name}.csv"))


@login_required
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which heading is which column."""
    intake, kind, by = _own(request, pk)
    if intake.state == State.APPLIED:
        return redirect(intake)
    form = MatchForm(kind, intake, queries.first_rows(intake, SAMPLE), request.POST or None)
    if form.is_valid():
        try:
            actions.match_columns(intake, matches=form.matches, by=by, now=cast(Request, request).now)
        except Refused as problem:
            form.add_error(problem.field, str(problem))
        else:
            return redirect("intake:preview", intake.pk)
    context = {"kind": kind, "intake": intake, "form": form, "back": kind.done_url(intake.subject), "steps": STEPS}
    return render(request, "intake/columns.html", context)


@login_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what an import would do, and do it."""
    intake, kind, by = _own(request, pk)
    if intake.state == State.STAGED:
        return redirect(intake)
    problem = ""
    if request.method == "POST":
        try:
            actions.apply_intake(intake, by=by, now=cast(Request, request).now)
        except Refused as refused:
            intake.refresh_from_db()
            problem = str(refused)
        else:
            return redirect("intake:preview", intake.pk)
    context = {
        "kind": kind,
        "intake": intake,
        "problem": problem,
        "back": kind.done_url(intake.subject),
        "steps": STEPS,
    }
    if intake.state == State.APPLIED:
        return render(request, "intake/applied.html", context)
    context["preview"] = preview_of(intake, kind, request.GET.get("pagina", ""))
    return render(request, "intake/preview.html", context)


@login_required
@require_safe
def refused(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """Send the refused rows, to be corrected and chosen again."""
    intake, _kind_of, _by = _own(request, pk)
    return StreamingHttpResponse(exports.refused_as_csv(intake), headers=_as_file("por-corregir.csv"))


@login_required
@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the import up."""
    intake, kind, by = _own(request, pk)
    subject = intake.subject
    actions.drop_intake(intake, by=by)
    return redirect(kind.done_url(subject))


def _kind(name: str) -> IntakeKind:
    kind = kinds.find(name)
    if kind is None:
        raise Http404
    return kind


def _person(request: HttpRequest) -> Person:
    person = cast(Request, request).person
    assert person is not None  # login_required stands before every view that asks
    return person


def _own(request: HttpRequest, pk: UUID) -> tuple[Intake, IntakeKind, Person]:
    by = _person(request)
    intake = queries.intake_of(by, pk, now=cast(Request, request).now)
    if intake is None:
        raise Http404
    kind = _kind(intake.kind)
    _let_in(kind, by, intake.subject)
    return intake, kind, by


def _let_in(kind: IntakeKind, by: Person, subject: str) -> None:
    try:
        kind.check_may(by, subject)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from None


def _all_told(kind: IntakeKind, intake: Intake) -> bool:
    """Say whether nothing is left to match by hand: all columns are found, or every heading is one of them."""
    ours = {plain(word) for label in (exports.ROW, exports.WHAT) for word in in_all_languages(label)}
    told, asked = len(intake.matches), {plain(heading) for heading in intake.headings} - ours - {""}
    return told == len(kind.columns) or told == len(asked)


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}"'}
