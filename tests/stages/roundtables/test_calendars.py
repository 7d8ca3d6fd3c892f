"""Feeds and invitations, read back, and held against what RFC 5545 demands."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.actions import meetings
from tejido.stages.roundtables.calendars import feed_of, invitation_to
from tejido.stages.roundtables.queries.calendars import public_calendar
from tejido.stages.roundtables.queries.meetings import all_meetings
from tests.factories.ground import TODAY
from tests.factories.meetings import room
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def feed(it, today=TODAY):
    return Calendar.from_ical(feed_of(it.roundtable, public_calendar(it.roundtable, today)))


def only_event(content):
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def read(meeting):
    return all_meetings().get(pk=meeting.pk)


def test_feed_has_what_the_standard_demands():
    it = room()
    meeting = it.called()
    content = feed_of(it.roundtable, public_calendar(it.roundtable, TODAY))
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert (calendar["version"], str(calendar["prodid"]), calendar["calscale"]) == (
        "2.0",
        "-//Tejido//Roundtables//ES",
        "GREGORIAN",
    )
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == str(meeting.pk)
    assert event.decoded("dtstamp") == datetime(2026, 11, 2, tzinfo=UTC)
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event.decoded("dtstart") == meeting.starts_at
    assert event.decoded("dtend") == meeting.starts_at + timedelta(minutes=90)
    assert event["dtstart"].params["TZID"] == "America/Ciudad_Juarez"
    zones = [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")]
    assert zones == ["America/Ciudad_Juarez"]


def test_moving_keeps_the_id_and_raises_the_sequence():
    it = room()
    meeting = it.called()
    before = only_event(invitation_to(read(meeting)))
    meetings.move_meeting(meeting, starts_at=later(days=9), venue="", reason="Lluvia", by=it.facilitator, now=NOW)
    after = only_event(invitation_to(read(meeting)))
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == later(days=9)


def test_cancelling_is_told_to_calendars():
    it = room()
    meeting = it.called()
    meetings.cancel_meeting(meeting, reason="Lluvia", by=it.facilitator, now=NOW)
    (event,) = feed(it).walk("VEVENT")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_planned_meeting_is_in_no_calendar():
    it = room()
    it.planned()
    assert feed(it).walk("VEVENT") == []


def test_public_calendar_of_a_discreet_roundtable_is_empty():
    it = room(Profile.DISCREET)
    it.held(later(days=-30))
    it.called(now=later(days=-10))
    assert feed(it).walk("VEVENT") == []


def test_invitation_names_nobody_and_says_nothing_of_what_it_is():
    it = room(Profile.DISCREET, name="Mesa contra la extorsión")
    event = only_event(invitation_to(read(it.called())))
    assert str(event["summary"]) == "Reunión"
    assert not {"attendee", "organizer", "description", "url", "comment", "contact"} & {key.lower() for key in event}
    assert b"xtorsi" not in invitation_to(read(it.called(later(days=20))))


def test_text_with_line_breaks_and_commas_stays_one_property():
    it = room()
    meeting = it.called(venue="Salón; calle 5, planta baja\nBEGIN:VALARM")
    event = only_event(invitation_to(read(meeting)))
    assert str(event["location"]) == "Salón; calle 5, planta baja BEGIN:VALARM"
    assert event.subcomponents == []
