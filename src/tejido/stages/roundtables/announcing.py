"""What commitments make known when the site starts: acts, audited columns, names, daily work, panels, imports."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.files import showing as files
from tejido.ground.intake import kinds
from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
from tejido.ground.notices import subjects
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web import daily, marks, panels
from tejido.stages.roundtables.actions import clock
from tejido.stages.roundtables.actions.entries import COLUMNS, TEXTS
from tejido.stages.roundtables.commitment_panels import PANELS
from tejido.stages.roundtables.imports import KIND
from tejido.stages.roundtables.models import Commitment, Handover
from tejido.stages.roundtables.queries import names
from tejido.stages.roundtables.queries.commitments import commitments_told
from tejido.stages.roundtables.queries.page import shows_file
from tejido.stages.roundtables.vocabulary import CommitmentAct, CommitmentState, HandoverAnswer

STATE_TONES: dict[str, marks.Tone] = {"verified": "kept", "broken": "late", "done": "accent", "under_way": "accent"}
ANSWER_TONES: dict[str, marks.Tone] = {"acknowledged": "kept", "refused": "late", "no_answer": "late"}


def announce_commitments() -> None:
    """Register everything; called once, from `AppConfig.ready`."""
    _record()
    daily.register("roundtables.late", lambda now: clock.mark_late(now=now))
    daily.register("roundtables.unconfirmed", lambda now: clock.mark_unconfirmed(now=now))
    daily.register("roundtables.unanswered", lambda now: clock.mark_unanswered(now=now))
    daily.register("roundtables.tell", lambda now: clock.tell_later(now=now))
    marks.register("commitment", CommitmentState, tones=STATE_TONES)
    marks.register("handover", HandoverAnswer, tones=ANSWER_TONES, icons="answer")
    for panel in PANELS:
        panels.register(panel)
    kinds.register(KIND)
    files.register("roundtables", shows_file)
    subjects.register("commitment", names.describe_commitments)


def _record() -> None:
    vocabulary.declare(CommitmentAct)
    audit.register(audit.Audited("commitment", Commitment, COLUMNS, TEXTS))
    audit.register(audit.Audited("handover", Handover, ("post", "begins_on", "answer_by")))
    showing.register("commitment", commitments_told)
    naming.register("commitment", names.names_of_commitments, noun=_("a commitment"))
    naming.register("handover", names.names_of_handovers, noun=_("a change of official"))
    wording.register("commitment", WORDS)
    handover = {"post": _("Post"), "begins_on": _("First day of the new official"), "answer_by": _("Answers until")}
    wording.register("handover", {**handover})


WORDS: dict[str, wording.Words | wording.Column] = {
    "text": _("What was promised"),
    "indicator": _("How it is measured"),
    "owner": _("Organisation that answers for it"),
    "owner_post": _("Post that answers for it"),
    "state": _("State"),
    "first_due_on": _("First date"),
    "due_on": _("Due"),
    "late_since": _("Late since"),
    "progress": _("Done (%)"),
    "done_on": _("Called done on"),
    "broken_on": _("Declared broken on"),
    "carried_to": _("Carried over to"),
    "recorded_on": _("Written down for its owner on"),
    "answer_by": _("To be confirmed until"),
    "unconfirmed_since": _("Unconfirmed since"),
    "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
    "baseline": _("Number at the start"),
    "target": _("Number to be reached"),
    "current": _("Number now"),
    "cost": _("Cost (hundredths)"),
    "places": _("Place"),
    "needs": _("Needs that it answers"),
    "co_owners": _("Shared by"),
}
"""Columns as histories call them; those without words are left out of histories."""
