"""What was pasted, as proposals with tick boxes: nothing is kept before somebody accepts it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions.pasting import accept_entries, accept_points
from tejido.stages.roundtables.forms.pasting import FOR_AGENDA, FOR_MINUTES, ProposalRows, initial_of
from tejido.stages.roundtables.minutes_text import Entry
from tejido.stages.roundtables.models import Meeting, Minutes, Roundtable
from tejido.stages.roundtables.pasting import propose
from tejido.stages.roundtables.policies.roundtables import check_runs
from tejido.stages.roundtables.queries.meetings import HELD, title_of
from tejido.stages.roundtables.queries.roundtables import live_seats
from tejido.stages.roundtables.views.loading import visible_meeting
from tejido.stages.roundtables.vocabulary import ItemKind, MeetingState, MinutesState


@dataclass(frozen=True)
class ToPromise:
    """A proposed commitment and the address of its form, filled in."""

    text: str
    due: date | None
    url: str


def review(request: Request, meeting: Meeting, pasted: str) -> HttpResponse:
    """Show what the pasted text proposes. The text itself is not kept, and neither is anything here."""
    names = [seat.organisation.name for seat in live_seats(meeting.roundtable)]
    posts = [seat.post.title for seat in live_seats(meeting.roundtable) if seat.post]
    found = propose(pasted, today=localdate(request.now), owners=[*posts, *names])
    if not found:
        messages.warning(request, _("We found nothing to propose in what you pasted. The rest is saved."))
        return redirect(meeting)
    for_minutes = meeting.state != MeetingState.PLANNED
    rows = ProposalRows(initial=initial_of(found, for_minutes=for_minutes), form_kwargs={"kinds": _kinds(meeting)})
    return _page(request, meeting, rows)


@login_required
@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    """Keep the proposals that were ticked."""
    meeting, _part = visible_meeting(request, pk)
    check_runs(request.person, meeting.roundtable)
    rows = ProposalRows(request.POST, form_kwargs={"kinds": _kinds(meeting)})
    if not rows.is_valid():
        return _page(request, meeting, rows)
    kept = [form.cleaned_data for form in rows.forms if form.cleaned_data.get("keep")]
    if meeting.state == MeetingState.PLANNED:
        return _into_agenda(request, meeting, rows, kept)
    return _into_minutes(request, meeting, rows, kept)


def commitment_form(roundtable: Roundtable, meeting: Meeting | None, text: str, due: date | None) -> str:
    """Return the address of the form for a commitment with its words and date filled in."""
    said = {"sesion": str(meeting.pk) if meeting else "", "texto": text, "fecha": due.isoformat() if due else ""}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('commitment-propose', args=[roundtable.pk])}?{query}"


def _into_agenda(request: Request, meeting: Meeting, rows: Any, kept: list[dict[str, Any]]) -> HttpResponse:
    titles = [said["text"] for said in kept if said["kind"] != ItemKind.COMMITMENT]
    by = signed_in(request)
    if titles and not told(
        request, lambda: accept_points(meeting, titles, by=by, now=request.now), _("The points are on the agenda.")
    ):
        return _page(request, meeting, rows)
    promised = [said for said in kept if said["kind"] == ItemKind.COMMITMENT]
    if not promised:
        return redirect("meeting-prepare", pk=meeting.pk)
    held = Meeting.objects.filter(roundtable=meeting.roundtable, state__in=HELD, group=None)
    last = held.order_by("-starts_at").first()
    links = [
        ToPromise(said["text"], said["due"], commitment_form(meeting.roundtable, last, said["text"], said["due"]))
        for said in promised
    ]
    return render(request, "roundtables/meeting_pasted_commitments.html", {"meeting": meeting, "links": links})


def _into_minutes(request: Request, meeting: Meeting, rows: Any, kept: list[dict[str, Any]]) -> HttpResponse:
    minutes = Minutes.objects.filter(meeting=meeting, state=MinutesState.OPEN).first()
    if minutes is None:
        messages.error(request, _("No minutes of this session are open. Nothing was kept."))
        return redirect(meeting)
    entries = [Entry(said["kind"], said["text"], said["due"]) for said in kept]
    by = signed_in(request)
    if entries and not told(
        request, lambda: accept_entries(minutes, entries, by=by, now=request.now), _("The entries are in the minutes.")
    ):
        return _page(request, meeting, rows)
    return redirect("minutes-write", pk=minutes.pk)


def _kinds(meeting: Meeting) -> list[tuple[str, Any]]:
    return FOR_AGENDA if meeting.state == MeetingState.PLANNED else FOR_MINUTES


def _page(request: Request, meeting: Meeting, rows: Any) -> HttpResponse:
    context = {"rows": rows, "meeting": meeting, "roundtable": meeting.roundtable, "title": title_of(meeting)}
    return render(request, "roundtables/meeting_pasted.html", context)
