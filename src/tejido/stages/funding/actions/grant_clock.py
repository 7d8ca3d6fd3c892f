"""What the clock does to grants, once a day. It may run twice, and catches up where the site was down."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from tejido.ground.web.acting import action, sealed_action
from tejido.stages.funding.actions.grant_rows import enter, happened, locked_grant, tell_due
from tejido.stages.funding.actions.grant_voices import tell_voices
from tejido.stages.funding.grant_transitions import PUBLIC, RUNNING
from tejido.stages.funding.models import Doubt, Grant, GrantReport, Instalment
from tejido.stages.funding.vocabulary.grants import GrantAct, GrantState, InstalmentState


def turn_grants(now: datetime) -> int:
    """Mark what is late, and enter what may be told by now of grants that are not open; return how much.

    Each in a transaction of its own, so that nobody waits for all. The order, that of random ids, tells nothing.
    """
    rows = Grant.objects.filter(state__in=PUBLIC).order_by("pk")
    return mark_late_milestones(now=now) + sum(turn_grant_day(row, now=now) for row in rows)


@action
def turn_grant_day(grant: Grant, *, now: datetime) -> int:
    """Mark what is late of one grant, and enter what may be told of it by now; return how much."""
    today = localdate(now)
    found, moved = locked_grant(grant, today), 0
    if found.state not in PUBLIC:
        return 0
    for report in found.reports.filter(sent_on=None, late_since=None, due_on__lt=today):
        report.grant = found
        moved += note_late_report(report, today)
    return moved + _mark_doubts(found, today) + tell_due(found, today) + tell_voices(found, today)


def note_late_report(report: GrantReport, today: date) -> bool:
    """Set and keep since when a report of a locked grant is late, if it is and nobody has yet; say whether it was."""
    if report.sent_on or report.late_since or report.due_on >= today or report.grant.state == GrantState.FINISHED:
        return False
    report.late_since = report.due_on + timedelta(days=1)
    report.save(update_fields=["late_since"])
    fields = {f"report_{report.number}_due_on": report.due_on, f"report_{report.number}_late_since": report.late_since}
    happened(GrantAct.REPORT_LATE, report.grant, day=report.late_since, today=today, side=None, fields=fields)
    return True


@sealed_action
def mark_late_milestones(*, now: datetime) -> int:
    """Mark milestones that are late: for the two sides only, since what is late is still to be paid."""
    today = localdate(now)
    late = Instalment.objects.filter(
        state=InstalmentState.PLANNED, late_since=None, due_on__lt=today, grant__state__in=RUNNING
    )
    found = list(late)
    for row in found:
        row.late_since = row.due_on + timedelta(days=1)
    Instalment.objects.bulk_update(found, ["late_since"])
    return len(found)


def _mark_doubts(grant: Grant, today: date) -> int:
    late = Doubt.objects.filter(grant=grant, answered_on=None, late_since=None, answer_by__lt=today, hidden_on=None)
    found = list(late)
    for row in found:
        row.late_since = row.answer_by + timedelta(days=1)
        row.save(update_fields=["late_since"])
        if row.told_on:
            enter(GrantAct.ANSWER_LATE, grant, row, day=today, fields={"late_since": row.late_since})
    return len(found)
