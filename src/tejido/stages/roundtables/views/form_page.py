"""A small form of a roundtable as a page of its own."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tejido.stages.roundtables.models import Meeting, Roundtable
from tejido.stages.roundtables.queries.meetings import title_of


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    action: str,
    back: str,
    words: Sequence[str] = (),
    roundtable: Roundtable | None = None,
    meeting: Meeting | None = None,
    theirs: str = "",
) -> HttpResponse:
    """Draw `form` under `title` with paragraphs of `words`; `action` stands on its button, `back` leads away.

    `theirs` is what somebody else saved meanwhile, where two save at once.
    """
    context = {
        "form": form,
        "page_title": title,
        "action": action,
        "back": back,
        "words": words,
        "roundtable": roundtable or (meeting.roundtable if meeting else None),
        "meeting": meeting,
        "meeting_title": title_of(meeting) if meeting else "",
        "theirs": theirs,
    }
    return render(request, "roundtables/roundtable_form.html", context)
