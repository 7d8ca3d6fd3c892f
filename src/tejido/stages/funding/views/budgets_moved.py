"""What was really moved: announced shifts, entered, followed, taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.views.trying import done
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed
from tejido.ground.web.listing import respond
from tejido.ground.web.searching import search
from tejido.stages.funding.actions import budgets_moved as actions
from tejido.stages.funding.budget_listings import ANNOUNCEMENTS
from tejido.stages.funding.forms.budgets import AnnounceForm, BecauseForm, FollowForm
from tejido.stages.funding.models import Announcement, BudgetLine, Call
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.queries import budgets_moved as queries

FOUND = 20  # lines that a search offers


@require_safe
def announcements(request: Request) -> HttpResponseBase:
    """List announced shifts."""
    extra = {"may_enter": _may_enter(request)}
    things = queries.announcements()
    return respond(request, ANNOUNCEMENTS, things, template="funding/budgets/announcements.html", extra=extra)


@require_safe
def announcement(request: Request, pk: object) -> HttpResponse:
    """Show what was announced beside what was approved, paid, and to whom."""
    found = get_object_or_404(queries.announcements(), pk=pk)
    of = found.organisation
    author = of if of and linked(Profile.OPEN, of.profile, Output.PAGE) else None
    context = {"moved": queries.moved(found), "author": author, "by_host": of is None}
    return render(request, "funding/budgets/announcement.html", context | {"may_follow": _may_follow(request, found)})


@login_required
def enter(request: Request) -> HttpResponse:
    """Enter that somebody announced a shift."""
    person = signed_in(request)
    ours, host = list(policies.organisations_that_announce(person)), is_host(person)
    if not ours and not host:
        raise PermissionDenied
    form = AnnounceForm(request.POST or None, ours=ours, is_host=host)
    made: list[Announcement] = []

    def act() -> None:
        made.append(actions.announce_shift(form.said(), organisation=form.organisation, by=person, now=request.now))

    if done(form, act):
        messages.success(request, _("It is entered. Add the lines that follow as soon as there are any."))
        return redirect(made[0])
    words = [_("Say what was announced and no more: nothing here may be surer than its source.")]
    context = {"form": form, "page_title": _("Enter an announced shift"), "action": _("Enter"), "words": words}
    return render(request, "funding/budgets/form.html", context)


@login_required
def follow(request: Request, pk: object) -> HttpResponse:
    """Say which lines and calls followed; a search offers lines, those named already stay."""
    found = get_object_or_404(queries.announcements(), pk=pk)
    policies.check_may_follow(request.person, found)
    words = request.GET.get("q", "")
    named = {line.pk for line in found.lines.all()}
    some = search(BudgetLine.objects.filter(gone_on=None, source__currency=found.currency), words, "searchable")
    offered = named | (set(some.order_by("-year", "searchable", "id").values_list("pk", flat=True)[:FOUND]))
    lines = BudgetLine.objects.filter(Q(pk__in=offered)).select_related("source").order_by("-year", "searchable", "id")
    calls = Call.objects.filter(currency=found.currency).order_by("-opens_on", "id")
    initial = {"lines": list(named), "calls": list(found.calls.values_list("pk", flat=True))}
    form = FollowForm(request.POST or None, lines=lines, calls=calls, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        said = {"lines": list(data["lines"]), "calls": list(data["calls"])}
        actions.follow_announcement(found, **said, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("What followed is entered."))
        return redirect(found)
    context = {"form": form, "announcement": found, "words": words}
    return render(request, "funding/budgets/follow.html", context)


@login_required
def withdraw(request: Request, pk: object) -> HttpResponse:
    """Take an entry back, with what was wrong."""
    found = get_object_or_404(queries.announcements(), pk=pk)
    policies.check_may_follow(request.person, found)
    form = BecauseForm(request.POST or None)

    def act() -> None:
        because = form.cleaned_data["because"]
        actions.withdraw_announcement(found, because=because, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The entry is taken back; it stays readable as such."))
        return redirect(found)
    context = {
        "form": form,
        "announcement": found,
        "page_title": _("Take this entry back"),
        "action": _("Take it back"),
    }
    return render(request, "funding/budgets/form.html", context | {"words": [found.what]})


def _may_enter(request: Request) -> bool:
    return is_host(request.person) or bool(policies.organisations_that_announce(request.person))


def _may_follow(request: Request, found: Announcement) -> bool:
    try:
        policies.check_may_follow(request.person, found)
    except NotAllowed:
        return False
    return found.withdrawn_on is None
