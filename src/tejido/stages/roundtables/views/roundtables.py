"""The page of a roundtable; opening, changing and closing one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.forms import ProfileForm
from tejido.ground.organisations.profiles import Field, Output, Shown, shown, tighter
from tejido.ground.organisations.views.trying import done
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.stages.roundtables.actions import roundtables as actions
from tejido.stages.roundtables.forms.roundtables import CloseForm, OpenForm, OutlineForm
from tejido.stages.roundtables.models import Roundtable
from tejido.stages.roundtables.policies.roundtables import check_facilitates, check_is_host, check_manages
from tejido.stages.roundtables.queries.roundtable_page import page_of
from tejido.stages.roundtables.views.form_page import form_page
from tejido.stages.roundtables.views.loading import in_zone, save, visible_roundtable


@require_safe
def roundtable(request: Request, pk: UUID) -> HttpResponse:
    """Show a roundtable: what it is, who sits there, when it meets, what was promised."""
    found, part = visible_roundtable(request, pk)
    page = page_of(found, is_inside=part.is_inside, now=request.now)
    context = {
        "page": page,
        "roundtable": found,
        "part": part,
        "panels": panels.drawn("roundtable", request, found),
        "has_calendar": shown(found.profile, Field.COMING_DATE, Output.CALENDAR) is Shown.FULL,
    }
    with in_zone(found):
        return render(request, "roundtables/roundtable.html", context)


@login_required
def open_roundtable(request: Request) -> HttpResponse:
    """Open a roundtable; only the host may."""
    person = signed_in(request)
    check_is_host(person)
    form = OpenForm(request.POST or None, person=person)
    made: list[Roundtable] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            actions.open_roundtable(
                form.outline(),
                place=said["place"],
                facilitator=said["facilitator"],
                profile=said["profile"],
                by=person,
                now=request.now,
            )
        )

    if done(form, act):
        messages.success(request, _("The roundtable is open. Its facilitator goes on from here."))
        return redirect(made[0])
    title, action = _("Open a roundtable"), _("Open it")
    return form_page(request, form, title=title, action=action, back=reverse("roundtable-list"))


@login_required
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change what a roundtable says of itself; where somebody saved in between, both texts are shown."""
    found, _part = visible_roundtable(request, pk)
    person = signed_in(request)
    check_facilitates(person, found)
    form = OutlineForm.of(found, request.POST or None, person=person)

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        actions.change_roundtable(found, form.outline(), version=version, by=person, now=request.now)

    saved = save(form, act, version="version")
    if saved.ok:
        messages.success(request, _("The page is changed."))
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Change this page"),
        action=_("Save"),
        back=found.get_absolute_url(),
        roundtable=found,
        theirs=saved.theirs,
    )


@login_required
def profile(request: Request, pk: UUID) -> HttpResponse:
    """Choose how much is shown of a roundtable."""
    found, _part = visible_roundtable(request, pk)
    part = check_manages(request.person, found)
    only = None if part.facilitates else [one for one in Profile.values if not tighter(found.profile, than=one)]
    form = ProfileForm(request.POST or None, only=only, initial={"profile": found.profile})

    def act() -> None:
        to = form.cleaned_data["profile"]
        actions.change_profile(found, to=to, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("From now on this much is shown. Copies that somebody took cannot be recalled."))
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("How much is shown"),
        action=_("Save"),
        back=found.get_absolute_url(),
        words=[_("It holds at once, for pages, feeds, files, calendars and the public record.")],
        roundtable=found,
    )


@login_required
def close(request: Request, pk: UUID) -> HttpResponse:
    """End the work of a roundtable, after asking."""
    found, _part = visible_roundtable(request, pk)
    check_manages(request.person, found)
    form = CloseForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.close_roundtable(found, reason=reason, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The roundtable is closed."))
        return redirect(found)
    words = {
        "title": _("Close this roundtable"),
        "sentence": found.name,
        "losses": [_("No more sessions can be planned, and nobody takes a seat any more.")],
        "stays": [_("Its page, its minutes, its commitments and its record stay.")],
        "action": _("Close this roundtable"),
        "back": found.get_absolute_url(),
        "form": form,
    }
    return render(request, "web/confirm.html", words)
