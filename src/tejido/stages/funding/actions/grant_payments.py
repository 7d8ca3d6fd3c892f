"""From a milestone to the money: the initiative says it was reached, the funder checks and pays."""

from datetime import date, datetime

from django.utils.timezone import localdate

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.actions import keep_file
from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding.actions.grant_refusals import (
    DayImpossible,
    GrantWrongTime,
    OverBalance,
    OverInstalment,
    TooMany,
)
from tejido.stages.funding.actions.grant_rows import locked_grant, said, saved_grant, tell_due, turn_grant
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Evidence, Grant, Instalment
from tejido.stages.funding.policies.grants import check_may
from tejido.stages.funding.queries.balances import balance_of
from tejido.stages.funding.vocabulary.grants import InstalmentState

MOST_EVIDENCE = 20


@action
def say_reached(
    instalment: Instalment,
    *,
    text: str,
    reached_on: date | None = None,
    upload: Cleaned | None = None,
    by: Person,
    now: datetime,
) -> Instalment:
    """Say that a milestone was reached and what shows it; only the two sides hear of it before it is paid.

    Said again before it is checked, it adds evidence. Raises NotAllowed, GrantWrongTime, GrantTextMissing,
    DayImpossible, TooMany.
    """
    today = localdate(now)
    grant = locked_grant(instalment.grant, today)
    check_may(by, grant, Move.SAY_REACHED)
    turn_grant(grant, Move.SAY_REACHED)
    row = _locked(instalment, grant, InstalmentState.PLANNED, InstalmentState.CLAIMED)
    text = said(text, "text", longest=1200)
    day = reached_on or today
    if day > today:
        raise DayImpossible(field="reached_on")
    if row.evidence.count() >= MOST_EVIDENCE:
        raise TooMany
    file = keep_file(upload, today=today) if upload else None
    Evidence.objects.create(instalment=row, text=text, file=file, added_on=today)
    row.state, row.reached_on, row.note = InstalmentState.CLAIMED, day, ""
    row.save(update_fields=["state", "reached_on", "note"])
    saved_grant(grant, today)
    return row


@action
def check_milestone(instalment: Instalment, *, accepted: bool, note: str = "", by: Person, now: datetime) -> Instalment:
    """Say for the funder that the milestone was reached, so that it can be paid, or send it back with a note.

    Raises NotAllowed, GrantWrongTime, GrantTextMissing.
    """
    today = localdate(now)
    grant = locked_grant(instalment.grant, today)
    check_may(by, grant, Move.CHECK)
    turn_grant(grant, Move.CHECK)
    row = _locked(instalment, grant, InstalmentState.CLAIMED)
    if accepted:
        row.state, row.checked_on, row.note = InstalmentState.DUE, today, ""
    else:
        row.state, row.reached_on, row.note = InstalmentState.PLANNED, None, said(note, "note")
    row.save(update_fields=["state", "reached_on", "checked_on", "note"])
    saved_grant(grant, today)
    return row


@action
def pay_instalment(
    instalment: Instalment, *, paid_on: date, amount: int | None = None, by: Person, now: datetime
) -> Instalment:
    """Say for the funder that an instalment was paid, on which day and how many hundredths (None: all of it).

    Never more than the instalment, nor than what is left of the grant. Others hear of it as far as the profile allows.
    Raises NotAllowed, GrantWrongTime, DayImpossible, OverInstalment, OverBalance.
    """
    today = localdate(now)
    grant = locked_grant(instalment.grant, today)
    check_may(by, grant, Move.PAY)
    turn_grant(grant, Move.PAY)
    row = _locked(instalment, grant, InstalmentState.DUE)
    paid = row.amount if amount is None else amount
    if grant.agreed_on is None or not grant.agreed_on <= paid_on <= today:
        raise DayImpossible
    if not 0 < paid <= row.amount:
        raise OverInstalment
    if paid > balance_of(grant).left:
        raise OverBalance
    row.state, row.paid_on, row.paid = InstalmentState.PAID, paid_on, paid
    row.save(update_fields=["state", "paid_on", "paid"])
    saved_grant(grant, today)
    tell_due(grant, today)
    return row


def _locked(instalment: Instalment, grant: Grant, *states: str) -> Instalment:
    """Return the instalment as it now is. Raises GrantWrongTime unless it is in one of `states`."""
    row = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
    row.grant = grant
    if row.state not in states:
        raise GrantWrongTime
    return row
