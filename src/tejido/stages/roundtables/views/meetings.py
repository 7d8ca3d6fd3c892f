"""Pages of meetings: showing, preparing, calling, moving, cancelling, holding."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.stages.roundtables import agenda_lines
from tejido.stages.roundtables.actions import meetings as actions
from tejido.stages.roundtables.forms.meetings import HoldForm, MoveForm, PlanForm, ReasonForm
from tejido.stages.roundtables.models import Meeting
from tejido.stages.roundtables.policies.roundtables import check_runs
from tejido.stages.roundtables.queries.agenda import agenda_of, carried_agenda, line_of, open_commitments
from tejido.stages.roundtables.queries.meeting_page import page_of
from tejido.stages.roundtables.queries.meetings import title_of
from tejido.stages.roundtables.views.form_page import form_page
from tejido.stages.roundtables.views.loading import in_zone, save, visible_meeting, visible_roundtable
from tejido.stages.roundtables.views.pasting import review
from tejido.stages.roundtables.vocabulary import MeetingState


@require_safe
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """Show a meeting: agenda, who was there, minutes, what was promised."""
    found, part = visible_meeting(request, pk)
    page = page_of(found, person=request.person, is_inside=part.is_inside, now=request.now)
    context = {
        "page": page,
        "meeting": found,
        "roundtable": found.roundtable,
        "part": part,
        "prepares": bool(part.prepares_for),
        "has_begun": found.starts_at <= request.now,
        "panels": panels.drawn("meeting", request, found),
    }
    with in_zone(found.roundtable):
        return render(request, "roundtables/meeting.html", context)


@login_required
def plan(request: Request, pk: UUID) -> HttpResponse:
    """Plan the next meeting: what is carried over is there already."""
    found, _part = visible_roundtable(request, pk)
    person = signed_in(request)
    check_runs(person, found)
    initial = {"agenda": agenda_lines.write(carried_agenda(found)), "duration": 90}
    with in_zone(found):
        form = PlanForm(request.POST or None, roundtable=found, initial=initial)
        made: list[Meeting] = []

        def act() -> None:
            made.append(actions.plan_meeting(found, form.plan(), by=person, now=request.now))

        if done(form, act):
            return _next(request, made[0], form)
        return render(request, "roundtables/meeting_prepare.html", {"form": form, "roundtable": found})


@login_required
def prepare(request: Request, pk: UUID) -> HttpResponse:
    """Prepare a coming meeting on one page: agenda, date and place, and a box for a chat or old minutes."""
    found, _part = visible_meeting(request, pk)
    person = signed_in(request)
    check_runs(person, found.roundtable)
    initial = {
        "starts_at": found.starts_at,
        "venue": found.venue,
        "duration": found.duration,
        "agenda": agenda_lines.write(map(line_of, agenda_of(found))),
        "version": found.version,
    }
    with in_zone(found.roundtable):
        form = PlanForm(request.POST or None, roundtable=found.roundtable, meeting=found, initial=initial)

        def act() -> None:
            version = form.cleaned_data["version"] or 0
            actions.prepare_meeting(found, form.plan(), version=version, by=person, now=request.now)

        saved = save(form, act, version="version")
        if saved.ok:
            return _next(request, found, form)
        context = {
            "form": form,
            "roundtable": found.roundtable,
            "meeting": found,
            "title": title_of(found),
            "theirs": saved.theirs,
            "reviewed": list(open_commitments(found.roundtable, before=found.starts_at)[:12]),
        }
        return render(request, "roundtables/meeting_prepare.html", context)


def _next(request: Request, found: Meeting, form: PlanForm) -> HttpResponse:
    pasted = form.cleaned_data["pasted"]
    if pasted.strip():
        return review(request, found, pasted)
    messages.success(request, _("Saved. Nobody has been invited yet.") if found.called_on is None else _("Saved."))
    return redirect(found)


@login_required
@require_POST
def call(request: Request, pk: UUID) -> HttpResponse:
    """Invite to a meeting."""
    found, _part = visible_meeting(request, pk)
    told(
        request,
        lambda: actions.call_meeting(found, by=signed_in(request), now=request.now),
        _("The session is called. Those who sit here see it, and their calendars too."),
    )
    return redirect(found)


@login_required
def move(request: Request, pk: UUID) -> HttpResponse:
    """Move a meeting to another date or place."""
    found, _part = visible_meeting(request, pk)
    check_runs(request.person, found.roundtable)
    initial = {"starts_at": found.starts_at, "venue": found.venue}
    with in_zone(found.roundtable):
        form = MoveForm(request.POST or None, is_called=found.called_on is not None, initial=initial)

        def act() -> None:
            actions.move_meeting(found, **form.cleaned_data, by=signed_in(request), now=request.now)

        if done(form, act):
            messages.success(request, _("The session is moved."))
            return redirect(found)
        words = [_("Both dates stay visible, and the reason.")] if found.called_on else []
        title, back = _("Move the session"), found.get_absolute_url()
        return form_page(request, form, title=title, action=_("Move it"), back=back, words=words, meeting=found)


@login_required
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Cancel a meeting, after asking why."""
    found, _part = visible_meeting(request, pk)
    check_runs(request.person, found.roundtable)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.cancel_meeting(found, reason=reason, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The session is cancelled. Its points go to the next one."))
        return redirect(found)
    words = {
        "title": _("Cancel this session"),
        "sentence": f"{found.roundtable.name}: {title_of(found)}",
        "losses": [_("It does not take place, and cannot be called again under this number.")],
        "stays": [_("Its points are carried over to the next session.")],
        "action": _("Cancel this session"),
        "back": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "web/confirm.html", words)


@login_required
def hold(request: Request, pk: UUID) -> HttpResponse:
    """Say who was at a meeting and what was treated; or correct it while the minutes are open."""
    found, _part = visible_meeting(request, pk)
    check_runs(request.person, found.roundtable)
    is_held = found.state == MeetingState.HELD
    form = HoldForm(request.POST or None, meeting=found, initial=_presence(found) if is_held else None)

    def act() -> None:
        said = {name: list(rows) for name, rows in form.cleaned_data.items()}
        holding = actions.correct_attendance if is_held else actions.hold_meeting
        holding(found, **said, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("Saved. Now the minutes can be written."))
        return redirect(found)
    context = {"form": form, "meeting": found, "title": title_of(found), "is_held": is_held}
    return render(request, "roundtables/meeting_hold.html", context)


def _presence(found: Meeting) -> dict[str, object]:
    there = set(found.attendance.values_list("organisation_id", flat=True))
    seats = found.roundtable.seats.filter(organisation__in=there, ended_on=None)
    treated = found.agenda.filter(treated=True)
    return {
        "present": list(seats.values_list("pk", flat=True)),
        "treated": list(treated.values_list("pk", flat=True)),
    }
