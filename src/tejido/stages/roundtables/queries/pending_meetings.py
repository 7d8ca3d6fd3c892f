"""What waits for somebody at the roundtables that they run or sit at."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.ground.organisations.queries import organisations_of
from tejido.ground.people.models import Person
from tejido.ground.web.pending import Pending
from tejido.stages.roundtables.models import Meeting, Minutes, Objection, Seat, Staff
from tejido.stages.roundtables.queries.meetings import all_meetings, title_of
from tejido.stages.roundtables.queries.minutes import all_minutes
from tejido.stages.roundtables.vocabulary import MeetingState, MinutesState

CALL_BEFORE = timedelta(days=7)
"""A meeting should be called so long before it begins."""
MINUTES_WITHIN = timedelta(days=7)
"""Minutes should be proposed so soon after the meeting."""
ANSWER_WITHIN = timedelta(days=7)


def pending_of(person: Person, today: date) -> list[Pending]:
    """Return what waits for the person, oldest first: six queries at most, however much it is.

    Staff: sessions to prepare and call, sessions that have passed and of which nobody said who came, minutes to write
    and to propose, objections to answer, proposed minutes that a later session may adopt. Members: proposed minutes to
    which their organisation may still object.
    """
    run = Staff.objects.filter(person=person, ended_on=None, roundtable__closed_on=None)
    tables = list(run.values_list("roundtable_id", flat=True))
    found = [
        *_meetings(tables, today),
        *_minutes(tables),
        *_objections(tables),
        *_to_read(person, today),
    ]
    return sorted(found, key=lambda it: (it.due or it.since, it.title))


def _meetings(tables: list[UUID], today: date) -> list[Pending]:
    planned = all_meetings().filter(roundtable__in=tables, state=MeetingState.PLANNED)
    return [it for meeting in planned.order_by("starts_at") if (it := _of_meeting(meeting, today))]


def _of_meeting(meeting: Meeting, today: date) -> Pending | None:
    day = meeting.day(meeting.roundtable.zone)
    words = {"session": title_of(meeting)}
    if day <= today:
        title, name, since, due = _("Say who was at %(session)s"), "meeting-hold", day, day + timedelta(days=1)
    elif meeting.called_on is None:
        title, name, due = _("Prepare and call %(session)s"), "meeting-prepare", day - CALL_BEFORE
        since = meeting.changed_on or due
    else:
        return None
    return Pending(title % words, reverse(name, args=[meeting.pk]), since, due, meeting.roundtable.name)


def _minutes(tables: list[UUID]) -> list[Pending]:
    waiting = all_minutes().filter(meeting__roundtable__in=tables).exclude(state=MinutesState.ADOPTED)
    waiting = waiting.annotate(unanswered=Count("objections", filter=Q(objections__answered_on=None)))
    waiting = waiting.annotate(raised=Count("objections", distinct=True))
    return [it for minutes in waiting.order_by("opened_on", "id") if (it := _of_minutes(minutes))]


def _of_minutes(minutes: Minutes) -> Pending | None:
    words = {"session": title_of(minutes.meeting)}
    table = minutes.meeting.roundtable.name
    if minutes.state == MinutesState.OPEN:
        title = _("Write and propose the minutes of %(session)s") % words
        due = minutes.opened_on + MINUTES_WITHIN
        return Pending(title, reverse("minutes-write", args=[minutes.pk]), minutes.opened_on, due, table)
    raised = getattr(minutes, "raised", 0)
    if raised and not getattr(minutes, "unanswered", 0) and minutes.proposed_on:
        title = _("Have the minutes of %(session)s adopted at the next session") % words
        return Pending(title, minutes.get_absolute_url(), minutes.proposed_on, None, table)
    return None


def _objections(tables: list[UUID]) -> list[Pending]:
    waiting = Objection.objects.filter(minutes__meeting__roundtable__in=tables, answered_on=None)
    waiting = waiting.select_related("minutes__meeting__roundtable", "minutes__meeting__group", "organisation")
    return [
        Pending(
            _("Answer what %(organisation)s objects to the minutes of %(session)s")
            % {"organisation": it.organisation, "session": title_of(it.minutes.meeting)},
            reverse("objection-answer", args=[it.pk]),
            it.raised_on,
            it.raised_on + ANSWER_WITHIN,
            it.minutes.meeting.roundtable.name,
        )
        for it in waiting
    ]


def _to_read(person: Person, today: date) -> list[Pending]:
    seated = Seat.objects.filter(organisation__in=organisations_of(person), ended_on=None)
    proposed = all_minutes().filter(state=MinutesState.PROPOSED, silent_on__gte=today)
    proposed = proposed.filter(meeting__roundtable__in=seated.values("roundtable"))
    objected = Objection.objects.filter(organisation__in=organisations_of(person)).values("minutes")
    return [
        Pending(
            _("Read the minutes of %(session)s, and object if something is wrong") % {"session": title_of(it.meeting)},
            it.get_absolute_url(),
            it.proposed_on or timezone.localdate(),
            it.silent_on,
            it.meeting.roundtable.name,
        )
        for it in proposed.exclude(pk__in=objected).order_by("silent_on", "id")
    ]
