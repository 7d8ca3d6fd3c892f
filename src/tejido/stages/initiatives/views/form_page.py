"""A small form of an initiative as a page of its own."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from tejido.ground.people.requests import Request
from tejido.stages.initiatives.models import Initiative


def form_page(
    request: Request,
    form: forms.Form,
    *,
    initiative: Initiative | None,
    title: str,
    action: str,
    words: Sequence[str] = (),
    back: str = "",
) -> HttpResponse:
    """Draw `form` under `title` with paragraphs of `words`; `action` stands on its button, `back` leads away."""
    context = {
        "form": form,
        "initiative": initiative,
        "page_title": title,
        "action": action,
        "words": words,
        "back": back or (initiative.get_absolute_url() if initiative else ""),
    }
    return render(request, "initiatives/form.html", context)
