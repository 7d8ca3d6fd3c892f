"""What waits for the person who is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tejido.ground.people.requests import Request
from tejido.portal.queries.pending import pending_of


@login_required
def pending(request: Request) -> HttpResponse:
    """Show everything that waits for somebody, oldest first, with its deadline."""
    today = timezone.localdate(request.now)
    return render(request, "portal/pending.html", {"rows": pending_of(request.person, today), "today": today})
