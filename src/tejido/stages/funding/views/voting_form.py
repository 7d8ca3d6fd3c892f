"""A small form of a voting as a page of its own."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tejido.ground.people.requests import Request
from tejido.stages.funding.models import Call


def form_page(
    request: Request, form: forms.Form, *, call: Call, title: str, action: str, words: Sequence[str] = ()
) -> HttpResponse:
    """Draw `form` under `title` with paragraphs of `words`; `action` stands on its button."""
    context = {"form": form, "call": call, "page_title": title, "action": action, "words": words}
    return render(request, "funding/voting/form.html", context | {"back": reverse("voting-paper", args=[call.pk])})
