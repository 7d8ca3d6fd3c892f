"""The room "Fund": where the money goes, what can be applied for, what was decided and paid."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from tejido.ground.people.requests import Request
from tejido.ground.web import panels
from tejido.ground.web.navigation import address_of
from tejido.stages.funding.queries.calls import funders_of

MONEY = 20
"""Panels of the page "fund" below this order say where the money goes."""


def fund(request: Request) -> HttpResponse:
    """Show the ways into the room; each part of it is a panel of the page "fund"."""
    drawn = panels.drawn("fund", request, None)
    context = {
        "panels": drawn,
        "has_money": any(one.order < MONEY for one in drawn),
        "budgets_url": address_of("budget-home"),
        "may_draft": funders_of(request.person).exists(),
        "today": localdate(request.now),
    }
    return render(request, "funding/front.html", context)
