"""Who listens, what they say about it, and the emergency switch."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.views.pages import visible
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.reports.actions import listening as actions
from tejido.stages.reports.forms.listening import ListeningForm
from tejido.stages.reports.offers import Offer
from tejido.stages.reports.policies.listening import check_may_describe_listening, check_may_stop_all
from tejido.stages.reports.queries.listening import key_version_of, listeners, profile_of, stands_still


@require_safe
def listener_list(request: Request) -> HttpResponse:
    """List who listens, with the fingerprints of their keys, to be compared with what they say themselves."""
    context = {
        "offers": [Offer(number, one) for number, one in enumerate(listeners())],
        "stands_still": stands_still(),
        "is_host": is_host(request.person),
    }
    return render(request, "reports/listeners.html", context)


@login_required
def describe(request: Request, pk: object) -> HttpResponse:
    """Say what the organisation does with reports, and listen."""
    organisation = visible(request, pk)
    check_may_describe_listening(request.person, organisation)
    profile = profile_of(organisation)
    form = ListeningForm.of(profile, request.POST or None)

    def act() -> None:
        actions.describe_listening(organisation, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("From now on people can choose your organisation."))
        return redirect(organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "profile": profile,
        "has_key": key_version_of(organisation) is not None,
    }
    return render(request, "reports/describe_listening.html", context)


@login_required
def pause(request: Request, pk: object) -> HttpResponse:
    """Take no new reports, after asking."""
    organisation = visible(request, pk)
    check_may_describe_listening(request.person, organisation)
    if request.method == "POST":
        actions.pause_listening(organisation, by=signed_in(request), now=request.now)
        messages.success(request, _("No new reports come. What you have goes on."))
        return redirect(organisation)
    words = {
        "title": _("Take no new reports"),
        "sentence": organisation.name,
        "losses": [_("Nobody can choose your organisation any more, until you save the page on listening again.")],
        "stays": [_("Reports that you have stay open; answer them.")],
        "action": _("Take no new reports"),
        "back": organisation.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def switch(request: Request) -> HttpResponse:
    """Stop all reports of the site, or take them again, after asking."""
    check_may_stop_all(request.person)
    stopped = stands_still()
    if request.method == "POST":
        act = actions.resume_listening if stopped else actions.stop_all_listening
        act(by=signed_in(request), now=request.now)
        return redirect("listener-list")
    return render(request, "web/confirm.html", _resuming() if stopped else _stopping())


def _stopping() -> dict[str, object]:
    return {
        "title": _("Stop all reports"),
        "sentence": _("For a flood that quotas do not slow, or where this machine may have been taken over."),
        "losses": [_("Nobody can send a report to any organisation here until you take it back.")],
        "stays": [
            _("Whoever is writing keeps the text, and is told why it cannot be sent."),
            _("Receipts still open what was sent before."),
        ],
        "action": _("Stop all reports"),
        "back": "../",
    }


def _resuming() -> dict[str, object]:
    return {
        "title": _("Take reports again"),
        "sentence": _("Reports were stopped for the whole site."),
        "losses": [],
        "stays": [],
        "action": _("Take reports again"),
        "back": "../",
    }
