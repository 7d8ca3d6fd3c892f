from datetime import date, timedelta

import pytest

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import refusals
from tejido.stages.roundtables.actions.answers import answer_change
from tejido.stages.roundtables.actions.clock import mark_unanswered
from tejido.stages.roundtables.actions.handover import (
    DayFarAway,
    acknowledge_item,
    begin_handover,
    refuse_item,
    renegotiate_item,
)
from tejido.stages.roundtables.models import Handover
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tejido.stages.roundtables.vocabulary import HandoverAnswer
from tests.factories.commitments import HELD, noon, table
from tests.factories.ground import membership, person

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def _begun(at, *states):
    for state in states or (State.ACCEPTED,):
        at.commitment(state)
    return begin_handover(at.chief, on=ON, by=at.facilitator, now=noon(ON))


def test_handover_holds_the_open_commitments_of_the_post():
    at = table()
    handover = _begun(at, State.ACCEPTED, State.UNDER_WAY, State.PROPOSED, State.BROKEN, State.VERIFIED)
    assert sorted(item.commitment.state for item in handover.items.all()) == ["accepted", "proposed", "under_way"]
    assert handover.answer_by == ON + timedelta(days=60)
    leaf = Leaf.objects.get(verb="handover.begun")
    assert (leaf.subject, leaf.fields["post"]) == (handover.record_name, str(at.chief.pk))


def test_second_handover_of_a_post_waits_for_the_first():
    at = table()
    _begun(at)
    with pytest.raises(refusals.AlreadyBegun):
        begin_handover(at.chief, on=ON, by=at.facilitator, now=noon(ON))


def test_post_without_open_commitments_has_nothing_to_hand_over():
    at = table()
    at.commitment(State.BROKEN)
    with pytest.raises(refusals.NothingToHandOver):
        begin_handover(at.chief, on=ON, by=at.facilitator, now=noon(ON))


def test_handover_years_away_is_refused():
    at = table()
    at.commitment(State.ACCEPTED)
    with pytest.raises(DayFarAway):
        begin_handover(at.chief, on=date(2062, 3, 1), by=at.facilitator, now=noon(ON))


def test_host_liaison_and_staff_may_begin_and_nobody_else():
    at = table()
    at.commitment(State.ACCEPTED)
    host, coordinator = person(is_host=True), person()
    membership(coordinator, at.police, Role.COORDINATOR)
    for nobody in (at.stranger, at.neighbour, at.mother):
        with pytest.raises(NotAllowed):
            begin_handover(at.chief, on=ON, by=nobody, now=noon(ON))
    for somebody in (host, coordinator, at.liaison, at.secretary):
        begin_handover(at.chief, on=ON, by=somebody, now=noon(ON))
        Handover.objects.update(closed_on=ON)


def test_new_official_stands_by_a_commitment():
    at = table()
    item = acknowledge_item(_begun(at).items.get(), by=at.liaison, now=noon(ON))
    item.handover.refresh_from_db()
    assert (item.answer, item.answered_on, item.handover.closed_on) == (HandoverAnswer.ACKNOWLEDGED, ON, ON)
    assert Leaf.objects.get(verb="commitment.handover.acknowledged").actor == at.chief.record_name
    with pytest.raises(refusals.AlreadyAnswered):
        refuse_item(item, reason="Mejor no", by=at.liaison, now=noon(ON))


def test_new_official_renegotiates_and_the_roundtable_adopts():
    at = table()
    item = renegotiate_item(
        _begun(at).items.get(), reason="Acabo de llegar", due_on=date(2026, 9, 1), by=at.liaison, now=noon(ON)
    )
    commitment = item.commitment
    commitment.refresh_from_db()
    assert commitment.due_on == date(2026, 6, 30)  # until the roundtable answers, what stands holds
    it = answer_change(item.change, adopt=True, by=at.facilitator, now=noon(ON)).commitment
    assert (it.due_on, it.postponed) == (date(2026, 9, 1), 1)


def test_new_official_refuses_with_a_reason():
    at = table()
    item = _begun(at).items.get()
    with pytest.raises(refusals.TextMissing):
        refuse_item(item, reason="", by=at.liaison, now=noon(ON))
    item = refuse_item(item, reason="No hay con qué", by=at.liaison, now=noon(ON))
    item.commitment.refresh_from_db()
    assert (item.answer, item.commitment.state) == (HandoverAnswer.REFUSED, State.REFUSED)


def test_only_the_liaison_of_the_post_answers():
    at = table()
    item = _begun(at).items.get()
    for nobody in (at.facilitator, at.secretary, at.stranger, person(is_host=True)):
        with pytest.raises(NotAllowed):
            acknowledge_item(item, by=nobody, now=noon(ON))


def test_silence_for_sixty_days_reads_no_answer_and_can_be_mended():
    at = table()
    handover = _begun(at, State.ACCEPTED, State.UNDER_WAY)
    first, second = handover.items.all()
    acknowledge_item(first, by=at.liaison, now=noon(ON))
    assert mark_unanswered(noon(handover.answer_by)) == 0
    after = handover.answer_by + timedelta(days=5)
    assert mark_unanswered(noon(after)) == 1
    assert mark_unanswered(noon(after)) == 0
    second.refresh_from_db()
    handover.refresh_from_db()
    assert (second.answer, handover.closed_on) == (HandoverAnswer.NO_ANSWER, after)
    assert Leaf.objects.get(verb="commitment.handover.unanswered").actor == "site"
    assert acknowledge_item(second, by=at.liaison, now=noon(after)).answer == HandoverAnswer.ACKNOWLEDGED


def test_handover_in_the_record_names_no_person():
    at = table()
    _begun(at)
    assert set(Leaf.objects.values_list("actor", flat=True)) == {"site"}
    assert HELD < ON
