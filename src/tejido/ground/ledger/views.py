"""Pages of the public record."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tejido.ground.ledger import actions, keys, queries
from tejido.ground.ledger.forms import WithdrawalForm
from tejido.ground.ledger.listings import ACTS, ACTS_BY_DAY, CHECKPOINTS
from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.policies import check_may_withdraw
from tejido.ground.ledger.requests import asker_of, now_of, today_of
from tejido.ground.ledger.withdrawal import may_withdraw
from tejido.ground.web.acting import Refused
from tejido.ground.web.listing import respond


def record(request: HttpRequest) -> HttpResponseBase:
    """Show all acts, newest first, to filter by act, subject, actor and day."""
    by_day = request.GET.get("dia_desde") or request.GET.get("dia_hasta")
    return respond(request, ACTS_BY_DAY if by_day else ACTS, queries.leaves(), template="ledger/record.html")


def leaf(request: HttpRequest, index: int) -> HttpResponse:
    """Show one act: what was done by whom, its text or tombstone, and how to check it."""
    row = get_object_or_404(queries.leaves(), pk=index)
    sheet = queries.sheet_of(row, today_of(request))
    may = bool(sheet.salt) and may_withdraw(asker_of(request), row)
    return render(request, "ledger/leaf.html", {"sheet": sheet, "may_withdraw": may})


@login_required
def withdraw(request: HttpRequest, index: int) -> HttpResponse:
    """Ask for the withdrawal of a text, or decide what another asked for."""
    row = get_object_or_404(queries.leaves(), pk=index)
    asker = check_may_withdraw(asker_of(request), row)
    asked = queries.withdrawal_of(row)
    form = WithdrawalForm(request.POST if "ask" in request.POST else None)
    if request.method == "POST":
        try:
            done = _decided(request, row, form)
        except Refused as problem:
            messages.error(request, str(problem.message))
            done = True
        if done:
            return redirect("record-withdrawal" if queries.withdrawal_of(row) else "record-leaf", row.pk)
    context = {
        "sheet": queries.sheet_of(row, today_of(request)),
        "asked": asked,
        "is_mine": asked is not None and asked.asked_by == asker.pk,
        "form": form,
    }
    return render(request, "ledger/withdraw.html", context)


def _decided(request: HttpRequest, row: Leaf, form: WithdrawalForm) -> bool:
    """Do what the button says; False where the form has to be shown again."""
    by, now = asker_of(request), now_of(request)
    if "confirm" in request.POST:
        actions.confirm_withdrawal(row, by=by, now=now)
        messages.success(request, _("The text was withdrawn."))
    elif "drop" in request.POST:
        actions.drop_withdrawal(row, by=by, now=now)
        messages.success(request, _("The text stays as it is."))
    elif form.is_valid():
        actions.ask_withdrawal(row, reason=form.cleaned_data["reason"], by=by, now=now)
        messages.success(request, _("Your request waits for another person, for thirty days."))
    else:
        return False
    return True


def checkpoints(request: HttpRequest) -> HttpResponseBase:
    """Show all checkpoints, each to be taken along."""
    return respond(request, CHECKPOINTS, queries.checkpoints(), template="ledger/checkpoints.html")


def checking(request: HttpRequest) -> HttpResponse:
    """Show how anybody can check the record, with the exact command and the key."""
    address = f"{settings.SITE_URL}{keys.PATH}"
    context = {"address": address, "key": keys.declared_key(), "checkpoint": queries.latest_checkpoint()}
    return render(request, "ledger/checking.html", context)
