"""Doing what a plan says, through the actions of commitments."""

from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tejido.ground.intake.kinds import Asked, Plan, Row
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.actions.commitments import (
    Details,
    Promise,
    edit_commitment,
    propose_commitment,
    record_commitment,
)
from tejido.stages.roundtables.actions.work import (
    call_done,
    declare_broken,
    move_due_date,
    report_progress,
    withdraw_commitment,
)
from tejido.stages.roundtables.imports.columns import DETAILS
from tejido.stages.roundtables.imports.planning import Facts, facts_of, may_report, meeting_of, moves, owner_of, same
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.vocabulary import CommitmentState as State


def apply_import(plan: Plan, asked: Asked) -> None:
    """Do what the plan says through the actions of commitments; called inside one transaction."""
    roundtable = roundtable_of(asked.subject)
    facts = facts_of(roundtable, asked)
    for row in plan.create:
        _make(row, facts, asked)
    for update in plan.update:
        _update(update.row, update.target, facts, asked)


def _source(row: Row, facts: Facts) -> str:
    said: str | None = row["source"]
    return said or _("Spreadsheet of the roundtable, imported on %(day)s") % {"day": date_format(facts.today)}


def _make(row: Row, facts: Facts, asked: Asked) -> None:
    seat, (_day, meeting) = owner_of(row, facts), meeting_of(row, facts)
    promise = Promise(
        meeting=meeting,
        text=row["text"],
        owner=seat.organisation,
        owner_post=seat.post,
        due_on=row["due_on"],
        details=_details(row),
        external_key=row["external_key"] or "",
    )
    if row["state"] in {None, State.PROPOSED}:
        propose_commitment(facts.roundtable, promise, by=asked.by, now=asked.now)
        return
    made = record_commitment(facts.roundtable, promise, source=_source(row, facts), by=asked.by, now=asked.now)
    _become(made, row, facts, asked)


def _details(row: Row) -> Details:
    return Details(
        causes=row["causes"] or (),
        indicator=row["indicator"] or "",
        unit=row["unit"] or "",
        baseline=row["baseline"],
        target=row["target"],
    )


def _become(it: Commitment, row: Row, facts: Facts, asked: Asked) -> None:
    """Bring a commitment to the state that the row says, in the staff's words."""
    source, by, now = _source(row, facts), asked.by, asked.now
    note = row["note"] or _("As the spreadsheet says.")
    match row["state"]:
        case State.UNDER_WAY:
            report_progress(it, progress=row["progress"], note=row["note"] or "", source=source, by=by, now=now)
        case State.DONE:
            call_done(it, note=note, source=source, by=by, now=now)
        case State.BROKEN:
            it = report_progress(it, progress=row["progress"], source=source, by=by, now=now)
            declare_broken(it, reason=note, by=by, now=now)
        case State.WITHDRAWN:
            withdraw_commitment(it, reason=note, by=by, now=now)


def _update(row: Row, it: Commitment, facts: Facts, asked: Asked) -> None:
    source = _source(row, facts)
    it = _edited(row, it, asked)
    if row["due_on"] != it.due_on:
        it = move_due_date(it, to=row["due_on"], reason=source, by=asked.by, now=asked.now)
    if moves(row["state"], it):
        _become(it, row, facts, asked)
    elif row["progress"] is not None and row["progress"] != it.progress and may_report(it):
        report_progress(it, progress=row["progress"], note=row["note"] or "", source=source, by=asked.by, now=asked.now)


def _edited(row: Row, it: Commitment, asked: Asked) -> Commitment:
    """Change words and details where the file says others; nothing where it says nothing."""
    text = row["text"] if folded(row["text"]) != folded(it.text) else ""
    said = {name: row[name] for name in DETAILS if row[name] is not None}
    if not text and all(same(value, getattr(it, name)) for name, value in said.items()):
        return it
    stands = Details(
        co_owners=list(it.co_owners.all()),
        needs=list(it.needs.all()),
        places=list(it.places.all()),
        causes=it.causes,
        indicator=it.indicator,
        unit=it.unit,
        baseline=it.baseline,
        target=it.target,
        current=it.current,
        cost=it.cost,
        currency=it.currency,
    )
    return edit_commitment(
        it, details=replace(stands, **said), version=it.version, text=text, by=asked.by, now=asked.now
    )


def roundtable_of(subject: str) -> Roundtable:
    """Return the roundtable that an import is for."""
    return Roundtable.objects.select_related("place", "secretariat").get(pk=subject)
