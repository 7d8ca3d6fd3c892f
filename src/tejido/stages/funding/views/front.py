"""The room "Fund": where the money goes, what can be applied for, what was decided."""

from django.http import HttpResponse
from django.shortcuts import render

from tejido.ground.people.requests import Request


def fund(request: Request) -> HttpResponse:
    """Show the ways into the room."""
    return render(request, "funding/front.html")
