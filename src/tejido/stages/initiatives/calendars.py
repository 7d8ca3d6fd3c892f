"""Dates for calendars (iCalendar, RFC 5545). Who may see them is decided by `queries.calendar_of`."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.zones import zone_of
from tejido.stages.initiatives.models import Gathering, Initiative

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(initiative: Initiative, gatherings: Iterable[Gathering]) -> bytes:
    """Return the dates as a calendar; of what is not open with a neutral subject, since phones lie about."""
    is_open = initiative.profile == Profile.OPEN
    calendar = Calendar()
    calendar.add("prodid", "-//Tejido//Initiatives//ES")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", initiative.title if is_open else _("Meetings"))
    for one in gatherings:
        calendar.add_component(_event(initiative, one, is_open=is_open))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(initiative: Initiative, one: Gathering, *, is_open: bool) -> Event:
    zone = ZoneInfo(zone_of(initiative.place_id))
    changed = datetime.combine(one.changed_on, time(), tzinfo=UTC)  # days, not hours
    event = Event()
    event.add("uid", str(one.pk))  # RFC 7986: a random id of its own says nothing of this server
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", one.sequence)
    event.add("dtstart", one.starts_at.astimezone(zone))
    event.add("dtend", one.ends_at.astimezone(zone))
    event.add("summary", one.title if is_open else _("Meeting"))
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    if is_open:
        event.add("url", settings.SITE_URL + initiative.get_absolute_url())
        if one.where:
            event.add("location", one.where)
    return event
