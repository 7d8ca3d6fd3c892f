"""What the page of a meeting shows; the same number of queries for one point or commitment and for thirty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.organisations.profiles import Output
from tejido.ground.people.models import Person
from tejido.stages.roundtables.disclosure import Disclosed, disclosed, may_be_named
from tejido.stages.roundtables.minutes_text import Entry
from tejido.stages.roundtables.models import AgendaItem, Meeting, Minutes
from tejido.stages.roundtables.queries.agenda import agenda_of, open_commitments, title_shown
from tejido.stages.roundtables.queries.commitments import commitments_visible_to
from tejido.stages.roundtables.queries.meetings import HELD, Presence, presence_at, profile_of, title_of
from tejido.stages.roundtables.queries.minutes import entries_of, minutes_visible
from tejido.stages.roundtables.vocabulary import AgendaKind, MeetingState, MinutesState


@dataclass(frozen=True)
class Point:
    """A point of the agenda; a review with the commitments that it looks at."""

    item: AgendaItem
    title: str
    brought_by: str
    reviewed: Sequence[Disclosed]


@dataclass(frozen=True)
class MeetingPage:
    """Everything on the page of a meeting."""

    meeting: Meeting
    title: str
    points: Sequence[Point]
    minutes_planned: int
    presence: Sequence[Presence]
    versions: Sequence[Minutes]
    shown: Minutes | None
    entries: Sequence[Entry]
    made: Sequence[Disclosed]
    is_inside: bool
    is_coming: bool

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.meeting.state in HELD

    @property
    def open_version(self) -> Minutes | None:
        """The version of the minutes that is being written or proposed."""
        return next((it for it in self.versions if it.state != MinutesState.ADOPTED), None)

    @property
    def adopted(self) -> Minutes | None:
        """The version that holds."""
        return next((it for it in self.versions if it.state == MinutesState.ADOPTED), None)


def page_of(meeting: Meeting, *, person: Person | None, is_inside: bool, now: datetime) -> MeetingPage:
    """Return the page for somebody inside the roundtable or for anybody else."""
    today = localdate(now)
    versions = list(minutes_visible(meeting, is_inside=is_inside, today=today))
    shown = next((it for it in versions if it.state == MinutesState.ADOPTED), versions[0] if versions else None)
    if shown is not None:
        shown.meeting = meeting
    made = commitments_visible_to(person, today).filter(meeting=meeting).order_by("number")
    items = list(agenda_of(meeting).prefetch_related("commitments"))
    return MeetingPage(
        meeting=meeting,
        title=title_of(meeting),
        points=_points(meeting, items, person=person, is_inside=is_inside, now=now),
        minutes_planned=sum(item.minutes or 0 for item in items),
        presence=presence_at(meeting, is_inside=is_inside),
        versions=versions,
        shown=shown,
        entries=entries_of(shown) if shown else [],
        made=[disclosed(it, Output.PAGE, today, inside=is_inside) for it in made],
        is_inside=is_inside,
        is_coming=meeting.state == MeetingState.PLANNED and meeting.ends_at >= now,
    )


def _points(
    meeting: Meeting, items: Sequence[AgendaItem], *, person: Person | None, is_inside: bool, now: datetime
) -> list[Point]:
    reviewed = _reviewed(meeting, items, person=person, is_inside=is_inside, now=now)
    profile = profile_of(meeting)
    return [
        Point(item, title_shown(item), _bringer(item, profile, is_inside=is_inside), reviewed.get(item.pk, ()))
        for item in items
    ]


def _bringer(item: AgendaItem, profile: str, *, is_inside: bool) -> str:
    its = item.brought_by
    if its is None or not (is_inside or may_be_named(its, beside=profile, output=Output.PAGE)):
        return ""
    return its.name


def _reviewed(
    meeting: Meeting, items: Sequence[AgendaItem], *, person: Person | None, is_inside: bool, now: datetime
) -> dict[object, list[Disclosed]]:
    """Return what each review looks at: open commitments before the meeting, those kept with it afterwards."""
    today = localdate(now)
    reviews = [item for item in items if item.kind == AgendaKind.REVIEW]
    if not reviews:
        return {}
    visible = commitments_visible_to(person, today).order_by("due_on", "number")
    if meeting.state == MeetingState.PLANNED:
        coming = open_commitments(meeting.roundtable, before=meeting.starts_at).values("pk")
        found = [disclosed(row, Output.PAGE, today, inside=is_inside) for row in visible.filter(pk__in=coming)]
        return {item.pk: found for item in reviews}
    kept = {item.pk: {it.pk for it in item.commitments.all()} for item in reviews}
    every = set().union(*kept.values())
    rows = [disclosed(row, Output.PAGE, today, inside=is_inside) for row in visible.filter(pk__in=every)]
    return {key: [row for row in rows if row.commitment.pk in ids] for key, ids in kept.items()}
