"""Words for roundtables, meetings and commitments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SeatRole(TextChoices):
    """What an organisation is at a roundtable."""

    CITIZENS = "citizens", _("Citizens")
    STATE = "state", _("State")
    OBSERVER = "observer", _("Observer")


class StaffRole(TextChoices):
    """Who runs a roundtable."""

    FACILITATOR = "facilitator", _("Facilitator")
    SECRETARY = "secretary", _("Technical secretary")


class MeetingState(TextChoices):
    """Where a meeting is."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held, minutes open")
    ADOPTED = "adopted", _("Minutes adopted")
    CANCELLED = "cancelled", _("Cancelled")


class AgendaKind(TextChoices):
    """What a meeting does with a point of its agenda."""

    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("Decision")
    REVIEW = "review", _("Review of commitments")


class MinutesState(TextChoices):
    """Where one version of the minutes is."""

    OPEN = "open", _("Open")
    PROPOSED = "proposed", _("Proposed for adoption")
    ADOPTED = "adopted", _("Adopted")


class ItemKind(TextChoices):
    """What an entry of the minutes says."""

    AGREED = "agreed", _("Agreed")
    DISCUSSED = "discussed", _("Discussed")
    INFORMATION = "information", _("Information")
    COMMITMENT = "commitment", _("Proposed commitment")


class RoundtableAct(TextChoices):
    """Public acts on roundtables, their seats and their working groups."""

    OPENED = "roundtable.opened", _("opened the roundtable")
    SHOWN = "roundtable.shown", _("showed the roundtable in public")
    PURPOSE_STATED = "roundtable.purpose.stated", _("stated what the roundtable is for")
    TERMS_STATED = "roundtable.terms.stated", _("stated what is public of the roundtable")
    RENAMED = "roundtable.renamed", _("changed the name of the roundtable")
    CHANGED = "roundtable.changed", _("changed the rules of the roundtable")
    PROFILE_CHANGED = "roundtable.profile.changed", _("changed how much of the roundtable is shown")
    CLOSED = "roundtable.closed", _("closed the roundtable")
    SEAT_ADDED = "seat.added", _("gave an organisation a seat at the roundtable")
    SEAT_SHOWN = "seat.shown", _("showed in public who has this seat")
    SEAT_ENDED = "seat.ended", _("ended a seat at the roundtable")
    GROUP_MADE = "group.made", _("formed a working group")
    GROUP_ENDED = "group.ended", _("ended a working group")


class MeetingAct(TextChoices):
    """Public acts on meetings and their minutes."""

    CALLED = "meeting.called", _("called the session")
    VENUE = "meeting.venue", _("said where the session is")
    MOVED = "meeting.moved", _("moved the session to another date or place")
    CANCELLED = "meeting.cancelled", _("cancelled the session")
    HELD = "meeting.held", _("entered that the session was held")
    MINUTES_ADOPTED = "minutes.adopted", _("entered the minutes as adopted")
    MINUTES_CORRECTED = "minutes.corrected", _("entered a corrected version of the minutes")


class CommitmentState(TextChoices):
    """What became of a commitment; tejido.stages.roundtables.transitions says what may follow what."""

    PROPOSED = "proposed", _("Proposed")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    ACCEPTED = "accepted", _("Accepted")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done, according to its owner")
    VERIFIED = "verified", _("Verified by citizens")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused by its owner")


class EvidenceKind(TextChoices):
    """What somebody brings to show that a commitment was kept, or not."""

    TEXT = "text", _("Text")
    LINK = "link", _("Link")
    FILE = "file", _("Picture or PDF")


class Verdict(TextChoices):
    """What a citizens' organisation says of a commitment that its owner calls done."""

    KEPT = "kept", _("It was kept")
    OBJECTION = "objection", _("It was not kept")


class ChangeAnswer(TextChoices):
    """What the roundtable answers to a change that the owner proposes."""

    WAITING = "waiting", _("Waiting for the roundtable")
    ADOPTED = "adopted", _("Adopted by the roundtable")
    DECLINED = "declined", _("Declined by the roundtable")


class HandoverAnswer(TextChoices):
    """What a new official answers for one commitment of the post."""

    WAITING = "waiting", _("Waiting for an answer")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RENEGOTIATED = "renegotiated", _("To be renegotiated")
    REFUSED = "refused", _("Refused")
    NO_ANSWER = "no_answer", _("No answer")


class CommitmentAct(TextChoices):
    """Public acts on commitments and on changes of officials."""

    MADE = "commitment.made", _("made a commitment")
    RECORDED = "commitment.recorded", _("recorded a commitment on its owner's behalf")
    CONFIRMED = "commitment.confirmed", _("confirmed the commitment")
    REFUSED = "commitment.refused", _("refused the commitment")
    SOURCE = "commitment.source", _("named the source of what it recorded")
    UNCONFIRMED = "commitment.unconfirmed", _("noted that its owner has not confirmed what was recorded")
    EDITED = "commitment.edited", _("changed the details")
    INDICATOR = "commitment.indicator", _("said how the commitment is measured")
    SHOWN = "commitment.shown", _("came to be shown in public")
    REWORDED = "commitment.reworded", _("changed the words before an answer was given")
    CHANGE_PROPOSED = "commitment.change.proposed", _("proposed a change")
    CHANGE_ADOPTED = "commitment.change.adopted", _("adopted the change")
    CHANGE_DECLINED = "commitment.change.declined", _("declined the change")
    PROGRESS = "commitment.progress", _("reported progress")
    STEP_ADDED = "commitment.step.added", _("added a step")
    STEP_REPORTED = "commitment.step.reported", _("reported on a step")
    EVIDENCE = "commitment.evidence", _("added evidence")
    DATE_MOVED = "commitment.date.moved", _("moved the due date")
    LATE = "commitment.late", _("noted that it had become late")
    DONE = "commitment.done", _("called the commitment done")
    ATTESTED = "commitment.attested", _("says that it was kept")
    VERIFIED = "commitment.verified", _("says that it was kept: verified by citizens")
    OBJECTED = "commitment.objected", _("objected and opened it again")
    BROKEN = "commitment.broken", _("declared the commitment broken")
    WITHDRAWN = "commitment.withdrawn", _("withdrew the commitment")
    CARRIED_OVER = "commitment.carried_over", _("carried the commitment over to another meeting")
    HANDOVER_BEGUN = "handover.begun", _("opened a change of official")
    HANDOVER_ACKNOWLEDGED = "commitment.handover.acknowledged", _("acknowledged the commitment as the new official")
    HANDOVER_RENEGOTIATED = "commitment.handover.renegotiated", _("asked to renegotiate it as the new official")
    HANDOVER_REFUSED = "commitment.handover.refused", _("refused the commitment as the new official")
    HANDOVER_UNANSWERED = "commitment.handover.unanswered", _("noted that the new official gave no answer")
