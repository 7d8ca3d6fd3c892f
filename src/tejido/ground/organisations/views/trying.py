"""How a page tries an action: what the action refuses comes back as words in the form, or above the next page."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.web.acting import NotAllowed, Refused


def done(form: forms.Form, act: Callable[[], Any], *, version: Callable[[], int] | None = None) -> bool:
    """Run `act` where the form holds, put what it refuses into the form, and say whether it was done.

    NotAllowed passes, for a 403. After ChangedMeanwhile the form carries what `version` returns, so that whoever saves
    it again means it.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except NotAllowed:
        raise
    except Refused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        if isinstance(problem, ChangedMeanwhile) and version:
            sent = cast(QueryDict, form.data).copy()
            sent["version"] = str(version())
            form.data = sent
        return False
    return True


def told(request: HttpRequest, act: Callable[[], Any], success: str) -> bool:
    """Run `act` where there is no form: say above the next page that it was done, or why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as problem:
        messages.error(request, str(problem.message))
        return False
    messages.success(request, success)
    return True
