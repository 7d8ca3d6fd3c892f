"""Pages of minutes: reading, writing, proposing, objecting, adopting, correcting, printing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions import minutes as actions
from tejido.stages.roundtables.forms.meetings import AdoptForm, AnswerForm, MinutesForm, ObjectionForm, ReasonForm
from tejido.stages.roundtables.models import Minutes, Objection
from tejido.stages.roundtables.pdf.minutes import minutes_pdf
from tejido.stages.roundtables.policies.roundtables import check_is_inside, check_runs
from tejido.stages.roundtables.queries.agenda import agenda_of, title_shown
from tejido.stages.roundtables.queries.meetings import title_of
from tejido.stages.roundtables.queries.minutes import (
    entries_of,
    in_record,
    minutes_visible,
    objections_to,
    proposed_commitments,
)
from tejido.stages.roundtables.views.form_page import form_page
from tejido.stages.roundtables.views.loading import in_zone, save, visible_meeting, visible_minutes
from tejido.stages.roundtables.views.pasting import ToPromise, commitment_form, review


@require_safe
def minutes(request: Request, pk: UUID) -> HttpResponse:
    """Show one version of the minutes, with its objections and the other versions."""
    found, part = visible_minutes(request, pk)
    meeting = found.meeting
    today = localdate(request.now)
    promised = proposed_commitments(found) if part.runs else []
    context = {
        "minutes": found,
        "meeting": meeting,
        "roundtable": meeting.roundtable,
        "part": part,
        "title": title_of(meeting),
        "entries": entries_of(found),
        "versions": list(minutes_visible(meeting, is_inside=part.is_inside, today=today)),
        "objections": list(objections_to(found)) if part.is_inside else [],
        "record": in_record(found),
        "adopted_title": title_of(found.adopted_at) if found.adopted_at else "",
        "links": [
            ToPromise(it.text, it.due, commitment_form(meeting.roundtable, meeting, it.text, it.due)) for it in promised
        ],
    }
    with in_zone(meeting.roundtable):
        return render(request, "roundtables/minutes.html", context)


@require_safe
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """Send one version of the minutes as a PDF."""
    found, part = visible_minutes(request, pk)
    drawn = minutes_pdf(found, is_inside=part.is_inside, today=localdate(request.now))
    name = f"minuta-{found.meeting.number}-v{found.version}.pdf"
    return HttpResponse(
        drawn, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write minutes; where somebody saved in between, both texts are shown and nothing is lost."""
    found, _part = visible_minutes(request, pk)
    meeting, person = found.meeting, signed_in(request)
    check_runs(person, meeting.roundtable)
    form = MinutesForm(request.POST or None, initial={"text": found.text, "edition": found.edition})

    def act() -> None:
        said = form.cleaned_data
        actions.write_minutes(found, text=said["text"], edition=said["edition"], by=person, now=request.now)

    saved = save(form, act, version="edition")
    if saved.ok:
        pasted = form.cleaned_data["pasted"]
        if pasted.strip():
            return review(request, meeting, pasted)
        messages.success(request, _("The minutes are saved. Propose them for adoption when they are ready."))
        return redirect(found)
    context = {
        "form": form,
        "minutes": found,
        "meeting": meeting,
        "title": title_of(meeting),
        "theirs": saved.theirs,
        "points": [title_shown(item) for item in agenda_of(meeting)],
    }
    return render(request, "roundtables/minutes_write.html", context)


@login_required
@require_POST
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Propose minutes for adoption."""
    found, _part = visible_minutes(request, pk)
    told(
        request,
        lambda: actions.propose_minutes(found, by=signed_in(request), now=request.now),
        _("The minutes are proposed. Whoever sits here has ten business days to object."),
    )
    return redirect(found)


@login_required
def object_to(request: Request, pk: UUID) -> HttpResponse:
    """Object to proposed minutes in the name of an organisation that sits at the roundtable."""
    found, _part = visible_minutes(request, pk)
    part = check_is_inside(request.person, found.meeting.roundtable)
    organisations = [seat.organisation for seat in part.seats]
    form = ObjectionForm(request.POST or None, organisations=organisations)

    def act() -> None:
        actions.object_to_minutes(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The objection is noted. The minutes are not adopted before it is answered."))
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Something is wrong in these minutes"),
        action=_("Object"),
        back=found.get_absolute_url(),
        words=[_("Your organisation is named inside the roundtable. Silence adopts the minutes no more.")],
        meeting=found.meeting,
    )


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer an objection."""
    rows = Objection.objects.select_related("minutes__meeting__roundtable", "minutes__meeting__group", "organisation")
    objection = get_object_or_404(rows, pk=pk)
    found = objection.minutes
    check_runs(request.person, found.meeting.roundtable)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        actions.answer_objection(objection, answer=form.cleaned_data["answer"], by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The objection is answered."))
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Answer an objection"),
        action=_("Answer"),
        back=found.get_absolute_url(),
        words=[f"{objection.organisation.name}: {objection.text}"],
        meeting=found.meeting,
    )


@login_required
def adopt(request: Request, pk: UUID) -> HttpResponse:
    """Enter at which session minutes were adopted."""
    found, _part = visible_minutes(request, pk)
    check_runs(request.person, found.meeting.roundtable)
    form = AdoptForm(request.POST or None, meeting=found.meeting)

    def act() -> None:
        actions.adopt_minutes(found, at=form.cleaned_data["at"], by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The minutes are adopted and stand in the public record."))
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("A session adopted these minutes"),
        action=_("Adopt"),
        back=found.get_absolute_url(),
        words=[_("From here on this version never changes, and its text goes into the public record.")],
        meeting=found.meeting,
    )


@login_required
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Open a new version of adopted minutes."""
    meeting, _part = visible_meeting(request, pk)
    check_runs(request.person, meeting.roundtable)
    form = ReasonForm(request.POST or None)
    made: list[Minutes] = []

    def act() -> None:
        reason = form.cleaned_data["reason"]
        made.append(actions.correct_minutes(meeting, reason=reason, by=signed_in(request), now=request.now))

    if done(form, act):
        return redirect("minutes-write", pk=made[0].pk)
    return form_page(
        request,
        form,
        title=_("Correct the minutes"),
        action=_("Open a new version"),
        back=meeting.get_absolute_url(),
        words=[_("The adopted version stays as it is. The new one is written, proposed and adopted as the first was.")],
        meeting=meeting,
    )
