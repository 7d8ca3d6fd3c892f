"""When people meet: called, cancelled, taken into a calendar."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.views.trying import done
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.places.zones import zone_of
from tejido.stages.initiatives import actions, policies, queries
from tejido.stages.initiatives.calendars import CONTENT_TYPE, calendar_file
from tejido.stages.initiatives.forms.running import GatheringForm
from tejido.stages.initiatives.views.form_page import form_page
from tejido.stages.initiatives.views.pages import visible


@login_required
def call(request: Request, pk: UUID) -> HttpResponse:
    """Say when people meet, in the time of the place."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = GatheringForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        starts_at = datetime.combine(said["day"], said["hour"], tzinfo=ZoneInfo(zone_of(found.place_id)))
        actions.call_gathering(
            found,
            title=said["title"],
            starts_at=starts_at,
            minutes=said["minutes"],
            where=said["where"],
            by=signed_in(request),
            now=request.now,
        )

    if done(form, act):
        messages.success(request, _("The date is entered."))
        return redirect(found)
    quiet = _("Only those who run it see this date here: the initiative is not open. Tell others by word of mouth.")
    words = [] if found.profile == Profile.OPEN else [quiet]
    return form_page(request, form, initiative=found, title=_("When you meet"), action=_("Enter the date"), words=words)


@login_required
def cancel(request: Request, pk: UUID, gathering: UUID) -> HttpResponse:
    """Cancel a date, after asking."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    one = get_object_or_404(found.gatherings.all(), pk=gathering)
    if request.method == "POST":
        actions.cancel_gathering(one, by=signed_in(request), now=request.now)
        messages.success(request, _("The date is cancelled."))
        return redirect(found)
    words = {
        "title": _("Cancel this date"),
        "sentence": one.title,
        "losses": [_("It leaves the page; calendars show it as cancelled.")],
        "stays": [],
        "action": _("Cancel this date"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@require_safe
def calendar(request: Request, pk: UUID) -> HttpResponse:
    """Send the dates as a calendar: of an open initiative to anybody, of another one to those who run it."""
    found = visible(request, pk)
    inside = policies.standing(request.person, found).belongs
    dates = queries.calendar_of(found, localdate(request.now), inside=inside)
    if not dates:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="fechas.ics"'}
    if inside and found.profile != Profile.OPEN:
        headers["Cache-Control"] = "private, no-store"
    return HttpResponse(calendar_file(found, dates), content_type=CONTENT_TYPE, headers=headers)
