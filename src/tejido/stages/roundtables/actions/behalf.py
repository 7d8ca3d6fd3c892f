"""It works if the State never signs in: the staff writes down what the owner said, and from which source.

The owner has ten business days to correct it. Silence reads "unconfirmed", never "accepted".
"""

from datetime import datetime
from typing import Any

from tejido.ground.places.business_days import business_days_after
from tejido.stages.roundtables.actions.entries import actor_of, day_of, enter
from tejido.stages.roundtables.actions.refusals import SourceMissing
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.terms import ANSWER_DAYS
from tejido.stages.roundtables.transitions import Who
from tejido.stages.roundtables.vocabulary import CommitmentAct

LONGEST_SOURCE = 200
MARKS = ("recorded_on", "answer_by", "unconfirmed_since")
"""The columns that say whose word it is."""


def marks(commitment: Commitment, who: Who, source: str, now: datetime) -> dict[str, Any]:
    """Return the columns to set: empty ones where the owner speaks itself, otherwise the source and the term.

    Raises SourceMissing where the staff names no source.
    """
    if who is Who.OWNER:
        return {"recorded_on": None, "recorded_source": "", "answer_by": None, "unconfirmed_since": None}
    source = " ".join(source.replace("\x00", " ").split())[:LONGEST_SOURCE]
    if len(source) < 3:
        raise SourceMissing
    today = day_of(now)
    term = business_days_after(today, ANSWER_DAYS)
    return {
        "recorded_on": today,
        "recorded_source": source,
        "answer_by": term,
        "unconfirmed_since": commitment.unconfirmed_since,
    }


def enter_source(commitment: Commitment, who: Who, now: datetime) -> None:
    """Enter the source beside the act that was recorded from it, as a text that can be withdrawn for safety."""
    if who is not Who.OWNER:
        by = actor_of(commitment, who)
        enter(CommitmentAct.SOURCE, commitment, by=by, now=now, text=commitment.recorded_source)
