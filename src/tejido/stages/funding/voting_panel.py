"""The way to the voting, on the page of its call."""

from django.http import HttpRequest

from tejido.ground.web.panels import Panel
from tejido.stages.funding.models import Call
from tejido.stages.funding.vocabulary.calls import CallState


def _of_call(request: HttpRequest, call: Call) -> dict[str, object] | None:  # noqa: ARG001  the same for everybody
    return {"call": call} if call.has_ballot and call.state != CallState.DRAFT else None


VOTING_PANEL = Panel("call", 10, "funding/voting/panel.html", _of_call)
