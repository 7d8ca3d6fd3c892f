"""The list, the public page, registering and changing an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations import actions, policies, queries
from tejido.ground.organisations.exports import ORGANISATIONS
from tejido.ground.organisations.forms import ParticularsForm, ProfileForm, RegisterForm, RiskForm
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.page import page_of
from tejido.ground.organisations.profiles import Output, tighter
from tejido.ground.organisations.risk import suggest_profile
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Kind, Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.ground.web.listing import respond
from tejido.ground.web.listing.selection import FORMAT


def visible(request: Request, pk: object) -> Organisation:
    """Return the organisation if the person may open its page; else there is none."""
    return get_object_or_404(queries.organisations_visible_to(request.person), pk=pk)


@require_safe
def organisations(request: Request) -> HttpResponseBase:
    """List the organisations that work here now; feed and CSV hold what is public, whoever asks."""
    if request.GET.get(FORMAT):
        things = queries.organisations_shown(Output.EXPORT)
    else:
        things = queries.organisations_visible_to(request.person)
    return respond(request, ORGANISATIONS, things.filter(closed_on=None), template="organisations/list.html")


@require_safe
def organisation(request: Request, pk: object) -> HttpResponse:
    """Show an organisation's public page."""
    found = visible(request, pk)
    drawn = panels.drawn("organisation", request, found)
    return render(request, "organisations/page.html", {"page": page_of(found, request.person), "panels": drawn})


@login_required
def register(request: Request) -> HttpResponse:
    """Register an organisation; the host chooses its kind by the address."""
    person = signed_in(request)
    kind = request.GET.get("tipo", Kind.CIVIL_SOCIETY)
    if kind not in Kind.values:
        raise Http404
    policies.check_may_register(person, kind)
    chosen = request.GET.get("perfil")
    initial = {"profile": chosen if chosen in Profile.values else Profile.DISCREET}
    form = RegisterForm(request.POST or None, kind=kind, initial=initial)
    made: list[Organisation] = []

    def act() -> None:
        profile = form.cleaned_data.get("profile", Profile.OPEN)
        made.append(
            actions.register_organisation(form.particulars(), kind=kind, profile=profile, by=person, now=request.now)
        )

    if done(form, act):
        return redirect(made[0])
    kinds = Kind.choices if policies.is_host(person) else []
    return render(request, "organisations/register.html", {"form": form, "kind": Kind(kind), "kinds": kinds})


@login_required
def edit(request: Request, pk: object) -> HttpResponse:
    """Change what an organisation says of itself."""
    found = visible(request, pk)
    standing = policies.check_may_change(request.person, found)
    form = ParticularsForm.of(found, request.POST or None)

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        by = signed_in(request)
        actions.change_organisation(found, form.particulars(), version=version, by=by, now=request.now)

    if done(form, act, version=lambda: Organisation.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The page is changed."))
        return redirect(found)
    return render(request, "organisations/edit.html", {"form": form, "organisation": found, "standing": standing})


@login_required
def profile(request: Request, pk: object) -> HttpResponse:
    """Choose how much is shown."""
    found = visible(request, pk)
    standing = policies.check_may_choose_profile(request.person, found)
    only = None if standing.coordinates else [one for one in Profile.values if not tighter(found.profile, than=one)]
    form = ProfileForm(request.POST or None, only=only, initial={"profile": found.profile})

    def act() -> None:
        to = form.cleaned_data["profile"]
        actions.change_profile(found, to=to, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("From now on this much is shown. Copies that somebody took cannot be recalled."))
        return redirect(found)
    return render(request, "organisations/profile.html", {"form": form, "organisation": found})


@login_required
def risk(request: Request) -> HttpResponse:
    """Suggest a profile. The answers come by POST, so that no history or log keeps them, and are not kept here."""
    form = RiskForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    suggested = suggest_profile(form.cleaned_data["risks"]) if asked else None
    return render(request, "organisations/risk.html", {"form": form, "suggested": suggested})


@login_required
@require_POST
def verify(request: Request, pk: object) -> HttpResponse:
    """Verify an organisation."""
    found = visible(request, pk)
    told(
        request,
        lambda: actions.verify_organisation(found, by=signed_in(request), now=request.now),
        _("The organisation is verified."),
    )
    return redirect(found)


@login_required
def unverify(request: Request, pk: object) -> HttpResponse:
    """Take the verification back, after asking."""
    found = visible(request, pk)
    policies.check_is_host(request.person)
    if request.method == "POST":
        actions.withdraw_verification(found, by=signed_in(request), now=request.now)
        return redirect(found)
    words = {
        "title": _("Take the verification back"),
        "sentence": found.name,
        "losses": [_("Its page says that the host does not vouch for it any more.")],
        "stays": [_("The public record goes on saying since when it had been verified, and until when.")],
        "action": _("Take the verification back"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def close(request: Request, pk: object) -> HttpResponse:
    """End an organisation's work here, after asking."""
    found = visible(request, pk)
    policies.check_may_close(request.person, found)
    if request.method == "POST":
        actions.close_organisation(found, by=signed_in(request), now=request.now)
        messages.success(request, _("The organisation's work here has ended."))
        return redirect("organisation-list")
    words = {
        "title": _("End its work here"),
        "sentence": found.name,
        "losses": [
            _("Its members lose their access at once, you too."),
            _("Its keys are destroyed: what it received sealed opens to nobody any more."),
            _("It leaves the list, and cannot be opened again; it can be registered anew."),
        ],
        "stays": [_("Its page and what it promised stay, as history.")],
        "action": _("End its work here"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)
