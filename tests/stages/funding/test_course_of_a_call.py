"""A call from its announcement to its ballot, act by act, as the public record holds it."""

from datetime import timedelta

import pytest

from tejido.ground.ledger.models import Leaf
from tejido.stages.funding.actions import admitting, call_clock, reviews
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.factories.funding import applied, juror, opened
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def at(call, name, days=0):
    return NOW + (getattr(call, name) - NOW.date()) + timedelta(days=days)


def verbs(thing):
    return list(Leaf.objects.filter(subject=thing.record_name).order_by("index").values_list("verb", flat=True))


def test_call_goes_from_its_announcement_to_the_vote():
    it = opened()
    call, asked = it.call, applied(it)
    first, second = juror(call), juror(call)
    call_clock.turn_calls(now=at(call, "closes_on"))
    call.refresh_from_db()
    assert call.state == CallState.OPEN  # its last day belongs to it
    call_clock.turn_calls(now=at(call, "closes_on", 1))
    for who in (first, second):
        reviews.review_application(asked, admits=True, reasons="Está claro.", by=who, now=at(call, "closes_on", 2))
    call = admitting.admit_applications(call, by=it.runner, now=at(call, "reviewed_by"))
    asked.refresh_from_db()
    assert (asked.state, asked.number, call.state) == (ApplicationState.ADMITTED, 1, CallState.REVIEW)
    call_clock.turn_calls(now=at(call, "votes_from"))
    call.refresh_from_db()
    assert call.state == CallState.VOTING
    assert verbs(call) == [
        "call.announced", "call.told", "call.opened", "call.closed", "call.reviewed", "call.voting.began"
    ]  # fmt: skip
    assert verbs(asked) == ["application.sent", "application.told", "application.admitted"]
