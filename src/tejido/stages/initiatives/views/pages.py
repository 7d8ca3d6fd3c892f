"""The list, the page, proposing, changing and turning an initiative."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.forms import ProfileForm
from tejido.ground.organisations.profiles import Output, tighter
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.places.models import Place
from tejido.ground.web import panels
from tejido.ground.web.listing import respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.initiatives import actions, policies, queries
from tejido.stages.initiatives.exports import INITIATIVES
from tejido.stages.initiatives.forms import OutlineForm, ProposeForm
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED
from tejido.stages.initiatives.page import page_of
from tejido.stages.initiatives.vocabulary import Kind, NeedKind, State


def visible(request: Request, pk: object) -> Initiative:
    """Return the initiative if the person may open its page; else there is none."""
    return get_object_or_404(queries.initiatives_visible_to(request.person, localdate(request.now)), pk=pk)


@require_safe
def initiatives(request: Request) -> HttpResponseBase:
    """List what citizens do; feed and CSV hold what is public, whoever asks."""
    today = localdate(request.now)
    if request.GET.get(FORMAT):
        things = queries.initiatives_shown(Output.EXPORT, today)
    else:
        things = queries.as_rows(queries.initiatives_visible_to(request.person, today).exclude(state__in=UNPUBLISHED))
    extra = {"drafts": list(queries.drafts_of(request.person)) if request.person else []}
    return respond(request, INITIATIVES, things, template="initiatives/list.html", extra=extra)


@require_safe
def initiative(request: Request, pk: object) -> HttpResponse:
    """Show what an initiative does and needs, and what answers it."""
    found = visible(request, pk)
    context = {
        "page": page_of(found, request.person, localdate(request.now)),
        "panels": panels.drawn("initiative", request, found),
    }
    return render(request, "initiatives/page.html", context)


@login_required
def propose(request: Request) -> HttpResponse:
    """Write down an initiative as a draft; where there is one like it in the place, offer to look at that first."""
    person = signed_in(request)
    ours = list(queries.organisations_that_propose(person))
    form = ProposeForm(request.POST or None, organisations=ours, initial=_wanted(request))
    if form.is_valid() and not form.cleaned_data["seen"]:
        said = form.cleaned_data
        similar = queries.similar_to(said["title"], said["place"], localdate(request.now))
        if similar:
            return render(request, "initiatives/propose.html", {"form": form.once_seen(), "similar": similar})
    made: list[Initiative] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            actions.propose_initiative(
                form.outline(),
                organisation=data.get("organisation"),
                profile=data["profile"],
                first_need=data["need"],
                need_kind=data["need_kind"] or NeedKind.THINGS,
                by=person,
                now=request.now,
            )
        )

    if done(form, act):
        messages.success(request, _("The draft is kept. Only those who run it see it."))
        return redirect(made[0])
    return render(request, "initiatives/propose.html", {"form": form, "belongs": bool(ours)})


def _wanted(request: Request) -> dict[str, object]:
    """Return what an address asks to begin with: from the first steps, or from another initiative's page."""
    asked = request.GET
    initial: dict[str, object] = {"inspired_by": asked.get("inspirada", "")}
    if asked.get("tipo") in Kind.values:
        initial["kind"] = asked["tipo"]
    if asked.get("perfil") in Profile.values:
        initial["profile"] = asked["perfil"]
    if asked.get("lugar"):
        initial["place"] = Place.objects.defer("figures").filter(pk=asked["lugar"][:5]).first() or ""
    return initial


@login_required
def edit(request: Request, pk: object) -> HttpResponse:
    """Change what an initiative says of itself."""
    found = visible(request, pk)
    policies.check_may_change(request.person, found)
    form = OutlineForm.of(found, request.POST or None)

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        by = signed_in(request)
        actions.change_initiative(found, form.outline(), version=version, by=by, now=request.now)

    if done(form, act, version=lambda: Initiative.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The page is changed."))
        return redirect(found)
    return render(request, "initiatives/edit.html", {"form": form, "initiative": found})


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
    return render(request, "initiatives/profile.html", {"form": form, "initiative": found})


@login_required
@require_POST
def turn(request: Request, pk: object) -> HttpResponse:
    """Publish, pause, resume or finish."""
    found = visible(request, pk)
    to = request.POST.get("to", "")
    told(
        request,
        lambda: actions.change_state(found, to=to, by=signed_in(request), now=request.now),
        _("The state is changed."),
    )
    return redirect(found)


@login_required
def discard(request: Request, pk: object) -> HttpResponse:
    """Delete a draft, after asking."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    if found.state != State.DRAFT:
        return redirect(found)
    if request.method == "POST":
        actions.discard_draft(found, by=signed_in(request), now=request.now)
        messages.success(request, _("The draft is deleted."))
        return redirect("initiative-list")
    words = {
        "title": _("Delete this draft"),
        "sentence": found.title,
        "losses": [_("All that was written in it, and its needs, for good.")],
        "stays": [],
        "action": _("Delete this draft"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)
