"""What budgets add to pages beneath them: what is known of a place's money, and the way in from the front page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind
from tejido.ground.web.counted import counted
from tejido.ground.web.panels import Panel
from tejido.stages.funding.budget_money import money_about
from tejido.stages.funding.models import BudgetSource
from tejido.stages.funding.queries import budgets as queries
from tejido.stages.funding.queries.budgets_shares import YearShares, shares_of
from tejido.stages.funding.vocabulary.budgets import Category, Stage

SHOWN = 3


def _of_place(request: HttpRequest, place: Place) -> dict[str, object]:  # noqa: ARG001  the same for everybody
    found = list(queries.sources_of(place)[:SHOWN])
    state = place.pk if place.kind == PlaceKind.STATE else place.parent_id or ""
    return {
        "sources": found,
        "place": place,
        "gap_url": reverse("budget-gap", args=[state]) if len(state) == 2 and state != "00" else reverse("budget-gaps"),
        "lines_url": reverse("budget-line-list") + "?" + urlencode({"lugar": place.key}),
    }


def _of_home(request: HttpRequest, subject: object) -> dict[str, object] | None:  # noqa: ARG001  the same for everybody
    return counted("budgets|home", _in_short, size=lambda _found: 0)


def _in_short() -> dict[str, object] | None:
    """Say in one sentence what the first budget buys; None where there is none."""
    source = BudgetSource.objects.filter(key="mx-pef-2026", line_count__gt=0).first()
    shares = shares_of(source, Stage(source.stage)) if source else None
    if source is None or shares is None:
        return None
    last: YearShares = shares.last
    return {
        "year": last.year,
        "total": money_about(last.total, source.currency),
        "interdiction": last.share(Category.INTERDICTION),
        "causes": last.share(Category.CAUSES) + last.share(Category.CITIZENS),
        "mixed": last.share(Category.MIXED) + last.share(Category.UNCLASSIFIED),
        "url": reverse("budget-home"),
    }


PLACE_PANEL = Panel(page="place", order=32, template="funding/budgets/place_panel.html", context=_of_place)
HOME_PANEL = Panel(page="home", order=30, template="funding/budgets/home_panel.html", context=_of_home)
FUND_PANEL = Panel(page="fund", order=10, template="funding/budgets/home_panel.html", context=_of_home)
