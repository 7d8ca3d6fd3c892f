"""Voting with a code: the code, the ballot, a look at it, and the box. No account, no cookie, no script, no receipt."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.codes import spending
from tejido.ground.people import limits
from tejido.ground.people.requests import Request
from tejido.ground.web.acting import Refused
from tejido.stages.funding.actions import voting as actions
from tejido.stages.funding.actions.voting_refusals import CodeDoesNotCount, NotVotingNow
from tejido.stages.funding.choices import rules_of
from tejido.stages.funding.forms.voting import BallotForm, VotingCodeForm
from tejido.stages.funding.models import Call
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.views.apart import apart
from tejido.stages.funding.voting_page import page_of
from tejido.stages.reports.views.safe import came_from_us

WRONG_CODES = limits.SiteLimit("ballot-code", 300, timedelta(minutes=5))
"""Wrong codes of the whole site that are written down as such; beyond, nothing is. Right ones always pass."""


@apart
def vote(request: Request) -> HttpResponse:
    """Take a code by POST, show its ballot, show what was chosen once more, and put it into the box."""
    if request.method != "POST":
        return _ask_code(request, VotingCodeForm())
    form = VotingCodeForm(request.POST)
    if not came_from_us(request):
        form.add_error(None, _("Another site sent this form. If you typed this yourself, send it again."))
    if not form.is_valid():
        return _wrong(request, form)
    code = form.cleaned_data["code"]
    try:
        call = _call_of(request, code)
        return _ballot(request, call, code)
    except Refused as problem:
        form.add_error("code", str(problem.message))
        return _wrong(request, form)


@require_safe
def voting(request: Request, pk: UUID) -> HttpResponse:
    """Show how people vote on a call, who hands out codes with the account of them, what is promised and what not."""
    call = get_object_or_404(queries.calls_voted_on(), pk=pk)
    page = page_of(call, request.person, localdate(request.now))
    return render(request, "funding/voting/voting.html", {"page": page, "call": call})


def _call_of(request: Request, code: str) -> Call:
    """Return the call that the code is good for today. Raises CodeDoesNotCount, NotVotingNow."""
    subject = spending.subject_of(code)
    if subject is None:
        raise CodeDoesNotCount
    call = Call.objects.select_related("funder", "place").get(pk=subject.partition(":")[2])
    if not queries.is_voting(call, localdate(request.now)):
        raise NotVotingNow
    return call


def _ballot(request: Request, call: Call, code: str) -> HttpResponse:
    rules, applications = rules_of(call), list(queries.on_ballot(call))
    step = request.POST.get("do", "open")
    form = BallotForm(request.POST, rules=rules, applications=applications)
    context: dict[str, Any] = {"call": call, "code": code, "form": form, "rules": rules}
    if step in {"open", "change"} or not form.is_valid():
        context["has_errors"] = step not in {"open", "change"}
        return render(request, "funding/voting/ballot.html", context)
    if step == "cast":
        actions.cast_ballot(call, code=code, given=form.given, now=request.now)
        return render(request, "funding/voting/cast.html", {"call": call})
    return render(request, "funding/voting/review.html", context)


def _wrong(request: Request, form: VotingCodeForm) -> HttpResponse:
    limit = WRONG_CODES
    if limits.may_try(limit, request.now):
        limits.count(limit, request.now)
    return _ask_code(request, form)


def _ask_code(request: Request, form: VotingCodeForm) -> HttpResponse:
    return render(request, "funding/voting/code.html", {"form": form})
