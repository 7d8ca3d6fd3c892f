"""Reads of meetings: what the public may know of them and when, and what the roundtable itself sees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.ground.notices.subjects import Subject
from tejido.ground.organisations.profiles import Field, Output, Shown, figure, shown
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.stages.roundtables.bands import others_in_words
from tejido.stages.roundtables.disclosure import may_be_named
from tejido.stages.roundtables.models import Attendance, Meeting, Minutes, Roundtable
from tejido.stages.roundtables.queries.roundtables import inside
from tejido.stages.roundtables.vocabulary import MeetingState, SeatRole

HELD = (MeetingState.HELD, MeetingState.ADOPTED)


@dataclass(frozen=True)
class Presence:
    """Who was at a meeting by sides: those that may be named, and how many others (from, up to), where any."""

    label: str
    named: tuple[Attendance, ...]
    others: tuple[int, int | None] | None

    @property
    def others_in_words(self) -> str:
        """How many others there were."""
        return others_in_words(self.others) if self.others else ""


def profile_of(meeting: Meeting) -> str:
    """Return the profile under which a meeting stands; that of a group that is not public is protected.

    The meeting must come with its roundtable and group.
    """
    if meeting.group is not None and not meeting.group.is_public:
        return Profile.PROTECTED
    return meeting.roundtable.profile


def all_meetings() -> QuerySet[Meeting]:
    """Return meetings with what pages say of them."""
    rows = Meeting.objects.select_related("roundtable__place__parent", "roundtable__secretariat", "group")
    return rows.defer("roundtable__place__figures", "roundtable__place__parent__figures")


def meetings_shown(output: Output, today: date) -> QuerySet[Meeting]:
    """Return the meetings whose date and place `output` may show to anybody `today`."""
    return all_meetings().filter(shown_in(output, today))


def shown_in(output: Output, today: date) -> Q:
    """Return the condition for meetings that `output` may show: those called, or only afterwards, by profile."""
    begins = datetime.combine(today, time(), tzinfo=timezone.get_current_timezone())
    condition = Q(pk__in=[])
    for profile in Profile.values:
        fields = {shown(profile, field, output) for field in (Field.COMING_DATE, Field.ADDRESS)}
        if fields == {Shown.FULL}:
            condition |= Q(roundtable__profile=profile) & (Q(called_on__isnull=False) | Q(recorded_on__isnull=False))
        elif Shown.NO not in fields:
            held = Q(recorded_on__lte=today, starts_at__lt=begins, state__in=HELD)
            condition |= Q(roundtable__profile=profile) & held
    return condition & (Q(group=None) | Q(group__is_public=True))


def meetings_visible(roundtable: Roundtable, *, is_inside: bool, today: date) -> QuerySet[Meeting]:
    """Return the meetings of a roundtable that a page may show, newest first: all of them to those inside."""
    seen = all_meetings() if is_inside else meetings_shown(Output.PAGE, today)
    return seen.filter(roundtable=roundtable).order_by("-starts_at", "-number")


def next_meeting(roundtable: Roundtable, *, is_inside: bool, now: datetime) -> Meeting | None:
    """Return the next meeting of the whole roundtable that has been called, as far as it may be shown."""
    coming = meetings_visible(roundtable, is_inside=is_inside, today=timezone.localdate(now))
    coming = coming.filter(state=MeetingState.PLANNED, called_on__isnull=False, starts_at__gte=now, group=None)
    return coming.order_by("starts_at").first()


def last_meeting(roundtable: Roundtable, *, is_inside: bool, now: datetime) -> Meeting | None:
    """Return the last meeting of the whole roundtable that was held, as far as it may be shown."""
    past = meetings_visible(roundtable, is_inside=is_inside, today=timezone.localdate(now))
    return past.filter(state__in=HELD, group=None).first()


def presence_at(meeting: Meeting, *, is_inside: bool, output: Output = Output.PAGE) -> list[Presence]:
    """Return who was at the meeting, by organisation and post. Costs one query."""
    there = list(
        Attendance.objects.filter(meeting=meeting)
        .select_related("organisation", "post")
        .order_by("organisation__name", "id")
    )
    profile = profile_of(meeting)
    sides = []
    for role in SeatRole:
        mine = [row for row in there if row.role == role]
        named = tuple(row for row in mine if is_inside or may_be_named(row.organisation, beside=profile, output=output))
        hidden = len(mine) - len(named)
        others = figure(profile, output, hidden) if hidden else None
        if named or others:
            sides.append(Presence(str(role.label), named, others))
    return sides


def with_last_held(roundtables: QuerySet[Roundtable], today: date) -> QuerySet[Roundtable]:
    """Annotate `last_held_at`: when the last meeting that anybody may know of was held."""
    shown = Meeting.objects.filter(shown_in(Output.LIST, today), roundtable=OuterRef("pk"), state__in=HELD)
    return roundtables.annotate(last_held_at=Subquery(shown.order_by("-starts_at").values("starts_at")[:1]))


def with_minutes(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Prefetch the versions of the minutes of each meeting, the latest first, as `versions`."""

    latest = Minutes.objects.order_by("-version")
    return meetings.prefetch_related(Prefetch("minutes", queryset=latest, to_attr="versions"))


def meetings_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these meetings the public record may tell of."""
    told = Meeting.objects.filter(shown_in(Output.RECORD, today), pk__in=ids)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def title_of(meeting: Meeting) -> str:
    """Return what a meeting is called among those of its roundtable."""
    words = _("Session %(number)s") % {"number": meeting.number}
    return f"{words}, {meeting.group.name}" if meeting.group else words


def meetings_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these meetings."""
    found = all_meetings().filter(pk__in=ids)
    return {str(it.pk): (f"{it.roundtable.name}: {title_of(it)}", it.get_absolute_url()) for it in found}


def describe_meetings(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return title and address of those meetings that the reader may see; for notices."""
    seen = shown_in(Output.PAGE, timezone.localdate())
    if reader is not None:
        seen |= Q(roundtable__in=Roundtable.objects.filter(inside(reader)))
    rows = all_meetings().filter(seen, pk__in=ids)
    return {str(it.pk): Subject(f"{it.roundtable.name}: {title_of(it)}", it.get_absolute_url()) for it in rows}
