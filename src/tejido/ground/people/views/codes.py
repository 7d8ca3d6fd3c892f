"""Recovery codes: typing one again, a new set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.ground.people import actions
from tejido.ground.people.forms import KeepCodesForm, WithPassword
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.views.account import done
from tejido.ground.people.views.entrance import show_codes


@login_required
@sensitive_post_parameters()
def codes(request: Request) -> HttpResponse:
    """Have one of the codes typed again; say how many are left and lead to a new set."""
    person = signed_in(request)
    form = KeepCodesForm(request.POST or None)

    def act() -> None:
        actions.keep_codes(code=form.cleaned_data["code"], by=person, now=request.now)

    if person.awaits_codes and done(form, act):
        messages.success(request, _("Good: you have your codes. Keep them where only you find them."))
        return redirect("pending")
    context = {"form": form, "awaits": person.awaits_codes, "left": person.recovery_codes.count()}
    return render(request, "people/codes.html", context)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def renew_codes(request: Request) -> HttpResponse:
    """Make a new set of codes, after the password, and show it once."""
    person = signed_in(request)
    form = WithPassword(request.POST or None, person=person)
    fresh: list[str] = []

    def act() -> None:
        fresh.extend(actions.renew_codes(by=person, now=request.now))

    if done(form, act):
        return show_codes(request, fresh)
    return render(request, "people/renew_codes.html", {"form": form})
