"""The person's own key: making it, opening it for this session, closing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tejido.ground.people import actions, unlocking
from tejido.ground.people.forms import WithPassword
from tejido.ground.people.models import PersonKey
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.views.account import done


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def key(request: Request) -> HttpResponse:
    """Show the fingerprint and since when; or make the key, after the password, which opens it at once."""
    person = signed_in(request)
    kept = PersonKey.objects.filter(person=person).first()
    form = WithPassword(request.POST or None, person=person)

    def act() -> None:
        password = form.cleaned_data["current_password"]
        actions.make_key(password=password, by=person, now=request.now)
        unlocking.open_key(request, password)

    if done(form, act):
        messages.success(request, _("Your key is made, and open for now."))
        return redirect(_onward(request))
    context = {"key": kept, "form": form, "is_open": bool(unlocking.opened(request)), "next": _next(request)}
    return render(request, "people/key.html", context)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def open_key(request: Request) -> HttpResponse:
    """Open the key with the password, then go on to where it was needed."""
    person = signed_in(request)
    if not PersonKey.objects.filter(person=person).exists():
        return redirect("account-key")
    form = WithPassword(request.POST or None, person=person)

    def act() -> None:
        unlocking.open_key(request, form.cleaned_data["current_password"])

    if done(form, act):
        return redirect(_onward(request))
    return render(request, "people/key_open.html", {"form": form, "next": _next(request)})


@login_required
@require_POST
def close(request: Request) -> HttpResponse:
    """Close the key of this session."""
    unlocking.close_key(request)
    messages.success(request, _("Your key is closed. Your password opens it again."))
    return redirect("account-key")


def _next(request: Request) -> str:
    """Return the page of this site that asked for the key, or nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def _onward(request: Request) -> str:
    return _next(request) or "account-key"
