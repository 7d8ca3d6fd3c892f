"""Calendars: a public feed, a private one for each member, single invitations."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions.calendars import make_calendar_key, revoke_calendar_key
from tejido.stages.roundtables.calendars import CONTENT_TYPE, feed_of, invitation_to
from tejido.stages.roundtables.models import CalendarKey
from tejido.stages.roundtables.policies.roundtables import check_is_inside
from tejido.stages.roundtables.queries.calendars import private_calendar, public_calendar
from tejido.stages.roundtables.queries.roundtables import roundtables_shown
from tejido.stages.roundtables.views.loading import visible_meeting, visible_roundtable


@require_safe
def public(request: Request, pk: UUID) -> HttpResponse:
    """Send the meetings of an open roundtable as a calendar; there is none for the others."""
    found = get_object_or_404(roundtables_shown(Output.CALENDAR), pk=pk)
    if shown(found.profile, Field.COMING_DATE, Output.CALENDAR) is not Shown.FULL:
        raise Http404
    return _calendar(feed_of(found, public_calendar(found, localdate(request.now))), "mesa")


@never_cache
@require_safe
def private(request: Request, secret: str) -> HttpResponse:
    """Send all called meetings to whoever has a private address, as long as its person is inside the roundtable."""
    found = private_calendar(secret, localdate(request.now))
    if found is None:
        raise Http404
    return _calendar(feed_of(*found), "calendario")


@require_safe
def invitation(request: Request, pk: UUID) -> HttpResponse:
    """Send one meeting as a file for a calendar."""
    found, _part = visible_meeting(request, pk)
    if found.called_on is None:
        raise Http404
    return _calendar(invitation_to(found), "sesion")


@never_cache
@login_required
def key(request: Request, pk: UUID) -> HttpResponse:
    """Make one's private calendar address: shown once, in this very answer."""
    found, _part = visible_roundtable(request, pk)
    check_is_inside(request.person, found)
    address = ""
    if request.method == "POST":
        secret = make_calendar_key(found, by=signed_in(request), now=request.now)
        address = request.build_absolute_uri(reverse("calendar-private", args=[secret]))
    held = CalendarKey.objects.filter(roundtable=found, person=request.person).first()
    context = {"roundtable": found, "address": address, "held": held}
    return render(request, "roundtables/roundtable_calendar.html", context)


@login_required
@require_POST
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """End one's private calendar address."""
    found, _part = visible_roundtable(request, pk)
    revoke_calendar_key(found, by=signed_in(request), now=request.now)
    messages.success(request, _("That address shows nothing any more."))
    return redirect("calendar-key", pk=pk)


def _calendar(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
