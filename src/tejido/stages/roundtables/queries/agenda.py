"""Reads of agendas: what is carried over, and the commitments that a review looks at."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tejido.ground.web.searching import folded
from tejido.stages.roundtables.agenda_lines import REVIEW_TITLE, REVIEW_TITLES, Line
from tejido.stages.roundtables.models import AgendaItem, Commitment, Meeting, Roundtable, WorkingGroup
from tejido.stages.roundtables.transitions import CLOSED
from tejido.stages.roundtables.vocabulary import AgendaKind, MeetingState

REVIEW_MINUTES = 20


def review_line() -> Line:
    """Return the standing point of every agenda."""
    return Line(REVIEW_TITLE, REVIEW_MINUTES, AgendaKind.REVIEW)


def title_shown(item: AgendaItem) -> str:
    """Return the title of a point; that of the standing one in the reader's language."""
    return _("Review of earlier commitments") if folded(item.title) in REVIEW_TITLES else item.title


def line_of(item: AgendaItem) -> Line:
    """Return a point of an agenda as a line; it must come with its organisation."""
    name = item.brought_by.name if item.brought_by else ""
    return Line(item.title, item.minutes, item.kind, name)


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the points of a meeting in order."""
    return AgendaItem.objects.filter(meeting=meeting).select_related("brought_by").order_by("position")


def left_over(roundtable: Roundtable, group: WorkingGroup | None) -> list[AgendaItem]:
    """Return what the last meeting (held or cancelled) of the roundtable or the group did not treat, in order."""
    past = Meeting.objects.filter(roundtable=roundtable, group=group).exclude(state=MeetingState.PLANNED)
    last = past.order_by("-number").first()
    if last is None:
        return []
    waiting = agenda_of(last).exclude(treated=True).exclude(kind=AgendaKind.REVIEW)
    return list(waiting)


def carried_agenda(roundtable: Roundtable, group: WorkingGroup | None = None) -> list[Line]:
    """Return the agenda that a new meeting begins with: the review, and what was not treated last time."""
    return [review_line(), *(line_of(item) for item in left_over(roundtable, group))]


def open_commitments(roundtable: Roundtable, *, before: datetime) -> QuerySet[Commitment]:
    """Return the commitments that a review looks at: those not closed, made before the meeting, the next due first."""
    earlier = Commitment.objects.filter(roundtable=roundtable, meeting__starts_at__lt=before).exclude(state__in=CLOSED)
    return earlier.select_related("owner", "owner_post").order_by("due_on", "id")
