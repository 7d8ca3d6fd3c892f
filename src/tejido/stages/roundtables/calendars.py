"""Meetings for calendars (iCalendar, RFC 5545): a feed, and a single invitation that names nobody."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.models import Meeting, Roundtable
from tejido.stages.roundtables.queries.meetings import profile_of, title_of
from tejido.stages.roundtables.vocabulary import MeetingState

CONTENT_TYPE = "text/calendar; charset=utf-8"
_STATUS = {MeetingState.CANCELLED: "CANCELLED", MeetingState.PLANNED: "CONFIRMED"}


def feed_of(roundtable: Roundtable, meetings: Iterable[Meeting]) -> bytes:
    """Return the meetings of a roundtable as a calendar to subscribe to.

    Meetings come with their roundtable and group, and only those that the reader may see: this function asks nobody.
    """
    is_open = roundtable.profile == Profile.OPEN
    calendar = _calendar()
    calendar.add("x-wr-calname", roundtable.name if is_open else _("Meetings"))
    calendar.add("x-published-ttl", "PT12H")
    for meeting in meetings:
        calendar.add_component(_event(meeting, summary=_summary(meeting)))
    return _bytes(calendar)


def invitation_to(meeting: Meeting) -> bytes:
    """Return one meeting as a file to add to a calendar: a neutral subject, no organiser, nobody invited by name."""
    calendar = _calendar()
    calendar.add_component(_event(meeting, summary=_("Meeting")))
    return _bytes(calendar)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Tejido//Roundtables//ES")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(meeting: Meeting, *, summary: str) -> Event:
    zone = ZoneInfo(meeting.roundtable.zone)
    changed = meeting.changed_on or meeting.roundtable.opened_on
    event = Event()
    event.add("uid", str(meeting.pk))  # RFC 7986: a random id of its own says nothing of this server
    event.add("dtstamp", datetime.combine(changed, time(), tzinfo=UTC))  # days, not hours
    event.add("last-modified", datetime.combine(changed, time(), tzinfo=UTC))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", summary)
    event.add("status", _STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    if meeting.venue:
        event.add("location", meeting.venue)
    if profile_of(meeting) == Profile.OPEN:
        event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    return event


def _summary(meeting: Meeting) -> str:
    """Return the subject: the roundtable's name where it is open, else nothing that says what it is."""
    if profile_of(meeting) == Profile.OPEN:
        return f"{meeting.roundtable.name}: {title_of(meeting)}"
    return _("Meeting")


def _bytes(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
