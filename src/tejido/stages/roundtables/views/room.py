"""The citizens' preparation room. Its pages are never kept, and there is none for anybody else."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions import room as actions
from tejido.stages.roundtables.forms.meetings import NoteForm
from tejido.stages.roundtables.models import Note
from tejido.stages.roundtables.queries.meetings import title_of
from tejido.stages.roundtables.queries.room import notes_for
from tejido.stages.roundtables.terms import ROOM_DAYS
from tejido.stages.roundtables.views.loading import visible_meeting


@never_cache
@login_required
def room(request: Request, pk: UUID) -> HttpResponse:
    """Show the notes of the citizens' side before a meeting, and leave one."""
    meeting, part = visible_meeting(request, pk)
    mine = part.prepares_for
    if not mine:
        raise Http404  # nobody else hears whether there is anything
    form = NoteForm(request.POST or None, organisations=mine)

    def act() -> None:
        actions.write_note(meeting, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The note is here for the citizens' side."))
        return redirect("room", pk=pk)
    context = {
        "form": form,
        "meeting": meeting,
        "roundtable": meeting.roundtable,
        "title": title_of(meeting),
        "notes": notes_for(meeting, mine),
        "days": ROOM_DAYS,
    }
    return render(request, "roundtables/meeting_room.html", context)


@never_cache
@login_required
@require_POST
def erase(request: Request, pk: UUID) -> HttpResponse:
    """Erase a note of one's own organisation."""
    rows = Note.objects.select_related("meeting__roundtable", "organisation")
    note = get_object_or_404(rows, pk=pk)
    _meeting, part = visible_meeting(request, note.meeting_id)
    if not part.prepares_for:
        raise Http404
    told(request, lambda: actions.erase_note(note, by=signed_in(request), now=request.now), _("The note is erased."))
    return redirect("room", pk=note.meeting_id)
