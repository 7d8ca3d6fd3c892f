"""What the page of a call shows of its result, and the way to it."""

from collections.abc import Mapping

from django.http import HttpRequest

from tejido.ground.web.panels import Panel
from tejido.stages.funding.models import Allocation, Call
from tejido.stages.funding.vocabulary.calls import CallState

SHOWN = frozenset({CallState.VOTING, CallState.COUNTING, CallState.DECIDED})


def of_call(request: HttpRequest, call: Call) -> Mapping[str, object] | None:  # noqa: ARG001  as all panels
    """Return what came of the call, or that it is still to come; nothing before anybody votes."""
    if call.state not in SHOWN:
        return None
    rows = Allocation.objects.defer("result", "ballots", "figures")
    return {"call": call, "allocation": rows.filter(pk=call.pk).first()}


PANEL = Panel(page="call", order=50, template="funding/panels/result.html", context=of_call)
