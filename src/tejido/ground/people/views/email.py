"""An address for notices: asking for it, confirming it, forgetting it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tejido.ground.people import actions, mail
from tejido.ground.people.forms import EmailForm, MailCodeForm
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.views.account import done

CLAIM = "email_claim"  # in the session, which is sealed


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def email(request: Request) -> HttpResponse:
    """Take an address and mail a code to it."""
    person = signed_in(request)
    form = EmailForm(request.POST or None)

    def act() -> None:
        claim = actions.claim_email(email=form.cleaned_data["email"], by=person, now=request.now)
        request.session[CLAIM] = claim.as_dict()

    if done(form, act):
        return redirect("account-email-confirm")
    return render(request, "people/email.html", {"form": form, "email": person.email, "sends_mail": mail.is_set_up()})


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def confirm(request: Request) -> HttpResponse:
    """Take the code that was mailed."""
    person = signed_in(request)
    form = MailCodeForm(request.POST or None)
    kept = request.session.get(CLAIM)
    claim = actions.Claim(**kept) if kept else None

    def act() -> None:
        try:
            actions.confirm_email(claim=claim, code=form.cleaned_data["code"], by=person, now=request.now)
        finally:
            if claim:
                request.session[CLAIM] = claim.as_dict()

    if done(form, act):
        del request.session[CLAIM]
        messages.success(request, _("We can write to you now."))
        return redirect("account")
    return render(request, "people/email_confirm.html", {"form": form})


@login_required
@require_POST
def remove(request: Request) -> HttpResponse:
    """Forget the address."""
    actions.remove_email(by=signed_in(request), now=request.now)
    messages.success(request, _("Your address is erased."))
    return redirect("account")
