"""Pointing out a page, the queue, a review, decisions, and who decides."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.moderation import actions, policies, queries
from tejido.ground.moderation.exports import DECISIONS
from tejido.ground.moderation.forms import DecisionForm, FlagForm, NameForm, PleaForm
from tejido.ground.moderation.models import Hiding, Moderator, Review
from tejido.ground.moderation.page import ReviewPage, page_of
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed, Refused
from tejido.ground.web.listing import respond


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run `act`; what it refuses goes into the form."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        return False
    return True


def flag(request: Request, kind: str, pk: object) -> HttpResponse:
    """Point out a page; no account is needed, and none is noted."""
    name = f"{kind}:{pk}"
    subject = queries.page_seen(name, request.person)
    if subject is None:
        raise Http404
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.spend():
        said = form.cleaned_data

        def act() -> None:
            actions.flag_page(name, reason=said["reason"], words=said["words"], by=request.person, now=request.now)

        if _done(form, act):
            return redirect("moderation-thanks")
    return render(request, "moderation/flag.html", {"form": form, "subject": subject})


@require_safe
def thanks(request: Request) -> HttpResponse:
    """Say what happens now."""
    return render(request, "moderation/thanks.html")


@require_safe
def decisions(request: Request) -> HttpResponseBase:
    """List what was decided, and why."""
    things = queries.public_reviews(localdate(request.now))
    return respond(request, DECISIONS, things, template="moderation/decisions.html")


@require_safe
@login_required
def queue(request: Request) -> HttpResponse:
    """List what waits for those who decide, oldest first."""
    person = policies.check_moderates(request.person)
    rows = queries.queue_for(person)
    return render(request, "moderation/queue.html", {"rows": rows, "within": queries.WITHIN.days})


def review(request: Request, pk: object) -> HttpResponse:
    """Show a decision to everybody, a question to those who decide on it."""
    found, page = _review(request, pk)
    form = DecisionForm(request.POST or None, review=found) if page.decides else None
    if form and request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, signed_in(request)
        if _done(form, lambda: actions.propose_outcome(found, **said, by=by, now=request.now)):
            messages.success(request, _("Your proposal is kept. It holds once somebody else agrees."))
            return redirect(found)
    return render(request, "moderation/review.html", {"page": page, "review": found, "form": form})


@login_required
@require_POST
def confirm(request: Request, pk: object) -> HttpResponse:
    """Agree to what another proposed."""
    found, _page = _review(request, pk)
    version = request.POST.get("version", "")
    try:
        actions.confirm_outcome(
            found, version=int(version) if version.isdigit() else -1, by=signed_in(request), now=request.now
        )
    except NotAllowed:
        raise
    except Refused as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("It is decided, and holds from now on."))
    return redirect(found)


@login_required
def mended(request: Request, pk: object) -> HttpResponse:
    """Say that a hidden page is mended."""
    return _answer(request, pk, actions.say_mended, _("Say that it is mended"))


@login_required
def appeal(request: Request, pk: object) -> HttpResponse:
    """Appeal."""
    return _answer(request, pk, actions.appeal, _("Appeal"))


@login_required
def people(request: Request) -> HttpResponse:
    """Show and change whom the host asked to decide."""
    policies.check_names_moderators(request.person)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, by = form.cleaned_data["name"], signed_in(request)
        if _done(form, lambda: actions.name_moderator(name=name, by=by, now=request.now)):
            messages.success(request, _("From now on this person decides as well; they need a second factor."))
            return redirect("moderation-people")
    return render(request, "moderation/people.html", {"form": form, "rows": queries.moderators()})


@login_required
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """Ask somebody no longer."""
    found = get_object_or_404(Moderator, pk=pk)
    actions.end_moderator(found, by=signed_in(request), now=request.now)
    messages.success(request, _("This person decides no longer."))
    return redirect("moderation-people")


def _review(request: Request, pk: object) -> tuple[Review, ReviewPage]:
    found = get_object_or_404(Review.objects.select_related("follows"), pk=pk)
    page = page_of(found, request.person, localdate(request.now))
    if page is None:
        raise Http404
    return found, page


def _answer(request: Request, pk: object, action: Callable[..., Review], title: str) -> HttpResponse:
    hiding = get_object_or_404(Hiding.objects.select_related("review"), review=pk)
    policies.check_may_answer(request.person, hiding)
    form = PleaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words, by = form.cleaned_data["words"], signed_in(request)
        if _done(form, lambda: action(hiding, words=words, by=by, now=request.now)):
            messages.success(request, _("Two people will look at it. You will find the answer here."))
            return redirect(hiding.review)
    return render(request, "moderation/answer.html", {"form": form, "title": title, "review": hiding.review})
