"""What the two sides do with a grant: milestones, payments, accounts, reports, changes, the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request
from tejido.stages.funding.actions import (
    grant_accounts,
    grant_changes,
    grant_payments,
    grant_reports,
)
from tejido.stages.funding.forms import grants as given
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Grant, Instalment
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.grants import check_may
from tejido.stages.funding.views.form_page import ask, form_page
from tejido.stages.funding.views.grants import above, desk_url, inside_of

Words = str | Promise
_t = gettext_lazy


@dataclass(frozen=True)
class Task:
    """A small form about a whole grant: `run` takes what was typed."""

    move: Move
    title: Words
    button: Words
    words: tuple[Words, ...]
    form: type[forms.Form]
    run: Callable[[Grant, dict[str, Any], Person, datetime], object]
    is_loss: bool = False


TASKS: dict[str, Task] = {
    "suspender": Task(
        Move.SUSPEND,
        _t("Suspend the grant"),
        _t("Suspend it"),
        (_t("Nothing is paid until you take it up again. The reason is public where the grant is open."),),
        given.GrantReasonForm,
        lambda it, said, by, now: grant_changes.suspend_grant(it, **said, by=by, now=now),
    ),
    "reanudar": Task(
        Move.RESUME,
        _t("Go on with the grant"),
        _t("Go on"),
        (_t("What waited can be paid again."),),
        given.GrantReasonForm,
        lambda it, said, by, now: grant_changes.resume_grant(it, **said, by=by, now=now),
    ),
    "terminar": Task(
        Move.END,
        _t("End the grant early"),
        _t("End it for good"),
        (
            _t("What was not paid is called off, and it cannot be taken up again."),
            _t("What was paid is still to be accounted for."),
        ),
        given.GrantReasonForm,
        lambda it, said, by, now: grant_changes.end_grant(it, **said, by=by, now=now),
        is_loss=True,
    ),
    "devolucion": Task(
        Move.GIVE_BACK,
        _t("Money that was given back"),
        _t("Enter it"),
        (_t("For what the initiative did not spend and returned to you."),),
        given.ReturnForm,
        lambda it, said, by, now: grant_accounts.enter_return(it, **said, by=by, now=now),
    ),
}


@login_required
def task(request: Request, pk: UUID, name: str) -> HttpResponse:
    """Show one of the small forms, or do it."""
    wanted = TASKS[name]
    found, person = inside_of(request, pk)
    check_may(person, found, wanted.move)
    form = wanted.form(request.POST or None)
    if done(form, lambda: wanted.run(found, form.cleaned_data, person, request.now)):
        return _kept(request, found)
    return _page(request, found, form, wanted.title, wanted.button, *wanted.words, is_loss=wanted.is_loss)


@login_required
def reached(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Say that a milestone was reached, with what shows it."""
    found, person, row = _instalment(request, pk, part, Move.SAY_REACHED)
    begins: dict[str, Any] = {"initial": {"reached_on": localdate(request.now)}}
    form = given.ReachedForm(*_sent(request), **begins)
    if done(form, lambda: grant_payments.say_reached(row, **form.cleaned_data, by=person, now=request.now)):
        return _kept(request, found)
    words = (_("Only the funder and you see this until it is paid."),)
    return _page(request, found, form, row.milestone, _("Say that it was reached"), *words)


@login_required
def check(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Say whether a milestone was reached."""
    found, person, row = _instalment(request, pk, part, Move.CHECK)
    form = given.CheckForm(request.POST or None)
    if done(form, lambda: grant_payments.check_milestone(row, **form.cleaned_data, by=person, now=request.now)):
        return _kept(request, found)
    shown = [str(it) for it in row.evidence.all()]
    return _page(request, found, form, row.milestone, _("Answer"), _("What the initiative says:"), *shown)


@login_required
def pay(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Say that an instalment was paid."""
    found, person, row = _instalment(request, pk, part, Move.PAY)
    initial = {"paid_on": localdate(request.now), "amount": row.amount}
    form = given.PayForm(request.POST or None, initial=initial)
    if done(form, lambda: grant_payments.pay_instalment(row, **form.cleaned_data, by=person, now=request.now)):
        return _kept(request, found)
    words = _("Planned: %(amount)s. Enter it once the bank has sent it: this page moves no money.")
    said = words % {"amount": written(row.amount, found.currency)}
    return _page(request, found, form, row.milestone, _("It was paid"), said)


@login_required
def invoice(request: Request, pk: UUID) -> HttpResponse:
    """Account for money with an invoice."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.ACCOUNT)
    form = given.InvoiceForm(*_sent(request), grant=found)
    if done(form, lambda: grant_accounts.enter_invoice(found, **form.cleaned_data, by=person, now=request.now)):
        return _kept(request, found)
    words = (_("Each invoice counts once, in all grants of this site. Others see only the sum of the invoices."),)
    return _page(request, found, form, _("Account for money with an invoice"), _("Enter the invoice"), *words)


@login_required
def remove_invoice(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Ask, and take an invoice out that was entered wrongly."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.ACCOUNT)
    row = get_object_or_404(found.invoices, pk=part)
    if request.method == "POST":
        act = lambda: grant_accounts.remove_invoice(row, by=person, now=request.now)  # noqa: E731  as the others
        if told(request, act, _("The invoice is out of the accounts.")):
            return redirect("grant-desk", pk=found.pk)
    return ask(
        request,
        title=_("Take this invoice out"),
        sentence=f"{row.what}: {written(row.amount, found.currency)} ({row})",
        losses=[_("What it accounts for is to be accounted for again.")],
        stays=[_("Its folio can be entered again.")],
        action=_("Take it out"),
        back=desk_url(found),
    )


@login_required
def report(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Send a report."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.REPORT)
    row = get_object_or_404(found.reports.select_related("grant"), pk=part)
    form = given.GrantReportForm(request.POST or None, report=row)

    def act() -> None:
        said = form.cleaned_data
        measured = [
            grant_reports.Measured(it, said[f"figure_{it.number}"], said[f"source_{it.number}"])
            for it in form.targets
            if said[f"figure_{it.number}"] is not None
        ]
        grant_reports.send_report(row, text=said["text"], measured=measured, by=person, now=request.now)

    if done(form, act):
        return _kept(request, found)
    return _page(request, found, form, _("Report %(number)s") % {"number": row.number}, _("Send the report"))


@login_required
def finish(request: Request, pk: UUID) -> HttpResponse:
    """Ask, and finish a grant whose accounts are closed."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.FINISH)

    def act() -> None:
        grant_changes.finish_grant(found, by=person, now=request.now)

    if request.method == "POST" and told(request, act, _("It is finished.")):
        return redirect("grant-desk", pk=found.pk)
    return ask(
        request,
        title=_("Finish the grant"),
        sentence=_("All was paid, reported and accounted for."),
        losses=grant_changes.what_is_open(found),
        stays=[_("All that was said of it stays to be read.")],
        action=_("Finish it"),
        back=desk_url(found),
    )


def _instalment(request: Request, pk: UUID, part: UUID, move: Move) -> tuple[Grant, Person, Instalment]:
    found, person = inside_of(request, pk)
    check_may(person, found, move)
    row = get_object_or_404(found.instalments.select_related("grant"), pk=part)
    return found, person, row


def _sent(request: Request) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _kept(request: Request, grant: Grant) -> HttpResponse:
    messages.success(request, _("It is kept."))
    return redirect("grant-desk", pk=grant.pk)


def _page(
    request: Request, grant: Grant, form: forms.Form, title: Words, button: Words, *words: Words, is_loss: bool = False
) -> HttpResponse:
    back, over = desk_url(grant), above(grant)
    return form_page(request, form, title=title, action=button, back=back, words=words, above=over, is_loss=is_loss)
