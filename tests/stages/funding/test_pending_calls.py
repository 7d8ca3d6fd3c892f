"""What waits for whom in calls."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.ground.organisations.vocabulary import Role
from tejido.stages.funding.queries.pending_calls import pending_of
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.factories import ground
from tests.factories.funding import application, call, coordinator, funder, juror, old_initiative, reviewed
from tests.factories.ground import TODAY

pytestmark = pytest.mark.django_db


def titles(who):
    return [row.title for row in pending_of(who, TODAY)]


def test_nothing_waits_for_somebody_without_a_part():
    application(call())
    assert titles(ground.person()) == []


def test_funder_announces_names_jurors_and_admits():
    of = funder()
    who = coordinator(of)
    call(CallState.DRAFT, of, title="Borrador")
    call(CallState.OPEN, of, title="Abierta")
    found = titles(who)
    assert len(found) == 2
    assert "Borrador" in found[0] + found[1] and "Abierta" in found[0] + found[1]
    closed = call(CallState.REVIEW, of, title="Cerrada")
    juror(closed), juror(closed)
    assert sum("Cerrada" in title for title in titles(who)) == 1


def test_juror_reviews_until_enough_have_spoken():
    it = application(call(CallState.REVIEW))
    who = juror(it.call)
    assert len(titles(who)) == 1
    reviewed(it)
    assert titles(who) == []


def test_applicant_mends_and_finishes():
    house = ground.organisation()
    who = coordinator(house)
    application(call(), old_initiative(house), ApplicationState.RETURNED, title="Por corregir")
    application(call(), old_initiative(house), ApplicationState.DRAFT, title="A medias")
    assert len(titles(who)) == 2
    assert titles(ground.membership(ground.person(), house).person) == []


def test_liaison_answers_until_the_institution_has():
    police = ground.institution()
    post = ground.post(police)
    who = ground.membership(ground.person(), police, Role.LIAISON, post).person
    it = application(call(), institution=police, institution_part="Prestar el camión")
    assert len(titles(who)) == 1
    it.feasible_by, it.feasible = post, True
    it.save()
    assert titles(who) == []


def test_queries_do_not_grow_with_what_waits():
    house = ground.organisation()
    who = coordinator(house)
    counts = []
    for _ in range(2):
        for _number in range(3):
            application(call(), old_initiative(house), ApplicationState.DRAFT)
        with CaptureQueriesContext(connection) as seen:
            pending_of(who, TODAY)
        counts.append(len(seen))
    assert counts[0] == counts[1]
