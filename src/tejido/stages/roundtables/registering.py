"""What roundtables and meetings make known at start-up: to the record, the clock, the marks, other apps' pages."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
from tejido.ground.moderation import subjects as moderated
from tejido.ground.notices import subjects
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web import daily, marks, panels
from tejido.stages.roundtables.actions import recording
from tejido.stages.roundtables.actions.meetings import record_held_meetings
from tejido.stages.roundtables.actions.minutes import adopt_silent_minutes
from tejido.stages.roundtables.actions.room import erase_old_notes
from tejido.stages.roundtables.diagnosis_panels import PANELS as DIAGNOSIS_PANELS
from tejido.stages.roundtables.models import Meeting, Minutes, Roundtable, Seat, WorkingGroup
from tejido.stages.roundtables.moderated import KIND as PAGES
from tejido.stages.roundtables.panels import ORGANISATION_PANEL, PLACE_PANEL
from tejido.stages.roundtables.queries import meetings, minutes, roundtables
from tejido.stages.roundtables.vocabulary import (
    AgendaKind,
    ItemKind,
    MeetingAct,
    MeetingState,
    MinutesState,
    RoundtableAct,
)

_ROUNDTABLE = {
    "name": (RoundtableAct.OPENED, RoundtableAct.SHOWN, RoundtableAct.RENAMED),
    "purpose": (RoundtableAct.PURPOSE_STATED,),
    "terms": (RoundtableAct.TERMS_STATED,),
}
_MINUTES = {"text": (MeetingAct.MINUTES_ADOPTED, MeetingAct.MINUTES_CORRECTED)}


def register() -> None:
    """Make roundtables and meetings known; called once, from `AppConfig.ready`."""
    _to_the_record()
    _in_words()
    marks.register("meeting", MeetingState, tones={"adopted": "kept", "cancelled": "quiet"}, icons="state")
    marks.register("agenda", AgendaKind, icons="agenda")
    marks.register("minutes-item", ItemKind, tones={"agreed": "kept", "commitment": "accent"}, icons="item")
    panels.register(PLACE_PANEL)
    panels.register(ORGANISATION_PANEL)
    for panel in DIAGNOSIS_PANELS:
        panels.register(panel)
    daily.register("roundtables.meetings", lambda now: record_held_meetings(now))
    daily.register("roundtables.minutes", lambda now: adopt_silent_minutes(now))
    daily.register("roundtables.room", lambda now: erase_old_notes(now))


def _to_the_record() -> None:
    for acts in (RoundtableAct, MeetingAct):
        vocabulary.declare(acts)
    audit.register(audit.Audited("roundtable", Roundtable, recording.ROUNDTABLE, _ROUNDTABLE))
    secret = (Profile.PROTECTED, HIDDEN)
    protected = Q(roundtable__profile__in=secret)
    audit.register(audit.Audited("seat", Seat, recording.SEAT, hidden=protected))
    group_texts = {"name": (RoundtableAct.GROUP_MADE, RoundtableAct.GROUP_ENDED)}
    audit.register(audit.Audited("group", WorkingGroup, recording.GROUP, group_texts))
    audit.register(audit.Audited("meeting", Meeting, recording.MEETING, {"venue": (MeetingAct.VENUE,)}))
    minutes_hidden = Q(meeting__roundtable__profile__in=secret) | Q(meeting__group__is_public=False)
    adopted = Q(state=MinutesState.ADOPTED)
    audit.register(
        audit.Audited("minutes", Minutes, recording.MINUTES, _MINUTES, hidden=minutes_hidden, expected=adopted)
    )
    showing.register("roundtable", roundtables.roundtables_told)
    showing.register("seat", roundtables.seats_told)
    showing.register("group", roundtables.groups_told)
    showing.register("meeting", meetings.meetings_told)
    showing.register("minutes", minutes.minutes_told)
    subjects.register("roundtable", roundtables.describe_roundtables)
    moderated.register("roundtable", PAGES)
    subjects.register("meeting", meetings.describe_meetings)
    naming.register("roundtable", roundtables.roundtables_named, noun=_("A roundtable"))
    naming.register("seat", roundtables.seats_named, noun=_("A seat at a roundtable"))
    naming.register("group", roundtables.groups_named, noun=_("A working group"))
    naming.register("meeting", meetings.meetings_named, noun=_("A session"))
    naming.register("minutes", minutes.minutes_named, noun=_("Minutes"))


def _in_words() -> None:
    table = _("Roundtable")
    roundtable: dict[str, wording.Words | wording.Column] = {
        "name": _("Name"),
        "purpose": _("What for"),
        "terms": _("What is public"),
        "place": _("Place"),
        "profile": _("How much is shown"),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "quorum": _("Quorum"),
        "secretariat": _("Secretariat"),
        "opened_on": _("Opened on"),
        "closed_on": _("Closed on"),
    }
    wording.register("roundtable", roundtable)
    seat = {"organisation": _("Organisation"), "post": _("Post"), "role": _("Side"), "began_on": _("Since")}
    wording.register("seat", {"roundtable": table, "ended_on": _("Until"), **seat})
    group = {"name": _("Name"), "is_public": _("Public"), "began_on": _("Since"), "ended_on": _("Until")}
    wording.register("group", {"roundtable": table, **group})
    meeting = {"number": _("Session"), "starts_at": _("Date"), "venue": _("Where"), "state": _("State")}
    counted = {"quorum": _("Quorum"), "present": _("Organisations present"), "group": _("Working group")}
    wording.register("meeting", {"roundtable": table, **meeting, **counted})
    minutes_words = {"meeting": _("Session"), "version": _("Version"), "text": _("Text"), "adopted_on": _("Adopted on")}
    wording.register("minutes", minutes_words)
