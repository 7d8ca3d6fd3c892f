"""Late is a clock, not a state: a commitment is late from the day after its date, whether or not somebody looked."""

from datetime import datetime, timedelta

from tejido.stages.roundtables.actions.entries import day_of, enter, saved
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.vocabulary import CommitmentAct


def notice_late(commitment: Commitment, now: datetime) -> bool:
    """Set and enter since when the commitment is late, if it is and nobody has yet; say whether something was set.

    The clock calls it every day; so does whoever ends the commitment or moves its date before the clock came by, so
    that no delay is missing from the record. The row must be locked.
    """
    if commitment.late_since is not None or commitment.due_on >= day_of(now):
        return False
    first_day = commitment.due_on + timedelta(days=1)
    saved(commitment, late_since=first_day, times_late=commitment.times_late + 1)
    columns = ("late_since", "times_late", "first_due_on", "due_on")
    enter(CommitmentAct.LATE, commitment, by=None, now=now, columns=columns)
    return True
