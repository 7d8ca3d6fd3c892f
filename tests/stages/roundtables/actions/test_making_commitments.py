from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import refusals
from tejido.stages.roundtables.actions.commitments import (
    DETAILS,
    Details,
    edit_commitment,
    enter_commitments_of,
    propose_commitment,
    record_commitment,
)
from tejido.stages.roundtables.models import Commitment, Seat
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tejido.stages.roundtables.vocabulary import SeatRole
from tests.factories.commitments import DUE, HELD, later_meeting, noon, table
from tests.factories.ground import institution, membership, organisation, person, place, post

pytestmark = pytest.mark.django_db
NOW = noon(HELD)


def test_commitment_of_the_staff_waits_for_its_owner_and_is_in_the_record():
    at = table()
    it = propose_commitment(at.roundtable, at.promise(), by=at.facilitator, now=NOW)
    assert (it.state, it.number, it.made_on, it.first_due_on, it.due_on) == (State.PROPOSED, 1, HELD, DUE, DUE)
    assert list(it.places.all()) == [at.roundtable.place]
    leaf = Leaf.objects.get(verb="commitment.made")
    assert (leaf.subject, leaf.actor, leaf.day) == (it.record_name, "site", HELD)
    assert leaf.fields == {
        "roundtable": str(at.roundtable.pk),
        "meeting": str(at.meeting.pk),
        "number": 1,
        "owner": str(at.police.pk),
        "owner_post": str(at.chief.pk),
        "state": "proposed",
        "made_on": HELD.isoformat(),
        "first_due_on": DUE.isoformat(),
        "due_on": DUE.isoformat(),
        "due_seal": it.due_seal,
        "causes": [],
        "co_owners": [],
        "needs": [],
        "places": [at.roundtable.place_id],
        "currency": "MXN",
        "unit": "",
        **dict.fromkeys(("progress", "postponed", "times_late", "reopened", "carried_over"), 0),
        **dict.fromkeys(("recorded_on", "answer_by", "unconfirmed_since", "late_since", "carried_to")),
        **dict.fromkeys(("done_on", "broken_on", "closed_on", "baseline", "target", "current", "cost")),
    }
    assert LeafText.objects.get(leaf=leaf).text == "Encender las luminarias del parque"


def test_commitment_that_its_owner_enters_is_accepted_at_once():
    at = table()
    it = propose_commitment(at.roundtable, at.promise(), by=at.liaison, now=NOW)
    assert it.state == State.ACCEPTED
    assert Leaf.objects.get(verb="commitment.made").actor == at.chief.record_name


def test_secretariat_stands_in_the_record_for_the_staff():
    at = table()
    at.roundtable.secretariat = at.youth
    at.roundtable.save()
    propose_commitment(at.roundtable, at.promise(), by=at.facilitator, now=NOW)
    assert Leaf.objects.get(verb="commitment.made").actor == at.youth.record_name


def test_commitment_recorded_for_its_owner_gives_it_ten_business_days():
    at = table()
    it = record_commitment(at.roundtable, at.promise(), source="Minuta 1, oficio 12/2026", by=at.secretary, now=NOW)
    assert (it.state, it.recorded_on) == (State.PROPOSED, HELD)
    assert it.answer_by == date(2026, 1, 26)  # a Monday two weeks after a Monday
    assert LeafText.objects.get(leaf__verb="commitment.source").text == "Minuta 1, oficio 12/2026"


def test_ten_business_days_leave_out_a_day_of_rest():
    at = table()
    it = record_commitment(at.roundtable, at.promise(), source="Oficio 1", by=at.secretary, now=noon(date(2026, 1, 26)))
    assert it.answer_by == date(2026, 2, 10)  # 2 February 2026 is no working day


def test_recording_without_a_source_is_refused():
    at = table()
    with pytest.raises(refusals.SourceMissing):
        record_commitment(at.roundtable, at.promise(), source="  ", by=at.secretary, now=NOW)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("values", "problem", "field"),
    [
        ({"due_on": HELD - timedelta(days=1)}, refusals.DateBeforeMeeting, "due_on"),
        ({"due_on": date(2206, 6, 30)}, refusals.DateTooFar, "due_on"),
        ({"text": " \n "}, refusals.TextMissing, "text"),
        ({"owner_post": None}, refusals.WrongPost, "owner_post"),
        ({"details": Details(cost=-1)}, refusals.NumberOutOfRange, "cost"),
        ({"details": Details(target=Decimal("Infinity"))}, refusals.NumberOutOfRange, "target"),
        ({"details": Details(currency="pesos")}, refusals.NumberOutOfRange, "currency"),
    ],
)
def test_promise_that_cannot_be_is_refused_and_writes_nothing(values, problem, field):
    at = table()
    with pytest.raises(problem) as refused:
        propose_commitment(at.roundtable, at.promise(**values), by=at.facilitator, now=NOW)
    assert refused.value.field == field
    assert str(refused.value.message)
    assert (Commitment.objects.count(), Leaf.objects.count()) == (0, 0)


def test_date_on_the_day_of_the_meeting_is_early_enough():
    at = table()
    assert propose_commitment(at.roundtable, at.promise(due_on=HELD), by=at.facilitator, now=NOW).due_on == HELD


def test_meeting_to_come_or_of_another_roundtable_is_refused():
    at = table()
    to_come = later_meeting(at, HELD + timedelta(days=1))
    with pytest.raises(refusals.MeetingToCome):
        propose_commitment(at.roundtable, at.promise(meeting=to_come), by=at.facilitator, now=NOW)
    with pytest.raises(refusals.OtherMeeting):
        propose_commitment(table().roundtable, at.promise(), by=at.liaison, now=NOW)


def test_post_that_is_not_the_owners_or_has_ended_is_refused():
    at = table()
    others = post(institution(name="Fiscalía (ejemplo)"), "Fiscal")
    with pytest.raises(refusals.WrongPost):
        propose_commitment(at.roundtable, at.promise(owner_post=others), by=at.facilitator, now=NOW)
    at.chief.ended_on = HELD
    at.chief.save()
    with pytest.raises(refusals.WrongPost):
        propose_commitment(at.roundtable, at.promise(), by=at.facilitator, now=NOW)


def test_post_for_a_civil_society_owner_is_refused():
    at = table()
    with pytest.raises(refusals.WrongPost):
        propose_commitment(at.roundtable, at.promise(owner=at.youth), by=at.facilitator, now=NOW)
    made = propose_commitment(at.roundtable, at.promise(owner=at.youth, owner_post=None), by=at.young, now=NOW)
    assert made.state == State.ACCEPTED


def test_owner_without_a_seat_is_refused():
    at = table()
    outside = organisation()
    with pytest.raises(refusals.NotSeated):
        propose_commitment(at.roundtable, at.promise(owner=outside, owner_post=None), by=at.facilitator, now=NOW)


def test_owner_among_its_co_owners_is_refused():
    at = table()
    with pytest.raises(refusals.OwnerTwice):
        propose_commitment(
            at.roundtable, at.promise(details=Details(co_owners=[at.police])), by=at.facilitator, now=NOW
        )


def test_liaison_of_another_post_and_plain_members_may_not_enter_for_the_owner():
    at = table()
    other, member = person(), person()
    membership(other, at.police, Role.LIAISON, post(at.police, "Otra dirección"))
    membership(member, at.youth)
    for nobody, promise in (
        (other, at.promise()),
        (at.neighbour, at.promise()),
        (member, at.promise(owner=at.youth, owner_post=None)),
    ):
        with pytest.raises(NotAllowed):
            propose_commitment(at.roundtable, promise, by=nobody, now=NOW)


def test_details_are_kept_and_recorded():
    at = table()
    whole = Details(
        co_owners=[at.youth],
        places=[place("08019", "Chihuahua")],
        causes=["lack_of_public_space", "corruption", "nonsense"],
        indicator="Luminarias encendidas",
        unit="luminarias",
        baseline=Decimal("3"),
        target=Decimal("40"),
        current=Decimal("3"),
        cost=1_250_000_00,
    )
    it = propose_commitment(at.roundtable, at.promise(details=whole), by=at.facilitator, now=NOW)
    it.refresh_from_db()
    assert it.causes == ["corruption", "lack_of_public_space"]
    assert list(it.co_owners.all()) == [at.youth]
    assert [where.key for where in it.places.all()] == ["08019"]
    fields = Leaf.objects.get(verb="commitment.made").fields
    assert {name: fields[name] for name in DETAILS} == {
        "causes": ["corruption", "lack_of_public_space"],
        "unit": "luminarias",
        "baseline": "3.00",
        "target": "40.00",
        "current": "3.00",
        "cost": 125000000,
        "currency": "MXN",
        "places": ["08019"],
        "needs": [],
        "co_owners": [str(at.youth.pk)],
    }
    assert LeafText.objects.get(leaf__verb="commitment.indicator").text == "Luminarias encendidas"


def test_three_who_edit_at_once_lose_nothing():
    at = table()
    it = at.commitment()
    seen = it.version
    edit_commitment(it, details=Details(unit="luminarias"), version=seen, by=at.facilitator, now=NOW)
    for late in (at.secretary, at.liaison):
        with pytest.raises(refusals.Outdated) as refused:
            edit_commitment(it, details=Details(unit="postes"), version=seen, by=late, now=NOW)
        assert refused.value.commitment.unit == "luminarias"
    it.refresh_from_db()
    assert (it.unit, it.version) == ("luminarias", seen + 1)


def test_words_change_only_before_an_answer_and_never_by_the_owner():
    at = table()
    it = at.commitment()
    it = edit_commitment(it, details=Details(), text="Encender el parque", version=1, by=at.secretary, now=NOW)
    assert it.text == "Encender el parque"
    assert it.searchable == "encender el parque"
    with pytest.raises(refusals.WrongState):
        edit_commitment(it, details=Details(), text="Pensarlo", version=it.version, by=at.liaison, now=NOW)
    accepted = at.commitment(State.ACCEPTED)
    with pytest.raises(refusals.WrongState):
        edit_commitment(accepted, details=Details(), text="Pensarlo", version=1, by=at.secretary, now=NOW)
    accepted.refresh_from_db()
    assert accepted.text == "Encender las luminarias del parque"


def test_protected_roundtable_leaves_nothing_in_the_record():
    at = table("protected")
    at.commitment()
    assert not Leaf.objects.exists()


def test_roundtable_that_comes_to_be_shown_begins_its_record_with_what_holds_now():
    at = table("protected")
    it = at.commitment(State.ACCEPTED)
    at.roundtable.profile = "open"
    at.roundtable.save()
    with transaction.atomic():
        enter_commitments_of(at.roundtable, by=None, now=NOW)
    leaf = Leaf.objects.get(index=1)
    assert (leaf.verb, leaf.subject, leaf.fields["state"]) == ("commitment.shown", it.record_name, "accepted")
    assert LeafText.objects.get(leaf=leaf).text == it.text


def test_owner_that_is_discreet_is_not_named_in_the_record():
    at = table()
    at.youth.profile = "discreet"
    at.youth.save()
    at.commitment(owner=at.youth, owner_post=None)
    assert Leaf.objects.get(verb="commitment.made").fields["owner"] == "withheld"


def test_discreet_roundtable_shows_no_coming_date_and_no_number_in_the_record():
    at = table("discreet")
    it = at.commitment(details=Details(cost=500, target=Decimal(3)))
    made = Leaf.objects.get(verb="commitment.made")
    assert (made.fields["due_on"], made.fields["first_due_on"]) == ("withheld", "withheld")
    assert made.fields["due_seal"] == it.due_seal
    assert (made.fields["cost"], made.fields["target"]) == ("withheld", "withheld")


def test_seal_of_the_dates_binds_both():
    at = table("discreet")
    it = at.commitment()
    before = it.due_seal
    it.due_on += timedelta(days=1)
    assert it.due_seal != before
    assert at.commitment().due_seal != before


def test_citizens_with_an_ended_seat_do_not_own():
    at = table()
    Seat.objects.filter(organisation=at.youth).update(ended_on=HELD, role=SeatRole.CITIZENS)
    with pytest.raises(refusals.NotSeated):
        propose_commitment(at.roundtable, at.promise(owner=at.youth, owner_post=None), by=at.young, now=NOW)
