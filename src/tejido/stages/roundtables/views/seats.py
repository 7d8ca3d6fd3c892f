"""Who sits at a roundtable, who runs it, and its working groups."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions import seats as actions
from tejido.stages.roundtables.forms.roundtables import GroupForm, SeatForm, StaffForm
from tejido.stages.roundtables.models import Seat, Staff, WorkingGroup
from tejido.stages.roundtables.policies.roundtables import check_facilitates, check_manages
from tejido.stages.roundtables.queries.roundtables import live_groups, live_seats, live_staff
from tejido.stages.roundtables.views.form_page import form_page
from tejido.stages.roundtables.views.loading import visible_roundtable


@login_required
def seats(request: Request, pk: UUID) -> HttpResponse:
    """Show the seats and give an organisation one."""
    found, _part = visible_roundtable(request, pk)
    person = signed_in(request)
    check_facilitates(person, found)
    form = SeatForm(request.POST or None, person=person)

    def act() -> None:
        actions.add_seat(found, **form.cleaned_data, by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("It sits at the roundtable from today."))
        return redirect("roundtable-seats", pk=pk)
    context = {"form": form, "roundtable": found, "seats": list(live_seats(found))}
    return render(request, "roundtables/roundtable_seats.html", context)


@login_required
def end_seat(request: Request, pk: UUID) -> HttpResponse:
    """End a seat, after asking."""
    seat = get_object_or_404(Seat.objects.select_related("roundtable", "organisation", "post"), pk=pk, ended_on=None)
    check_facilitates(request.person, seat.roundtable)
    if request.method == "POST":
        told(
            request,
            lambda: actions.end_seat(seat, by=signed_in(request), now=request.now),
            _("It does not sit at the roundtable any more."),
        )
        return redirect("roundtable-seats", pk=seat.roundtable_id)
    words = {
        "title": _("End this seat"),
        "sentence": seat.organisation.name,
        "losses": [_("It sees no coming sessions, open minutes or groups of this roundtable any more.")],
        "stays": [_("What it promised stays its own, and so does its presence in minutes.")],
        "action": _("End this seat"),
        "back": seat.roundtable.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def staff(request: Request, pk: UUID) -> HttpResponse:
    """Show who runs the roundtable (parts, never names), and name somebody."""
    found, _part = visible_roundtable(request, pk)
    check_manages(request.person, found)
    form = StaffForm(request.POST or None)

    def act() -> None:
        actions.name_staff(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("From now on this person helps to run the roundtable."))
        return redirect("roundtable-staff", pk=pk)
    context = {"form": form, "roundtable": found, "staff": list(live_staff(found)), "me": request.person}
    return render(request, "roundtables/roundtable_staff.html", context)


@login_required
@require_POST
def end_staff(request: Request, pk: UUID) -> HttpResponse:
    """End somebody's part in running a roundtable."""
    part = get_object_or_404(Staff.objects.select_related("roundtable"), pk=pk, ended_on=None)
    told(
        request,
        lambda: actions.end_staff(part, by=signed_in(request), now=request.now),
        _("This person does not run the roundtable any more."),
    )
    return redirect(part.roundtable)


@login_required
def groups(request: Request, pk: UUID) -> HttpResponse:
    """Show the working groups and make one."""
    found, _part = visible_roundtable(request, pk)
    check_facilitates(request.person, found)
    form = GroupForm(request.POST or None, roundtable=found)

    def act() -> None:
        said = form.cleaned_data | {"seats": list(form.cleaned_data["seats"])}
        actions.make_group(found, **said, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The group can begin to work."))
        return redirect("roundtable-groups", pk=pk)
    context = {"form": form, "roundtable": found, "groups": list(live_groups(found, is_inside=True))}
    return render(request, "roundtables/roundtable_groups.html", context)


@login_required
def group(request: Request, pk: UUID) -> HttpResponse:
    """Change who works in a group and whether it is public."""
    found = get_object_or_404(WorkingGroup.objects.select_related("roundtable"), pk=pk, ended_on=None)
    check_facilitates(request.person, found.roundtable)
    initial = {"seats": [seat.pk for seat in found.seats.all()], "is_public": found.is_public}
    form = GroupForm(request.POST or None, roundtable=found.roundtable, is_new=False, initial=initial)

    def act() -> None:
        said = form.cleaned_data
        actions.change_group(
            found, seats=list(said["seats"]), is_public=said["is_public"], by=signed_in(request), now=request.now
        )

    if done(form, act):
        messages.success(request, _("The group is changed."))
        return redirect("roundtable-groups", pk=found.roundtable_id)
    return form_page(
        request,
        form,
        title=found.name,
        action=_("Save"),
        back=reverse("roundtable-groups", args=[found.roundtable_id]),
        roundtable=found.roundtable,
    )


@login_required
@require_POST
def end_group(request: Request, pk: UUID) -> HttpResponse:
    """End the work of a group."""
    found = get_object_or_404(WorkingGroup.objects.select_related("roundtable"), pk=pk, ended_on=None)
    told(
        request,
        lambda: actions.end_group(found, by=signed_in(request), now=request.now),
        _("The group has ended its work."),
    )
    return redirect("roundtable-groups", pk=found.roundtable_id)
