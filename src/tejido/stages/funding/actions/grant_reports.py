"""What the initiative reports by the days agreed: words, and numbers beside those expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding.actions.grant_clock import note_late_report
from tejido.stages.funding.actions.grant_refusals import BadReading, ReportSent
from tejido.stages.funding.actions.grant_rows import happened, locked_grant, said, saved_grant, turn_grant
from tejido.stages.funding.grant_terms import LARGEST_FIGURE, one_line
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Grant, GrantReport, Reading, Target
from tejido.stages.funding.policies.grants import check_may
from tejido.stages.funding.vocabulary.grants import GrantAct, Side

LONGEST = 3000


@dataclass(frozen=True)
class Measured:
    """How far an expected result is, and where that is written or who counted."""

    target: Target
    figure: Decimal
    source: str


@action
def send_report(
    report: GrantReport, *, text: str, measured: Sequence[Measured] = (), by: Person, now: datetime
) -> GrantReport:
    """Send a report: what was done, and the numbers so far. That it was late stays.

    Raises NotAllowed, GrantWrongTime, ReportSent, GrantTextMissing, BadReading.
    """
    today = localdate(now)
    grant = locked_grant(report.grant, today)
    check_may(by, grant, Move.REPORT)
    turn_grant(grant, Move.REPORT)
    row = GrantReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    row.grant = grant
    if row.sent_on:
        raise ReportSent
    text = said(text, "text", longest=LONGEST)
    readings = _checked(grant, measured)
    note_late_report(row, today)
    row.text, row.sent_on = text, today
    row.save(update_fields=["text", "sent_on"])
    for one in readings:
        Reading.objects.create(report=row, target=one.target, figure=one.figure, source=one.source)
    saved_grant(grant, today)
    fields = {f"report_{row.number}_due_on": row.due_on, f"report_{row.number}_sent_on": today}
    happened(GrantAct.REPORTED, grant, day=today, today=today, side=Side.INITIATIVE, text=text, fields=fields)
    return row


def _checked(grant: Grant, measured: Sequence[Measured]) -> list[Measured]:
    made, seen = [], set()
    for one in measured:
        source = one_line(one.source)
        known = one.target.grant_id == grant.pk and one.target.pk not in seen
        if not known or not one.figure.is_finite() or not 0 <= one.figure < LARGEST_FIGURE or len(source) > 160:
            raise BadReading
        seen.add(one.target.pk)
        made.append(Measured(one.target, round(one.figure, 2), source))
    return made
