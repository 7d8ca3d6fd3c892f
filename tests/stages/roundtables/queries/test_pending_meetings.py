"""What waits for staff and members."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.stages.roundtables.actions import minutes
from tejido.stages.roundtables.queries.pending_meetings import pending_of
from tests.factories.ground import TODAY
from tests.factories.meetings import room
from tests.factories.moments import later

pytestmark = pytest.mark.django_db


def titles(person, today=TODAY):
    return [it.title for it in pending_of(person, today)]


def test_staff_is_asked_to_call_hold_and_minute():
    it = room()
    it.planned(later(days=20))
    it.called(later(days=30))
    assert titles(it.facilitator) == ["Prepara y convoca la Sesión 1"]
    assert titles(it.secretary, later(days=31).date()) == [
        "Di quiénes estuvieron en la Sesión 1",
        "Di quiénes estuvieron en la Sesión 2",
    ]


def test_staff_is_asked_to_write_minutes_and_answer_objections():
    it = room()
    meeting = it.held(later(days=-20))
    assert titles(it.secretary) == ["Escribe y propón la minuta de la Sesión 1"]
    proposed = it.proposed(meeting)
    assert titles(it.secretary) == []
    objection = minutes.object_to_minutes(
        proposed, organisation=it.mothers, text="No fue así", by=it.mother, now=later(days=-10)
    )
    assert titles(it.secretary) == ["Responde lo que Madres (ejemplo) objeta a la minuta de la Sesión 1"]
    minutes.answer_objection(objection, answer="Así fue", by=it.secretary, now=later(days=-9))
    assert titles(it.secretary) == ["Lleva la minuta de la Sesión 1 a aprobarse en la próxima"]


def test_members_are_asked_to_read_until_they_object_or_time_is_over():
    it = room()
    meeting = it.held(later(days=-3))
    proposed = it.proposed(meeting)
    assert proposed.silent_on > TODAY
    for who in (it.neighbour, it.mother, it.liaison):
        assert titles(who) == ["Lee la minuta de la Sesión 1 y objeta si algo está mal"]
    minutes.object_to_minutes(proposed, organisation=it.mothers, text="No fue así", by=it.mother, now=later(days=-1))
    assert titles(it.mother) == []
    assert titles(it.neighbour, proposed.silent_on + timedelta(days=1)) == []


def test_stranger_and_host_have_nothing_to_do():
    it = room()
    it.proposed(it.held(later(days=-3)))
    assert (titles(it.stranger), titles(it.host)) == ([], [])


def test_pending_costs_the_same_for_one_and_for_twelve_meetings():
    it = room()

    def cost():
        with CaptureQueriesContext(connection) as counted:
            pending_of(it.facilitator, TODAY)
        return len(counted)

    it.held(later(days=-300))
    one = cost()
    for number in range(1, 12):
        it.proposed(it.held(later(days=-300 + number * 20)))
    assert cost() == one <= 8
