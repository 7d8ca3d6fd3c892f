"""Why an application was chosen or not, in the language of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tejido.engines.allocation.explaining import Why
from tejido.stages.funding.models import Allocation, Application

ROUGHLY: Mapping[str, Promise] = {
    Why.NOBODY: gettext_lazy("Too few people voted for it."),
    Why.DEARER: gettext_lazy("It costs more than there is."),
    Why.TOO_FEW: gettext_lazy("Those who voted for it were too few to pay for it with all their part."),
    Why.SHORT: gettext_lazy("Those who voted for it had used too much of their part for other projects."),
    Why.SPENT: gettext_lazy("Those who voted for it had used all their part for other projects."),
    Why.NO_ROOM: gettext_lazy("It costs more than was left when its turn came."),
    Why.FEW_POINTS: gettext_lazy("It has fewer points than the rules ask for."),
    Why.ENDED: gettext_lazy("The choice had ended before its turn came."),
    Why.EXCLUDED: gettext_lazy("Its group had got the most that it may get."),
}
"""Words for ballots that are not published; where they are, the result says it with exact figures."""


def why_of(allocation: Allocation, application: Application, *, won: bool) -> Sequence[str]:
    """Return sentences that say why."""
    figures, number = allocation.figures, str(application.number)
    if "why" in figures:
        sentences: Sequence[str] = figures["why"].get(get_language() or "es", {}).get(number, ())
        return sentences
    if number in figures.get("lost", {}):
        return _roughly(figures["lost"][number])
    if number in figures.get("order", ()):
        place = figures["order"].index(number) + 1
        if won:
            return [_("Place %(place)d in the order; there was money for it.") % {"place": place}]
        return [_("Place %(place)d in the order; it costs more than was left then.") % {"place": place}]
    return ()


def _roughly(about: Mapping[str, Any]) -> list[str]:
    said = [str(ROUGHLY[about["why"]])]
    if about.get("missing") and about["why"] in {Why.TOO_FEW, Why.SHORT}:
        said.append(_("About %(missing)d %% of its cost was missing.") % {"missing": about["missing"]})
    more = about.get("supporters")
    if more:
        words = ngettext(
            "With about %(more)d more vote from somebody whose part was unused it would have been chosen.",
            "With about %(more)d more votes from people whose part was unused it would have been chosen.",
            more,
        )
        said.append(words % {"more": more})
    return said
