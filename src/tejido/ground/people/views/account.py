"""The page of one's own account, and what can be changed there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tejido.ground.people import actions, mail, second_factor
from tejido.ground.people.forms import ChangePasswordForm, LanguageForm, RenameForm, WithPassword
from tejido.ground.people.models import PersonKey
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.ground.web.acting import Refused


@login_required
def account(request: Request) -> HttpResponse:
    """Show what this site keeps about the person, each with the way to change it."""
    person = signed_in(request)
    context = {
        "name": person.name,
        "email": person.email,
        "language_form": LanguageForm(initial={"language": person.language}),
        "codes_left": person.recovery_codes.count(),
        "has_factor": second_factor.has_one(person),
        "needs_factor": second_factor.is_required_of(person),
        "sends_mail": mail.is_set_up(),
        "key": PersonKey.objects.filter(person=person).first(),
        "panels": panels.drawn("account", request, person),
    }
    return render(request, "people/account.html", context)


@login_required
@sensitive_post_parameters()
def rename(request: Request) -> HttpResponse:
    """Change the name."""
    person = signed_in(request)
    form = RenameForm(request.POST or None, person=person)

    def act() -> None:
        actions.change_name(name=form.cleaned_data["name"], by=person, now=request.now)

    if done(form, act):
        messages.success(request, _("From now on you sign in with your new name."))
        return redirect("account")
    return render(request, "people/rename.html", {"form": form})


@login_required
@require_POST
def language(request: Request) -> HttpResponse:
    """Change the language, and go on in it."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        actions.change_language(language=chosen, by=signed_in(request), now=request.now)
        with override(chosen):
            return redirect(reverse("account"))
    return redirect("account")


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def password(request: Request) -> HttpResponse:
    """Change the password; other sessions end, this one goes on."""
    person = signed_in(request)
    form = ChangePasswordForm(request.POST or None, person=person)

    def act() -> None:
        said = {"password": form.cleaned_data["password"], "current": form.cleaned_data["current_password"]}
        changed = actions.change_password(**said, by=person, now=request.now)
        update_session_auth_hash(request, changed)

    if done(form, act):
        messages.success(request, _("Your password is changed. Whoever else was signed in as you no longer is."))
        return redirect("account")
    return render(request, "people/password.html", {"form": form})


@login_required
def second_step(request: Request) -> HttpResponse:
    """Show the ways to have a second step at sign-in, and why some people need one."""
    person = signed_in(request)
    context = {
        "factors": second_factor.factors_of(person),
        "needs_factor": second_factor.is_required_of(person),
    }
    return render(request, "people/second_step.html", context)


@login_required
def sessions(request: Request) -> HttpResponse:
    """Sign out everywhere, here too."""
    if request.method == "POST":
        actions.end_sessions(by=signed_in(request), now=request.now)
        logout(request)
        return redirect("account_login")
    return render(request, "people/sessions.html")


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def erase(request: Request) -> HttpResponse:
    """Erase the account for good, after the password."""
    person = signed_in(request)
    form = WithPassword(request.POST or None, person=person)

    def act() -> None:
        actions.erase_account(by=person, now=request.now)

    if done(form, act):
        logout(request)
        request.person = None
        return render(request, "people/erased.html")
    return render(request, "people/erase.html", {"form": form})


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Run `act` where the form holds; put what an action refuses into the form. Say whether it was done."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        return False
    return True
