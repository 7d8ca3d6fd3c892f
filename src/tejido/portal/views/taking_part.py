"""From "something happened" or "I want to help" to a short list of what is being done nearby and how to join."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tejido.ground.people.requests import Request
from tejido.portal.forms import TakePartForm
from tejido.portal.queries.doors import doors_of
from tejido.portal.queries.matching import matches
from tejido.portal.vocabulary import Reason

HURT = {Reason.NOW, Reason.ME}


@csrf_exempt  # it only reads, and whoever comes from the front page has no cookie; what they say is in no address
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def take_part(request: Request) -> HttpResponse:
    """Ask why somebody comes and where; show first whom to call where something happened, then what is being done."""
    asked = request.method == "POST"
    form = TakePartForm(request.POST if asked else None)
    if not asked or not form.is_valid():
        reason = request.POST.get("reason", "")
        context = {
            "form": form,
            "reasons": Reason,
            "asked": reason if reason in Reason.values else "",
            "is_urgent": reason == Reason.NOW,  # whoever is in danger is not asked to mend a form first
        }
        return _never_kept(render(request, "portal/take_part.html", context))
    wish = form.wish()
    found = matches(wish, timezone.localdate(request.now))
    context = {
        "form": form,
        "wish": wish,
        "matches": found,
        "reasons": Reason,
        "asked": wish.reason,
        "is_now": wish.reason == Reason.NOW,
        "is_hurt": wish.reason in HURT,
        "doors": doors_of(wish.place) if wish.reason in HURT else (),
    }
    return _never_kept(render(request, "portal/take_part_found.html", context))


def _never_kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
