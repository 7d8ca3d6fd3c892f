"""One search over everything public."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.portal.queries.searching import search_all


@require_safe
def search(request: Request) -> HttpResponse:
    """Show places, initiatives, commitments, roundtables and organisations that a text names."""
    text = request.GET.get("q", "").strip()[:100]
    return render(
        request, "portal/search.html", {"text": text, "groups": search_all(text, timezone.localdate(request.now))}
    )
