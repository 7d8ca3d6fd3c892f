"""Two organisations of opposed sides recompute a result whose ballots are not published."""

import pytest

from tejido.engines.allocation import pabulib
from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import allocation_scrutiny as scrutiny
from tejido.stages.funding.actions.allocation_refusals import (
    CannotScrutinise,
    FetchedAlready,
    NoSeat,
    NotFetched,
    ReasonMissing,
)
from tejido.stages.funding.models import Allocation, Application, Scrutineer
from tejido.stages.funding.vocabulary.allocations import Recount
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories.ballots import decided, few, house, many
from tests.factories.funding import being_voted, coordinator
from tests.factories.ground import membership, person
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def forward(call, of=None, by=None):
    of = of or house()
    return scrutiny.put_forward(call, organisation=of, by=by or coordinator(of), now=NOW)


def applicant(call, number=1):
    """The organisation whose initiative has this number on the ballot."""
    return Application.objects.get(call=call, number=number).initiative.organisation


def seats(call):
    rows = Scrutineer.objects.filter(call=call, seat__isnull=False, left_on=None)
    return dict(rows.values_list("seat", "organisation"))


def signed(one, holds=True, reason=""):
    scrutiny.fetch_ballots(one, by=one.person, now=NOW)
    return scrutiny.sign_recount(one, holds=holds, reason=reason, by=one.person, now=NOW)


def test_two_of_opposed_sides_are_drawn_when_the_result_is_computed():
    call = few()
    applied = [forward(call, applicant(call, number)) for number in (1, 2, 3)]
    watching = [forward(call) for _ in range(3)]
    assert [one.applied for one in (*applied, *watching)] == [True] * 3 + [False] * 3
    assert seats(call) == {}
    decided(call)
    drawn = set(seats(call).values())
    assert len(drawn) == 2
    assert len(drawn & {one.organisation_id for one in applied}) == 1
    assert Leaf.objects.filter(subject=call.record_name, verb="call.scrutineer.seated").count() == 2


def test_who_comes_after_the_result_takes_a_free_seat():
    call = decided(few()).call
    first, second, third = (forward(call) for _ in range(3))
    assert seats(call) == {1: first.organisation_id, 2: second.organisation_id}
    scrutiny.give_back_seat(first, by=first.person, now=NOW)
    assert seats(call) == {1: third.organisation_id, 2: second.organisation_id}


def test_ballots_are_given_once_and_recompute_to_the_result():
    found = decided(few())
    one = forward(found.call)
    content = scrutiny.fetch_ballots(one, by=one.person, now=NOW)
    assert pabulib.read(content.decode()).election.voters == 20
    assert b"Proyecto" not in content
    with pytest.raises(FetchedAlready):
        scrutiny.fetch_ballots(one, by=one.person, now=NOW)
    leaf = Leaf.objects.get(subject=found.record_name, verb="allocation.ballots.fetched")
    assert leaf.actor == one.organisation.record_name


def test_two_signatures_confirm_and_stand_in_the_record():
    found = decided(few())
    assert found.recount == Recount.WAITING
    first, second = forward(found.call), forward(found.call)
    signed(first)
    signed(second)
    found.refresh_from_db()
    assert (found.confirmed, found.disputed, found.recount) == (2, 0, Recount.CONFIRMED)
    leaves = Leaf.objects.filter(subject=found.record_name, verb="allocation.confirmed").order_by("index")
    assert [leaf.fields for leaf in leaves] == [{"confirmed": 1}, {"confirmed": 2}]
    assert {leaf.actor for leaf in leaves} == {first.organisation.record_name, second.organisation.record_name}


def test_one_who_finds_otherwise_disputes_it_with_a_reason():
    found = decided(few())
    one = forward(found.call)
    scrutiny.fetch_ballots(one, by=one.person, now=NOW)
    with pytest.raises(ReasonMissing):
        scrutiny.sign_recount(one, holds=False, by=one.person, now=NOW)
    scrutiny.sign_recount(one, holds=False, reason="El hash es otro.", by=one.person, now=NOW)
    found.refresh_from_db()
    assert found.recount == Recount.DISPUTED
    with pytest.raises(NoSeat):
        scrutiny.sign_recount(one, holds=True, by=one.person, now=NOW)


def test_nobody_signs_without_the_ballots_nor_takes_them_without_a_seat():
    call = few()
    waiting = forward(call)
    with pytest.raises(NoSeat):
        scrutiny.fetch_ballots(waiting, by=waiting.person, now=NOW)
    decided(call)
    with pytest.raises(NotFetched):
        scrutiny.sign_recount(waiting, holds=True, by=waiting.person, now=NOW)


def test_funder_closed_circles_and_unverified_do_not_recompute():
    call = being_voted()
    for unfit in (
        house(profile=Profile.DISCREET),
        house(verified_on=None),
        house(kind=Kind.FUNDER),
        call.funder,
    ):
        with pytest.raises((CannotScrutinise, NotAllowed)):
            forward(call, unfit)
    both = coordinator(house())
    membership(both, call.funder)
    with pytest.raises(NotAllowed):
        forward(call, both.memberships.exclude(organisation=call.funder).get().organisation, both)


def test_one_person_recomputes_for_one_organisation():
    call, who = few(), person()
    for of in (one := house(), other := house()):
        membership(who, of, Role.COORDINATOR)
    forward(call, one, who)
    with pytest.raises(CannotScrutinise):
        forward(call, other, who)
    with pytest.raises(CannotScrutinise):
        forward(call, one, coordinator(one))


def test_who_no_longer_coordinates_gets_no_ballots():
    found = decided(few())
    one = forward(found.call)
    one.person.memberships.update(ended_on=NOW.date())
    with pytest.raises(NotAllowed):
        scrutiny.fetch_ballots(one, by=one.person, now=NOW)


def test_published_ballots_need_nobody():
    found = decided(many())
    with pytest.raises(CannotScrutinise):
        forward(found.call)
    assert found.recount == Recount.ANYBODY
    assert Allocation.objects.get().is_published
    assert found.call.state == CallState.DECIDED
