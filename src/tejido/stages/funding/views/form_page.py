"""A small form of funding as a page of its own, and a question before something is lost."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

Words = str | Promise


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Words,
    action: Words,
    back: str,
    words: Sequence[Words] = (),
    above: tuple[Words, str] | None = None,
    is_loss: bool = False,
) -> HttpResponse:
    """Draw `form` under `title` with paragraphs of `words`; `above` is what it belongs to: words and address."""
    context = {
        "form": form,
        "page_title": title,
        "action": action,
        "back": back,
        "words": words,
        "above": above,
        "is_loss": is_loss,
    }
    return render(request, "funding/form.html", context)


def ask(
    request: HttpRequest,
    *,
    title: Words,
    sentence: Words,
    losses: Sequence[Words],
    stays: Sequence[Words],
    action: Words,
    back: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    """Ask before something is lost: what goes, and what stays."""
    context = {
        "title": title,
        "sentence": sentence,
        "losses": losses,
        "stays": stays,
        "action": action,
        "back": back,
        "form": form or forms.Form(),
    }
    return render(request, "web/confirm.html", context)
