from datetime import UTC, datetime, timedelta

import pytest

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import agenda, meetings
from tejido.stages.roundtables.actions.editing import ChangedMeanwhile, Missing, WrongMoment
from tejido.stages.roundtables.actions.meetings import Plan
from tejido.stages.roundtables.actions.seats import make_group
from tejido.stages.roundtables.models import Attendance, Meeting
from tejido.stages.roundtables.vocabulary import MeetingState, SeatRole
from tests.factories.meetings import AGENDA, room
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def leaves(subject):
    return list(Leaf.objects.filter(subject=subject.record_name).order_by("index"))


def points(meeting):
    return [
        (item.title, item.minutes, item.kind, item.brought_by and item.brought_by.name) for item in meeting.agenda.all()
    ]


def test_planned_meeting_is_not_in_the_record():
    meeting = room().planned()
    assert (meeting.number, meeting.state, leaves(meeting)) == (1, MeetingState.PLANNED, [])


def test_called_open_meeting_says_when_and_where():
    meeting = room().called()
    called, venue = leaves(meeting)
    assert (called.verb, venue.verb) == ("meeting.called", "meeting.venue")
    assert called.fields["starts_at"] == later(days=7).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert LeafText.objects.get(leaf=venue).text == "Salón de usos múltiples"


def test_called_discreet_meeting_says_neither_until_its_day_has_passed():
    it = room(Profile.DISCREET)
    meeting = it.called()
    assert [leaf.fields["starts_at"] for leaf in leaves(meeting)] == ["withheld"]
    evening = meeting.starts_at + timedelta(hours=3)
    held = meetings.hold_meeting(meeting, present=it.seats, treated=[], by=it.facilitator, now=evening)
    assert (held.recorded_on, [leaf.verb for leaf in leaves(meeting)]) == (None, ["meeting.called"])
    assert meetings.record_held_meetings(evening + timedelta(hours=2)) == 0
    assert meetings.record_held_meetings(evening + timedelta(days=1)) == 1
    assert meetings.record_held_meetings(evening + timedelta(days=1)) == 0
    assert [leaf.verb for leaf in leaves(meeting)] == ["meeting.called", "meeting.held", "meeting.venue"]
    assert leaves(meeting)[1].fields["starts_at"] == meeting.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert leaves(meeting)[1].fields["present"] == "withheld"


def test_moving_and_cancelling_a_discreet_meeting_says_nothing_of_when():
    it = room(Profile.DISCREET)
    meeting = it.called()
    meetings.move_meeting(
        meeting,
        starts_at=later(days=9),
        venue="Parroquia",
        reason="Se cruza con el miércoles",
        by=it.secretary,
        now=NOW,
    )
    meetings.cancel_meeting(meeting, reason="Nadie podía el jueves", by=it.secretary, now=NOW)
    moved, cancelled = leaves(meeting)[1:]
    assert (moved.fields, moved.text_hash, cancelled.fields, cancelled.text_hash) == (
        {"starts_at": "withheld"},
        "",
        {"state": "cancelled"},
        "",
    )


def test_moving_before_the_invitation_leaves_no_trace():
    it = room()
    meeting = meetings.move_meeting(it.planned(), starts_at=later(days=9), venue="", by=it.facilitator, now=NOW)
    assert (meeting.starts_at, meeting.was_moved, meeting.sequence, leaves(meeting)) == (later(days=9), False, 0, [])


def test_moving_after_the_invitation_keeps_both_dates_and_wants_a_reason():
    it = room()
    meeting = it.called()
    with pytest.raises(Missing):
        meetings.move_meeting(meeting, starts_at=later(days=9), venue="", by=it.facilitator, now=NOW)
    moved = meetings.move_meeting(
        meeting, starts_at=later(days=9), venue="Parque", reason="Lluvia", by=it.facilitator, now=NOW
    )
    assert (moved.first_starts_at, moved.starts_at, moved.sequence) == (later(days=7), later(days=9), 1)
    assert [leaf.verb for leaf in leaves(moved)] == [
        "meeting.called",
        "meeting.venue",
        "meeting.moved",
        "meeting.venue",
    ]


def test_meeting_before_the_previous_one_is_refused():
    it = room()
    it.called(later(days=7))
    with pytest.raises(meetings.BeforePrevious) as refused:
        it.planned(later(days=6))
    assert "9 de noviembre de 2026" in str(refused.value)
    assert Meeting.objects.count() == 1


def test_meeting_of_another_year_is_refused():
    with pytest.raises(meetings.TooFar):
        room().planned(datetime(2062, 11, 9, 18, tzinfo=UTC))


def test_calling_for_a_past_date_is_refused():
    it = room()
    meeting = it.planned(later(days=-3))
    with pytest.raises(meetings.InPast):
        meetings.call_meeting(meeting, by=it.facilitator, now=NOW)


def test_calling_without_an_agenda_is_refused():
    it = room()
    with pytest.raises(meetings.EmptyAgenda):
        meetings.call_meeting(it.planned(agenda="\n\n"), by=it.facilitator, now=NOW)


def test_calling_twice_is_refused():
    it = room()
    with pytest.raises(WrongMoment):
        meetings.call_meeting(it.called(), by=it.facilitator, now=NOW)


def test_holding_before_it_begins_is_refused():
    it = room()
    with pytest.raises(meetings.NotYet):
        meetings.hold_meeting(it.called(), present=[], treated=[], by=it.facilitator, now=NOW)


def test_new_meeting_begins_with_what_was_not_treated():
    it = room()
    it.held(treated=[1, 2])
    following = it.planned(later(days=30), now=later(days=8), agenda=None)
    assert points(following) == [
        ("Revisión de compromisos anteriores", 20, "review", None),
        ("Taller de mediación", None, "discussion", None),
    ]
    assert following.agenda.get(position=2).carried_from.meeting.number == 1


def test_cancelled_meeting_carries_its_points_over():
    it = room()
    meetings.cancel_meeting(it.called(), reason="Lluvia", by=it.facilitator, now=NOW)
    following = it.planned(later(days=30), agenda=None)
    assert [title for title, *_ in points(following)] == [
        "Revisión de compromisos anteriores",
        "Alumbrado de la cancha",
        "Taller de mediación",
    ]


def test_agenda_lines_name_who_brings_them():
    it = room()
    meeting = it.planned(agenda="Luz | 15 min | vecinas\nCámaras | Policía Municipal (ejemplo)")
    assert points(meeting) == [
        ("Luz", 15, "discussion", "Vecinas (ejemplo)"),
        ("Cámaras", None, "discussion", "Policía Municipal (ejemplo)"),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Luz | Nadie conocido", agenda.BadLine),
        ("x" * 300, agenda.BadLine),
        ("Luz | 999 min", agenda.BadLine),
        ("\n".join(f"Punto {n} del día" for n in range(41)), agenda.TooManyPoints),
    ],
)
def test_bad_agenda_saves_nothing(text, refusal):
    it = room()
    with pytest.raises(refusal):
        it.planned(agenda=text)
    assert not Meeting.objects.exists()


def test_preparing_keeps_order_and_what_is_known():
    it = room()
    meeting = it.planned()
    before = {item.title: item.pk for item in meeting.agenda.all()}
    text = "Taller de mediación\nNuevo punto\nAlumbrado de la cancha | 10 min"
    meetings.prepare_meeting(
        meeting, Plan(meeting.starts_at, agenda=text), version=meeting.version, by=it.secretary, now=NOW
    )
    after = {item.title: item.pk for item in meeting.agenda.all()}
    assert list(after) == ["Taller de mediación", "Nuevo punto", "Alumbrado de la cancha"]
    assert after["Alumbrado de la cancha"] == before["Alumbrado de la cancha"]


def test_second_of_two_who_prepare_at_once_gets_the_agenda_of_the_first():
    it = room()
    meeting = it.planned()
    version = meeting.version
    plan = Plan(meeting.starts_at, agenda="Lo de la primera")
    meetings.prepare_meeting(meeting, plan, version=version, by=it.secretary, now=NOW)
    with pytest.raises(ChangedMeanwhile) as refused:
        meetings.prepare_meeting(
            meeting, Plan(meeting.starts_at, agenda="Lo de otra"), version=version, by=it.facilitator, now=NOW
        )
    assert (refused.value.theirs, refused.value.version) == ("Lo de la primera", version + 1)
    assert points(meeting)[0][0] == "Lo de la primera"


def test_attendance_is_of_organisations_and_makes_the_quorum():
    it = room()
    meeting = it.held()
    there = Attendance.objects.filter(meeting=meeting).values_list("organisation__name", "post__title", "role")
    assert sorted(there, key=str) == [
        ("Madres (ejemplo)", None, SeatRole.CITIZENS),
        ("Policía Municipal (ejemplo)", "Dirección de Prevención", SeatRole.STATE),
        ("Vecinas (ejemplo)", None, SeatRole.CITIZENS),
    ]
    assert (meeting.present, meeting.quorum, meeting.has_quorum) == (3, 2, True)


def test_attendance_from_another_roundtable_is_refused():
    it, other = room(), room(name="Otra mesa")
    with pytest.raises(meetings.NotSeated):
        meetings.hold_meeting(it.called(), present=other.seats, treated=[], by=it.facilitator, now=later(days=8))


def test_meeting_of_a_group_has_the_quorum_of_its_half():
    it = room()
    group = make_group(it.roundtable, name="Luz", seats=it.seats, is_public=True, by=it.facilitator, now=NOW)
    meeting = it.called(group=group)
    held = meetings.hold_meeting(meeting, present=it.seats[:1], treated=[], by=it.facilitator, now=later(days=8))
    assert (held.quorum, held.present, held.has_quorum) == (2, 1, False)


def test_meeting_of_a_quiet_group_is_not_in_the_record():
    it = room()
    group = make_group(it.roundtable, name="Búsqueda", seats=it.seats, is_public=False, by=it.facilitator, now=NOW)
    assert leaves(it.called(group=group)) == []


@pytest.mark.parametrize("who", ["neighbour", "liaison", "host", "stranger"])
def test_planning_by_others_than_the_staff_is_not_allowed(who):
    it = room()
    with pytest.raises(NotAllowed):
        meetings.plan_meeting(it.roundtable, Plan(later(days=7), agenda=AGENDA), by=getattr(it, who), now=NOW)


def test_correcting_attendance_ends_with_the_adoption():
    it = room()
    meeting = it.held()
    corrected = meetings.correct_attendance(
        meeting, present=it.seats[:1], treated=[], by=it.secretary, now=later(days=8)
    )
    assert (corrected.present, Attendance.objects.filter(meeting=meeting).count()) == (1, 1)
    it.adopted(meeting)
    with pytest.raises(WrongMoment):
        meetings.correct_attendance(meeting, present=it.seats, treated=[], by=it.secretary, now=later(days=60))
