"""Reads of minutes: versions, objections, and where the record holds them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tejido.ground.ledger.models import Checkpoint, Leaf
from tejido.ground.organisations.profiles import Output
from tejido.stages.roundtables.minutes_text import Entry, read
from tejido.stages.roundtables.models import Commitment, Meeting, Minutes, Objection
from tejido.stages.roundtables.queries.meetings import meetings_shown, shown_in, title_of
from tejido.stages.roundtables.vocabulary import ItemKind, MeetingAct, MinutesState


@dataclass(frozen=True)
class InRecord:
    """Where the public record holds minutes: the entry, and the checkpoint that covers it, where there is one."""

    index: int
    day: date
    checkpoint: str


def minutes_visible(meeting: Meeting, *, is_inside: bool, today: date) -> QuerySet[Minutes]:
    """Return the versions of a meeting's minutes that a page may show, the latest first."""
    versions = Minutes.objects.filter(meeting=meeting).order_by("-version")
    if is_inside:
        return versions
    return versions.filter(state=MinutesState.ADOPTED, meeting__in=meetings_shown(Output.PAGE, today))


def all_minutes() -> QuerySet[Minutes]:
    """Return minutes with their meeting and roundtable."""
    rows = Minutes.objects.select_related(
        "meeting__roundtable__place__parent",
        "meeting__roundtable__secretariat",
        "meeting__group",
        "adopted_at__group",
        "adopted_at__roundtable",
    )
    return rows.defer("meeting__roundtable__place__figures", "meeting__roundtable__place__parent__figures")


def entries_of(minutes: Minutes) -> list[Entry]:
    """Return what the minutes say; they must come with their meeting and roundtable."""
    return read(minutes.text, on=minutes.meeting.day(minutes.meeting.roundtable.zone))


def proposed_commitments(minutes: Minutes) -> list[Entry]:
    """Return the entries of the minutes that propose a commitment."""
    return [entry for entry in entries_of(minutes) if entry.kind == ItemKind.COMMITMENT]


def objections_to(minutes: Minutes) -> QuerySet[Objection]:
    """Return the objections to this version with their organisations."""
    return Objection.objects.filter(minutes=minutes).select_related("organisation")


def has_open_objections(minutes: Minutes) -> bool:
    """Say whether an objection waits for its answer."""
    return Objection.objects.filter(minutes=minutes, answered_on=None).exists()


def made_at(meeting: Meeting) -> QuerySet[Commitment]:
    """Return the commitments that were made at the meeting, in their order."""
    made = Commitment.objects.filter(meeting=meeting).select_related("owner", "owner_post")
    return made.order_by("number")


def in_record(minutes: Minutes) -> InRecord | None:
    """Return where the record holds the adoption of these minutes; None where it holds none. Costs two queries."""
    acts = (MeetingAct.MINUTES_ADOPTED, MeetingAct.MINUTES_CORRECTED)
    leaf = Leaf.objects.filter(subject=minutes.record_name, verb__in=acts).order_by("-index").first()
    if leaf is None:
        return None
    covering = Checkpoint.objects.filter(size__gt=leaf.index).order_by("size").first()
    return InRecord(leaf.index, leaf.day, covering.note if covering else "")


def minutes_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these versions of minutes the public record may tell of: adopted ones of meetings it tells of."""
    shown = Meeting.objects.filter(shown_in(Output.RECORD, today))
    told = Minutes.objects.filter(pk__in=ids, state=MinutesState.ADOPTED, meeting__in=shown)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def minutes_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of these versions of minutes."""
    words = _("Minutes of %(meeting)s, version %(version)s")
    return {
        str(it.pk): (words % {"meeting": title_of(it.meeting), "version": it.version}, it.get_absolute_url())
        for it in all_minutes().filter(pk__in=ids)
    }
