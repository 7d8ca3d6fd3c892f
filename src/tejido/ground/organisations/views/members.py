"""Who belongs to an organisation: invitations, roles, leaving. Names are for its coordinators and the host only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations import actions, policies, queries
from tejido.ground.organisations.forms import CodeForm, InviteForm
from tejido.ground.organisations.models import Membership
from tejido.ground.organisations.views.pages import visible
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.requests import Request, signed_in


@login_required
def members(request: Request, pk: object) -> HttpResponse:
    """Show who belongs to an organisation, and make a code for somebody else: shown once, in this very answer."""
    found = visible(request, pk)
    standing = policies.check_may_see_members(request.person, found)
    form = InviteForm(request.POST or None)
    codes: list[str] = []

    def act() -> None:
        role = form.cleaned_data["role"]
        codes.append(actions.invite_member(found, role=role, by=signed_in(request), now=request.now))

    done(form, act)
    context = {
        "organisation": found,
        "standing": standing,
        "members": list(queries.members_of(found)),
        "invitations": list(queries.invitations_of(found, localdate(request.now))),
        "form": None if found.kind == Kind.INSTITUTION else form,
        "code": codes[0] if codes else "",
        "roles": [(role.value, role.label) for role in (Role.MEMBER, Role.COORDINATOR)],
    }
    return render(request, "organisations/members.html", context)


@login_required
@require_POST
def withdraw(request: Request, pk: object, invitation: object) -> HttpResponse:
    """Make an invitation worthless."""
    found = visible(request, pk)
    one = get_object_or_404(found.invitations.all(), pk=invitation)
    actions.withdraw_invitation(one, by=signed_in(request), now=request.now)
    messages.success(request, _("That code does not open anything any more."))
    return redirect("organisation-posts" if one.role == Role.LIAISON else "organisation-members", pk=pk)


@login_required
@require_POST
def change_role(request: Request, pk: object, membership: object) -> HttpResponse:
    """Make a member a coordinator or the reverse."""
    found = visible(request, pk)
    policies.check_may_see_members(request.person, found)
    one = get_object_or_404(queries.members_of(found), pk=membership)
    to = request.POST.get("role", "")
    told(
        request,
        lambda: actions.change_role(one, to=to, by=signed_in(request), now=request.now),
        _("The role is changed."),
    )
    return redirect("organisation-members", pk=pk)


@login_required
def end_membership(request: Request, pk: object, membership: object) -> HttpResponse:
    """End somebody's membership, after asking."""
    found = visible(request, pk)
    policies.check_may_see_members(request.person, found)
    one = get_object_or_404(queries.members_of(found), pk=membership)
    if request.method == "POST":
        _end(request, one)
        return redirect("organisation-members", pk=pk)
    words = {
        "title": _("End this membership"),
        "sentence": one.person.name,
        "losses": [
            _("They lose their access to what the organisation does here, at once."),
            _("If they read what it receives sealed, a new key has to be made afterwards."),
        ],
        "stays": [_("Their account stays, and so does what the organisation did.")],
        "action": _("End this membership"),
        "back": reverse("organisation-members", args=[pk]),
    }
    return render(request, "web/confirm.html", words)


@login_required
def leave(request: Request, pk: object) -> HttpResponse:
    """Leave an organisation, after asking."""
    found = visible(request, pk)
    one = get_object_or_404(queries.memberships_of(request.person), organisation=found)
    if request.method == "POST":
        return redirect("pending" if _end(request, one) else found)
    words = {
        "title": _("Leave the organisation"),
        "sentence": found.name,
        "losses": [_("You lose your access to what it does here, at once. Only a new invitation lets you in again.")],
        "stays": [_("Your account stays.")],
        "action": _("Leave the organisation"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def accept(request: Request) -> HttpResponse:
    """Join with a code."""
    form = CodeForm(request.POST or None)
    joined: list[Membership] = []

    def act() -> None:
        joined.append(actions.accept_invitation(form.cleaned_data["code"], by=signed_in(request), now=request.now))

    if done(form, act):
        words = {"organisation": joined[0].organisation.name}
        messages.success(request, _("You belong to %(organisation)s now.") % words)
        return redirect(joined[0].organisation)
    return render(request, "organisations/accept.html", {"form": form})


def _end(request: Request, membership: Membership) -> bool:
    return told(
        request,
        lambda: actions.end_membership(membership, by=signed_in(request), now=request.now),
        _("The membership has ended."),
    )
