"""Steps of a commitment; its progress follows from theirs."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.roundtables.actions import entries
from tejido.stages.roundtables.actions.behalf import MARKS, enter_source, marks
from tejido.stages.roundtables.actions.commitments import check_date
from tejido.stages.roundtables.actions.entries import actor_of, day_of, enter, locked, next_state, said, saved
from tejido.stages.roundtables.actions.refusals import NumberOutOfRange, WrongState
from tejido.stages.roundtables.models import Commitment, Step
from tejido.stages.roundtables.policies.commitments import check_may
from tejido.stages.roundtables.progress import WHOLE, progress_of
from tejido.stages.roundtables.transitions import STAFF, Move, Who, after
from tejido.stages.roundtables.vocabulary import CommitmentAct

MOST_STEPS = 30


class TooManySteps(Refused):
    """A commitment holds a bounded number of steps."""

    message = _("A commitment has at most 30 steps. What is larger is better made into several commitments.")


class StepAfterCommitment(Refused):
    """A step cannot fall due after the whole."""

    message = _("A step cannot fall due after the commitment itself.")
    field = "due_on"


@action
def add_step(commitment: Commitment, *, text: str, due_on: date, weight: int = 1, by: Person, now: datetime) -> Step:
    """Add a step with its own date and weight (1 to 100).

    Raises NotAllowed, WrongState, TextMissing, DateBeforeMeeting, StepAfterCommitment, NumberOutOfRange, TooManySteps.
    """
    commitment = locked(commitment)
    who = check_may(by, commitment, Move.PLAN)
    next_state(commitment, Move.PLAN)
    text = said(text, "text")[:280]
    check_date(due_on, commitment.made_on)
    if due_on > commitment.due_on:
        raise StepAfterCommitment
    if not 1 <= weight <= WHOLE:
        raise NumberOutOfRange(field="weight")
    if commitment.steps.count() >= MOST_STEPS:
        raise TooManySteps
    step = Step.objects.create(commitment=commitment, text=text, due_on=due_on, weight=weight)
    saved(commitment, progress=_progress(commitment))
    by_whom = actor_of(commitment, who)
    columns = ("progress",)
    enter(CommitmentAct.STEP_ADDED, commitment, by=by_whom, now=now, text=text, columns=columns, step=str(step.pk))
    return step


@action
def report_step(step: Step, *, progress: int, note: str = "", source: str = "", by: Person, now: datetime) -> Step:
    """Say how far a step is (0 to 100). The commitment is then under way, and its progress follows.

    The staff names the source. Raises NotAllowed, WrongState, NumberOutOfRange, SourceMissing.
    """
    commitment = locked(step.commitment)
    who = check_may(by, commitment, Move.PLAN)
    then = after(commitment.state, Move.REPORT)
    if then is None:
        raise WrongState(commitment)
    if not 0 <= progress <= WHOLE:
        raise NumberOutOfRange(field="progress")
    whose = marks(commitment, who, source, now) if who in STAFF or who is Who.OWNER else {}
    step.progress = progress
    step.done_on = (step.done_on or day_of(now)) if progress == WHOLE else None
    step.save()
    step.commitment = saved(commitment, state=then, progress=_progress(commitment), **whose)
    columns = ("state", "progress", *MARKS)
    enter(
        CommitmentAct.STEP_REPORTED,
        commitment,
        by=actor_of(commitment, who),
        now=now,
        text=entries.note(commitment, note.strip()),
        columns=columns,
        step=str(step.pk),
    )
    if whose:
        enter_source(commitment, who, now)
    return step


def _progress(commitment: Commitment) -> int:
    return progress_of(commitment.steps.values_list("weight", "progress"))
