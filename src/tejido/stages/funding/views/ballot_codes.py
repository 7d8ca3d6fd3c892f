"""Pages of codes for voting: who hands them out, printing them once, writing down what became of them; closing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.ground.codes.accounts import accounts_of
from tejido.ground.codes.models import Batch, Holding
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import ballot_codes as actions
from tejido.stages.funding.actions import voting
from tejido.stages.funding.ballot_paper import slips_of
from tejido.stages.funding.forms.ballot_codes import AccountForm, AllotForm, CodesForm, PrintForm
from tejido.stages.funding.models import Call
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.voting_page import page_of


@login_required
def allot(request: Request, pk: UUID) -> HttpResponse:
    """Say who hands out how many codes."""
    call = get_object_or_404(queries.calls_voted_on(), pk=pk)
    policies.check_runs(request.person, call)
    form = AllotForm(request.POST or None, organisations=list(queries.may_hold_codes(call, request.person)))
    if done(form, lambda: actions.allot_codes(call, **form.cleaned_data, by=signed_in(request), now=request.now)):
        messages.success(request, _("Its coordinators can print the codes now."))
        return redirect("voting", call.pk)
    return render(request, "funding/voting/allot.html", {"call": call, "form": form})


@login_required
@sensitive_variables()
def codes(request: Request, pk: UUID) -> HttpResponse:
    """Show the codes of one holder to those who answer for them: print, write down, and what was printed."""
    holding, call = _own(request, pk)
    given = request.POST if request.method == "POST" else None
    printing = PrintForm(given if given and "print" in given else None)
    account = AccountForm(given if given and "account" in given else None, initial=_account(holding))
    if "print" in request.POST:
        drawn: list[actions.Drawn] = []

        def draw() -> None:
            by, number = signed_in(request), printing.cleaned_data["number"]
            drawn.append(actions.draw_codes(holding, number=number, by=by, now=request.now, on_paper=slips_of(call)))

        if done(printing, draw):
            return _slips(drawn[0])
    elif "account" in request.POST and done(
        account,
        lambda: actions.account_codes(holding, **account.cleaned_data, by=signed_in(request), now=request.now),
    ):
        messages.success(request, _("It is written down, and everybody can read it."))
        return redirect("voting-codes", holding.pk)
    shown = next(one for one in accounts_of(holding.subject) if one.pk == holding.pk)
    context = {"holding": holding, "call": call, "shown": shown, "printing": printing, "account": account}
    context |= {"batches": list(holding.batches.all()), "holder": policies.holder_of(holding)}
    return render(request, "funding/voting/codes.html", context)


@login_required
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Make the slips of a batch worthless, after asking once more."""
    batch = get_object_or_404(Batch.objects.select_related("holding"), pk=pk)
    holding, _call = _own(request, batch.holding_id)
    back = redirect("voting-codes", holding.pk)
    if request.method == "POST":
        told(
            request,
            lambda: actions.cancel_codes(batch, by=signed_in(request), now=request.now),
            _("They are worthless now. Print others."),
        )
        return back
    context = {
        "title": _("Cancel these slips"),
        "sentence": _("For slips that were lost, misprinted, or that somebody may have copied."),
        "losses": [_("All %(number)d slips of this batch: nobody can vote with them.") % {"number": batch.printed}],
        "stays": [_("Slips of other batches. You can print as many again.")],
        "action": _("Cancel the slips"),
        "back": back.url,
    }
    return render(request, "web/confirm.html", context)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def come_back(request: Request, pk: UUID) -> HttpResponse:
    """Make codes of slips that came back worthless."""
    holding, call = _own(request, pk)
    form = CodesForm(request.POST or None)
    if done(
        form,
        lambda: actions.return_codes(holding, codes=form.cleaned_data["codes"], by=signed_in(request), now=request.now),
    ):
        messages.success(request, _("What had not been used counts no more. Nobody learns which had."))
        return redirect("voting-codes", holding.pk)
    return render(request, "funding/voting/come_back.html", {"holding": holding, "call": call, "form": form})


@login_required
def close(request: Request, pk: UUID) -> HttpResponse:
    """Close a voting whose last day has passed, after asking once more."""
    call = get_object_or_404(queries.calls_voted_on(), pk=pk)
    policies.check_runs(request.person, call)
    if request.method == "POST":
        told(
            request,
            lambda: voting.close_ballot(call, by=signed_in(request), now=request.now),
            _("The voting is closed, and all ballots are out of the box."),
        )
        return redirect("voting", call.pk)
    page = page_of(call, request.person, localdate(request.now))
    context = {
        "title": _("Close the voting"),
        "sentence": _("It cannot be opened again. The site closes it by itself where nothing waits for two people."),
        "losses": [
            _("Codes: only how many were used stays, by who handed them out."),
            _("What two people typed of each sheet, and who they were."),
        ],
        "stays": [_("All ballots, in an order that tells nothing.")],
        "action": _("Close the voting"),
        "back": page.voting.get_absolute_url() if page.voting else "",
    }
    return render(request, "web/confirm.html", context)


def _own(request: Request, pk: UUID) -> tuple[Holding, Call]:
    holding = get_object_or_404(Holding, pk=pk)
    policies.check_hands_out(request.person, holding)
    return holding, actions.call_of(holding)


def _account(holding: Holding) -> dict[str, int]:
    return {"handed_out": holding.handed_out, "returned": holding.returned}


def _slips(drawn: actions.Drawn) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="fichas.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(drawn.paper, content_type="application/pdf", headers=headers)
