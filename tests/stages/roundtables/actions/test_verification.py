from datetime import timedelta

import pytest

from tejido.ground.ledger.models import Leaf
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import refusals
from tejido.stages.roundtables.actions.verification import object_to_commitment, verify_commitment
from tejido.stages.roundtables.actions.work import call_done
from tejido.stages.roundtables.models import Seat, Staff
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tejido.stages.roundtables.vocabulary import SeatRole
from tests.factories.commitments import DUE, HELD, noon, table
from tests.factories.ground import membership, organisation, person

pytestmark = pytest.mark.django_db
DAY = DUE + timedelta(days=3)


def _verify(it, organisation, by):
    return verify_commitment(it, organisation=organisation, evidence="Pasamos de noche", by=by, now=noon(DAY))


def test_two_people_of_different_organisations_verify_with_evidence():
    at = table()
    it = _verify(at.commitment(State.DONE), at.neighbours, at.neighbour)
    assert (it.state, it.closed_on) == (State.DONE, None)
    it = _verify(it, at.mothers, at.mother)
    assert (it.state, it.closed_on, it.evidence.count()) == (State.VERIFIED, DAY, 2)
    assert [(leaf.verb, leaf.actor) for leaf in Leaf.objects.order_by("index")][-3:] == [
        ("commitment.attested", at.neighbours.record_name),
        ("commitment.evidence", at.mothers.record_name),
        ("commitment.verified", at.mothers.record_name),
    ]


def test_plain_members_speak_for_their_organisation_too():
    at = table()
    member = person()
    membership(member, at.mothers)
    _verify(at.commitment(State.DONE), at.mothers, member)


def test_one_organisation_does_not_count_twice():
    at = table()
    second = person()
    membership(second, at.neighbours)
    it = _verify(at.commitment(State.DONE), at.neighbours, at.neighbour)
    for who in (at.neighbour, second):
        with pytest.raises(refusals.AlreadySpoken):
            _verify(it, at.neighbours, who)


def test_one_person_of_two_organisations_does_not_count_twice():
    at = table()
    membership(at.neighbour, at.mothers)
    it = _verify(at.commitment(State.DONE), at.neighbours, at.neighbour)
    with pytest.raises(refusals.AlreadySpoken):
        _verify(it, at.mothers, at.neighbour)
    assert it.state == State.DONE


def test_owner_and_co_owner_do_not_verify_what_they_promised():
    at = table()
    own = at.commitment(State.DONE, owner=at.youth, owner_post=None)
    shared = at.commitment(State.DONE)
    shared.co_owners.add(at.youth)
    for it in (own, shared):
        with pytest.raises(NotAllowed):
            _verify(it, at.youth, at.young)


def test_member_of_the_owner_does_not_verify_for_another_organisation():
    at = table()
    membership(at.young, at.mothers)
    own = at.commitment(State.DONE, owner=at.youth, owner_post=None)
    with pytest.raises(NotAllowed):
        _verify(own, at.mothers, at.young)


def test_state_staff_and_strangers_do_not_verify():
    at = table()
    it = at.commitment(State.DONE)
    outside, observer = organisation(), organisation()
    guest, watcher, both = person(), person(), person()
    membership(guest, outside)
    membership(watcher, observer)
    membership(both, at.mothers)
    Seat.objects.create(roundtable=at.roundtable, organisation=observer, role=SeatRole.OBSERVER, began_on=HELD)
    Staff.objects.create(roundtable=at.roundtable, person=both, role="facilitator", began_on=HELD)
    for nobody, whose in (
        (at.liaison, at.police),
        (at.facilitator, at.mothers),
        (at.stranger, at.mothers),
        (guest, outside),
        (watcher, observer),
        (both, at.mothers),
        (at.neighbour, at.mothers),
    ):
        with pytest.raises(NotAllowed):
            _verify(it, whose, nobody)


def test_ended_seat_or_membership_does_not_verify():
    at = table()
    it = at.commitment(State.DONE)
    Seat.objects.filter(organisation=at.mothers).update(ended_on=HELD)
    at.neighbour.memberships.update(ended_on=HELD)
    for whose, who in ((at.mothers, at.mother), (at.neighbours, at.neighbour)):
        with pytest.raises(NotAllowed):
            _verify(it, whose, who)


def test_verifying_without_evidence_is_refused():
    at = table()
    it = at.commitment(State.DONE)
    with pytest.raises(refusals.TextMissing):
        verify_commitment(it, organisation=at.mothers, evidence=" ", by=at.mother, now=noon(DAY))
    assert not it.voices.exists()


@pytest.mark.parametrize("verified", [False, True])
def test_one_reasoned_objection_opens_it_again(verified):
    at = table()
    it = _verify(at.commitment(State.DONE), at.neighbours, at.neighbour)
    if verified:
        it = _verify(it, at.mothers, at.mother)
    reason = "La mitad del parque sigue a oscuras"
    it = object_to_commitment(it, organisation=at.youth, reason=reason, by=at.young, now=noon(DAY))
    assert (it.state, it.reopened, it.done_on, it.closed_on) == (State.UNDER_WAY, 1, None, None)
    it = call_done(it, note="Ahora sí", by=at.liaison, now=noon(DAY))
    it = _verify(it, at.mothers, at.mother)
    assert it.state == State.DONE  # what was said before the objection counts no more
    assert _verify(it, at.neighbours, at.neighbour).state == State.VERIFIED


def test_who_said_it_was_kept_may_still_object():
    at = table()
    it = _verify(at.commitment(State.DONE), at.neighbours, at.neighbour)
    it = object_to_commitment(
        it, organisation=at.neighbours, reason="Las quitaron al día siguiente", by=at.neighbour, now=noon(DAY)
    )
    assert it.state == State.UNDER_WAY


def test_objection_without_a_reason_is_refused():
    at = table()
    it = at.commitment(State.DONE)
    with pytest.raises(refusals.TextMissing):
        object_to_commitment(it, organisation=at.youth, reason="No", by=at.young, now=noon(DAY))
    it.refresh_from_db()
    assert (it.state, it.reopened) == (State.DONE, 0)
