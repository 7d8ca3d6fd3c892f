"""The keys of an organisation: the public page, the first key, the next one, and letting colleagues read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations import actions, policies, queries
from tejido.ground.organisations.key_forms import FingerprintForm, FirstKeyForm, NextApartForm
from tejido.ground.organisations.keys_page import keys_page_of
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.views.pages import visible
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.models import PersonKey
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.unlocking import held, needs_key


@require_safe
def keys(request: Request, pk: object) -> HttpResponse:
    """Show with which key the organisation listens, and to those who read, who else does."""
    page = keys_page_of(visible(request, pk), request.person, localdate(request.now))
    return render(request, "organisations/keys.html", {"page": page})


@needs_key
@sensitive_variables()
def first(request: Request, pk: object) -> HttpResponseBase:
    """Make the first key, after explaining what it is and what opens it when all else is lost."""
    found = visible(request, pk)
    policies.check_may_make_key(request.person, found)
    form = FirstKeyForm(request.POST or None)

    def act() -> None:
        by = signed_in(request)
        actions.make_first_key(found, pair=held(request), **form.given(), by=by, now=request.now)

    if done(form, act):
        messages.success(request, _("The key is made. From now on what is told to you can be sealed to it."))
        return redirect("organisation-keys", pk=pk)
    return render(request, "organisations/key_first.html", {"form": form, "organisation": found})


@login_required
def following(request: Request, pk: object) -> HttpResponseBase:
    """Make the next version: here with the opened key, or of a key that is read apart by its signature."""
    found = visible(request, pk)
    policies.check_may_make_key(request.person, found)
    present = queries.key_of(found)
    if present is None:
        return redirect("organisation-keys-first", pk=pk)
    if present.reads_apart:
        return _next_apart(request, found, present.version + 1, bytes(present.recovery_public))
    return _next_here(request, pk)


@needs_key
@sensitive_variables()
def _next_here(request: Request, pk: object) -> HttpResponse:
    found = visible(request, pk)
    if request.method == "POST":
        act = told(
            request,
            lambda: actions.rotate_key(found, pair=held(request), by=signed_in(request), now=request.now),
            _("The new key is made. What is told from now on is sealed to it."),
        )
        return redirect("organisation-keys" if act else "organisation-keys-next", pk=pk)
    return render(request, "organisations/key_next.html", {"organisation": found})


def _next_apart(request: Request, found: Organisation, version: int, recovery: bytes) -> HttpResponse:
    form = NextApartForm(request.POST or None)

    def act() -> None:
        actions.rotate_key(found, apart=form.given(), by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The new key is made. What is told from now on is sealed to it."))
        return redirect("organisation-keys", pk=found.pk)
    context = {"form": form, "organisation": found, "version": version, "recovery": recovery.hex()}
    return render(request, "organisations/key_next_apart.html", context)


@needs_key
@sensitive_variables()
def grant(request: Request, pk: object, key: object) -> HttpResponseBase:
    """Let a colleague read, after comparing fingerprints."""
    found = visible(request, pk)
    policies.check_reads(request.person, found)
    belonging = queries.members_of(found).values("person")
    to = get_object_or_404(PersonKey.objects.filter(person__in=belonging).select_related("person"), pk=key)
    form = FingerprintForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data["fingerprint"]
        by = signed_in(request)
        actions.grant_key(found, to=to, fingerprint=typed, pair=held(request), by=by, now=request.now)

    if done(form, act):
        messages.success(request, _("%(name)s reads from now on.") % {"name": to.person.name})
        return redirect("organisation-keys", pk=pk)
    context = {"form": form, "organisation": found, "colleague": to.person.name, "begins": to.fingerprint[:-5]}
    return render(request, "organisations/key_grant.html", context)


@login_required
@require_POST
def propose_older(request: Request, pk: object, key: object) -> HttpResponse:
    """Propose that a colleague reads what came before them."""
    found = visible(request, pk)
    policies.check_reads(request.person, found)
    to = get_object_or_404(PersonKey, pk=key)
    told(
        request,
        lambda: actions.propose_older_keys(found, to=to, by=signed_in(request), now=request.now),
        _("Proposed. Another one who reads has to agree."),
    )
    return redirect("organisation-keys", pk=pk)


@needs_key
@require_POST
@sensitive_variables()
def confirm_older(request: Request, pk: object, proposal: object) -> HttpResponseBase:
    """Agree that a colleague reads what came before them."""
    found = visible(request, pk)
    policies.check_reads(request.person, found)
    one = get_object_or_404(found.older_keys_proposals.all(), pk=proposal)
    told(
        request,
        lambda: actions.confirm_older_keys(one, pair=held(request), by=signed_in(request), now=request.now),
        _("Agreed. They read what came before them too."),
    )
    return redirect("organisation-keys", pk=pk)


@login_required
@require_POST
def decline_older(request: Request, pk: object, proposal: object) -> HttpResponse:
    """Take away such a proposal."""
    found = visible(request, pk)
    policies.check_reads(request.person, found)
    one = get_object_or_404(found.older_keys_proposals.all(), pk=proposal)
    told(
        request,
        lambda: actions.decline_older_keys(one, by=signed_in(request), now=request.now),
        _("The proposal is taken away."),
    )
    return redirect("organisation-keys", pk=pk)
