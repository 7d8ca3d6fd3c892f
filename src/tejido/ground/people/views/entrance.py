"""The doors of an account: signing up, signing out, coming back with a recovery code."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.ground.people import actions, limits
from tejido.ground.people.forms import KeepCodesForm, RecoverForm, SignUpForm
from tejido.ground.people.requests import Request

SLOWLY = _("This was tried very often on the whole site, so it goes slowly now. Wait some seconds and try again.")


@sensitive_post_parameters()
@sensitive_variables()
def sign_up(request: Request) -> HttpResponse:
    """Make an account, and show its recovery codes in the answer itself: they are kept nowhere."""
    if request.person:
        return redirect("account")
    form = SignUpForm(request.POST or None)
    if form.is_valid() and _may_try(form, limits.SIGN_UPS, request):
        limits.count(limits.SIGN_UPS, request.now)
        data = form.cleaned_data
        try:
            person, codes = actions.sign_up(
                name=data["name"], password=data["password"], language=get_language() or "es", now=request.now
            )
        except actions.NameTaken as problem:
            form.add_error(problem.field, str(problem.message))
        else:
            login(request, person)
            request.person = person
            return show_codes(request, codes)
    return render(request, "people/sign_up.html", {"form": form})


def show_codes(request: Request, codes: list[str]) -> HttpResponse:
    """Show recovery codes, once, with the form in which one of them is typed again."""
    response = render(request, "people/codes_shown.html", {"codes": codes, "form": KeepCodesForm()})
    response.headers["Cache-Control"] = "no-store"
    return response


@sensitive_post_parameters()
@sensitive_variables()
def recover(request: Request) -> HttpResponse:
    """Choose a new password with a recovery code; then sign in, through the second factor where there is one."""
    if request.person:
        return redirect("account")
    form = RecoverForm(request.POST or None)
    if form.is_valid() and _may_try(form, limits.FAILED_RECOVERIES, request):
        data = form.cleaned_data
        try:
            person = actions.recover_account(
                name=data["name"], code=data["code"], password=data["password"], now=request.now
            )
        except actions.WrongCode as problem:
            limits.count(limits.FAILED_RECOVERIES, request.now)
            form.add_error(None, str(problem.message))
        else:
            signed_in: HttpResponse = perform_login(request, person, email_verification="none")
            return signed_in
    return render(request, "people/recover.html", {"form": form})


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and leave no cookie behind, so that the browser is a visitor's again."""
    response: HttpResponse = allauth.logout(request)
    if request.method == "POST":
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _may_try(form: Any, limit: limits.SiteLimit, request: Request) -> bool:
    if limits.may_try(limit, request.now):
        return True
    form.add_error(None, SLOWLY)
    return False
