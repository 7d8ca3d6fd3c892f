"""What every page of a roundtable does first: find it, if the person may see it, and what they are to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timezone import localdate

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile
from tejido.stages.roundtables.models import Meeting, Minutes, Roundtable
from tejido.stages.roundtables.policies.roundtables import Part, part_of
from tejido.stages.roundtables.queries.meetings import all_meetings, meetings_shown
from tejido.stages.roundtables.queries.minutes import all_minutes, minutes_visible
from tejido.stages.roundtables.queries.roundtables import roundtables_visible_to


class Saved(NamedTuple):
    """Whether something was saved; where somebody else saved first, their text."""

    ok: bool
    theirs: str


def visible_roundtable(request: Request, pk: UUID) -> tuple[Roundtable, Part]:
    """Return the roundtable and what the person is to it; 404 where they may not see it."""
    found = get_object_or_404(roundtables_visible_to(request.person), pk=pk)
    return found, part_of(request.person, found)


def visible_meeting(request: Request, pk: UUID) -> tuple[Meeting, Part]:
    """Return the meeting and what the person is to its roundtable; 404 where they may not see it."""
    found = get_object_or_404(all_meetings(), pk=pk)
    part = part_of(request.person, found.roundtable)
    today = localdate(request.now)
    if not part.is_inside and not meetings_shown(Output.PAGE, today).filter(pk=pk).exists():
        raise Http404
    return found, part


def visible_minutes(request: Request, pk: UUID) -> tuple[Minutes, Part]:
    """Return the version of the minutes and what the person is to its roundtable; 404 where they may not see it."""
    found = get_object_or_404(all_minutes(), pk=pk)
    part = part_of(request.person, found.meeting.roundtable)
    seen = minutes_visible(found.meeting, is_inside=part.is_inside, today=localdate(request.now))
    if not seen.filter(pk=pk).exists():
        raise Http404
    return found, part


@contextmanager
def in_zone(roundtable: Roundtable) -> Iterator[None]:
    """Read and write dates and hours as they are in the roundtable's place."""
    with timezone.override(roundtable.zone):
        yield


def save(form: forms.Form, act: Callable[[], Any], *, version: str) -> Saved:
    """Run `act` where the form holds. Where somebody else saved first, keep what was typed and return their text.

    The form then carries their version in its field `version`, so that whoever saves again means it.
    """
    theirs: list[str] = []

    def tried() -> None:
        try:
            act()
        except ChangedMeanwhile as problem:
            theirs.append(problem.theirs)
            data = cast(QueryDict, form.data).copy()
            data[version] = str(problem.version)
            form.data = data
            raise

    return Saved(done(form, tried), theirs[0] if theirs else "")
