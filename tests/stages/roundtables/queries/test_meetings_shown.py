"""Which meetings, seats and minutes anybody may know of, by profile, state and day."""

from datetime import timedelta

import pytest

from tejido.ground.ledger.queries import history_of
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions import meetings, roundtables, seats
from tejido.stages.roundtables.actions.minutes import adopt_minutes
from tejido.stages.roundtables.models import Roundtable
from tejido.stages.roundtables.queries.meetings import (
    last_meeting,
    meetings_shown,
    meetings_told,
    next_meeting,
    presence_at,
)
from tejido.stages.roundtables.queries.minutes import in_record, minutes_told
from tejido.stages.roundtables.queries.roundtables import (
    roundtables_at_which,
    roundtables_of,
    roundtables_told,
    seats_for_page,
    seats_told,
)
from tests.factories.ground import TODAY, place
from tests.factories.meetings import room
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
SOON, LATE = later(days=10).date(), later(days=60).date()


def shown(meeting, day, output=Output.PAGE):
    return meetings_shown(output, day).filter(pk=meeting.pk).exists()


@pytest.mark.parametrize(
    ("profile", "planned", "called", "held"),
    [
        (Profile.OPEN, False, True, True),
        (Profile.DISCREET, False, False, True),
        (Profile.PROTECTED, False, False, False),
    ],
)
def test_meeting_is_shown_by_profile_and_state(profile, planned, called, held):
    it = room(profile)
    first = it.planned()
    assert shown(first, TODAY) == planned
    meetings.call_meeting(first, by=it.facilitator, now=NOW)
    assert shown(first, TODAY) == called
    meetings.hold_meeting(
        first, present=it.seats, treated=[], by=it.facilitator, now=later(days=7) + timedelta(hours=1)
    )
    meetings.record_held_meetings(later(days=9))
    assert shown(first, SOON) == held
    assert (meetings_told([str(first.pk)], SOON) != set()) == held


@pytest.mark.parametrize(
    ("profile", "may"), [(Profile.OPEN, True), (Profile.DISCREET, False), (Profile.PROTECTED, False)]
)
def test_calendar_shows_open_roundtables_only(profile, may):
    it = room(profile)
    held = it.held()
    meetings.record_held_meetings(later(days=9))
    assert shown(held, SOON, Output.CALENDAR) == may


def test_tightening_hides_at_once_what_the_record_told():
    it = room()
    meeting = it.called()
    assert meetings_told([str(meeting.pk)], TODAY) == {str(meeting.pk)}
    roundtables.change_profile(it.roundtable, to=Profile.DISCREET, by=it.facilitator, now=NOW)
    assert meetings_told([str(meeting.pk)], TODAY) == set()
    assert [entry.fields for entry in history_of(meeting, today=TODAY)] == [None, None]
    roundtables.change_profile(it.roundtable, to=Profile.PROTECTED, by=it.facilitator, now=NOW)
    assert roundtables_told([str(it.roundtable.pk)], TODAY) == set()


def test_minutes_are_told_once_adopted():
    it = room(Profile.DISCREET)
    meeting = it.held()
    proposed = it.proposed(meeting)
    meetings.record_held_meetings(later(days=9))
    assert minutes_told([str(proposed.pk)], LATE) == set()
    after = it.held(later(days=40))
    adopted = adopt_minutes(proposed, at=after, by=it.facilitator, now=later(days=41))
    assert minutes_told([str(adopted.pk)], LATE) == {str(adopted.pk)}
    assert in_record(adopted).day == later(days=41).date()


@pytest.mark.parametrize(
    ("profile", "citizens", "state"),
    [
        (Profile.OPEN, (["Madres (ejemplo)", "Vecinas (ejemplo)"], None), (["Policía Municipal (ejemplo)"], None)),
        (Profile.DISCREET, ([], (1, 4)), (["Policía Municipal (ejemplo)"], None)),
    ],
)
def test_seats_are_named_as_far_as_both_profiles_allow(profile, citizens, state):
    it = room(profile)
    sides = seats_for_page(it.roundtable, is_inside=False)
    assert [([seat.organisation.name for seat in side.named], side.others) for side in sides] == [citizens, state]
    inside = seats_for_page(it.roundtable, is_inside=True)
    assert [len(side.named) for side in inside] == [2, 1]


def test_seat_of_a_discreet_organisation_at_an_open_roundtable_is_not_named():
    it = room()
    it.mothers.profile = Profile.DISCREET
    it.mothers.save()
    seat = it.roundtable.seats.get(organisation=it.mothers)
    assert seats_told([str(seat.pk)], TODAY) == set()
    assert "Madres (ejemplo)" not in str(seats_for_page(it.roundtable, is_inside=False))
    assert list(roundtables_at_which(it.mothers, Output.PAGE)) == []
    assert list(roundtables_at_which(it.neighbours, Output.PAGE)) == [it.roundtable]


def test_attendance_is_named_as_seats_are():
    it = room(Profile.DISCREET)
    meeting = it.held()
    outside = presence_at(meeting, is_inside=False)
    assert [(side.label, [row.organisation.name for row in side.named], side.others) for side in outside] == [
        ("Ciudadanía", [], (1, 4)),
        ("Estado", ["Policía Municipal (ejemplo)"], None),
    ]
    assert [len(side.named) for side in presence_at(meeting, is_inside=True)] == [2, 1]


def test_next_and_last_meeting_as_seen_inside_and_outside():
    it = room(Profile.DISCREET)
    held = it.held(later(days=-30))
    meetings.record_held_meetings(later(days=-28))
    coming = it.called(later(days=7))
    it.planned(later(days=30))
    assert next_meeting(it.roundtable, is_inside=True, now=NOW) == coming
    assert next_meeting(it.roundtable, is_inside=False, now=NOW) is None
    assert last_meeting(it.roundtable, is_inside=False, now=NOW) == held


def test_roundtables_of_a_place_lie_in_it_or_below():
    it = room()
    hidden = room(Profile.PROTECTED, name="Otra")
    municipality = place()
    other = place("08019", "Chihuahua")
    assert list(roundtables_of(municipality, visible_to=None)) == [it.roundtable]
    assert list(roundtables_of(municipality.parent, visible_to=None)) == [it.roundtable]
    assert list(roundtables_of(other, visible_to=None)) == []
    assert set(roundtables_of(municipality, visible_to=hidden.neighbour)) == {it.roundtable, hidden.roundtable}


def test_roundtables_of_a_place_cost_one_query(django_assert_num_queries):
    for number in range(5):
        room(name=f"Mesa {number}")
    where = place()
    with django_assert_num_queries(1):
        names = [(it.name, it.place.full_name) for it in roundtables_of(where, visible_to=None)]
    assert len(names) == Roundtable.objects.count() == 5


def test_group_that_turns_quiet_is_told_of_no_more():
    it = room()
    group = seats.make_group(it.roundtable, name="Luz", seats=it.seats, is_public=True, by=it.facilitator, now=NOW)
    meeting = it.called(group=group)
    assert shown(meeting, TODAY)
    seats.change_group(group, seats=it.seats, is_public=False, by=it.facilitator, now=NOW)
    assert not shown(meeting, TODAY)
    assert meetings_told([str(meeting.pk)], TODAY) == set()
