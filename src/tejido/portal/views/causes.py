"""The causes of insecurity: each with what is done about it, and a way to hear of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tejido.ground.notices.causes import followed_causes
from tejido.ground.people.requests import Request
from tejido.ground.places.vocabulary import Cause
from tejido.portal.queries.causes import done_about


@require_safe
def causes(request: Request) -> HttpResponse:
    """List the causes by which everything here is tagged."""
    return render(request, "portal/causes.html", {"causes": Cause})


@require_safe
def cause(request: Request, key: str) -> HttpResponse:
    """Show how much is done about one cause, lead to it, and let it be followed."""
    if key not in Cause.values:
        raise Http404
    found = Cause(key)
    context = {"cause": found, "subject": followed_causes([key])[0], "rows": done_about(found)}
    return render(request, "portal/cause.html", context)
