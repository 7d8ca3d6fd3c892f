"""Milestones and results."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.showing import show_results, tell_milestones
from tejido.stages.initiatives.models import Initiative, Milestone, Result

MOST_MILESTONES = 30
MOST_RESULTS = 60
LENGTH = 200
UNIT_LENGTH = 40
SOURCE_LENGTH = 300
MOST = Decimal(10) ** 12


class BadMilestone(Refused):
    """The text is empty or too long, or there are too many."""

    message = _("Say what you want to reach, in at most 200 characters.")
    field = "text"


class BadResult(Refused):
    """A part of the result cannot be; `field` tells which."""

    message = _("Say what was counted, in at most 200 characters.")
    field = "what"


class ResultWithdrawn(Refused):
    """The result was taken back."""

    message = _("This result was taken back already.")


@action
def state_milestone(
    initiative: Initiative, *, text: str, planned_for: date | None = None, by: Person, now: datetime
) -> Milestone:
    """Say what the initiative means to reach, and by when. Raises NotAllowed, BadMilestone."""
    locked = locked_initiative(initiative)
    policies.check_may_change(by, locked)
    text = " ".join(text.split())
    if not 0 < len(text) <= LENGTH:
        raise BadMilestone
    if locked.milestones.count() >= MOST_MILESTONES:
        raise BadMilestone(_("Thirty milestones stand here already. Take one back before you state another."))
    today = localdate(now)
    return Milestone.objects.create(initiative=locked, text=text, planned_for=planned_for, stated_on=today)


@action
def tick_milestone(milestone: Milestone, *, by: Person, now: datetime) -> Milestone:
    """Say that a milestone is reached, or (ticked again) that it is not; followers hear of the first only.

    Raises NotAllowed.
    """
    locked = locked_initiative(milestone.initiative)
    policies.check_may_change(by, locked)
    row = Milestone.objects.select_for_update().get(pk=milestone.pk)
    row.initiative = locked
    today = localdate(now)
    row.reached_on = None if row.reached_on else today
    row.save(update_fields=["reached_on"])
    tell_milestones([row], today)
    return row


@action
def drop_milestone(milestone: Milestone, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Take a milestone back, for good. Raises NotAllowed."""
    policies.check_may_change(by, milestone.initiative)
    milestone.delete()


@action
def state_result(
    initiative: Initiative,
    *,
    what: str,
    figure: Decimal,
    unit: str,
    source: str,
    measured_on: date,
    by: Person,
    now: datetime,
) -> Result:
    """State a result: a figure with its unit, of what, when it was counted and where that is written.

    Others hear of it at once where the initiative is open; of a discreet one after 72 hours, and only in bands.
    Raises NotAllowed, BadResult.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    what, unit, source = (" ".join(text.split()) for text in (what, unit, source))
    today = localdate(now)
    if not 0 < len(what) <= LENGTH:
        raise BadResult
    if not 0 < len(unit) <= UNIT_LENGTH:
        raise BadResult(_("Say what is counted: people, lamps, hours. At most 40 characters."), field="unit")
    if not 0 < len(source) <= SOURCE_LENGTH:
        raise BadResult(_("Say where this is written or who counted, in at most 300 characters."), field="source")
    if not figure.is_finite() or not 0 <= figure < MOST:
        raise BadResult(_("A number from zero up, with at most two decimals."), field="figure")
    if measured_on > today:
        raise BadResult(_("This day has not come yet."), field="measured_on")
    if locked.results.count() >= MOST_RESULTS:
        raise BadResult(_("Sixty results stand here already."))
    made = Result.objects.create(
        initiative=locked,
        what=what,
        figure=round(figure, 2),
        unit=unit,
        source=source,
        measured_on=measured_on,
        stated_on=today,
    )
    show_results([made], today)
    return made


@action
def withdraw_result(result: Result, *, by: Person, now: datetime) -> Result:
    """Take a result back, where it was wrong; what the record says of it stays. Raises NotAllowed, ResultWithdrawn."""
    locked = locked_initiative(result.initiative)
    policies.check_may_run(by, locked)
    row = Result.objects.select_for_update().get(pk=result.pk)
    row.initiative = locked
    if row.withdrawn_on:
        raise ResultWithdrawn
    today = localdate(now)
    row.withdrawn_on = today
    row.save(update_fields=["withdrawn_on"])
    show_results([row], today)
    return row
