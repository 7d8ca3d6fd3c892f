"""Rows of commitments: the post of "liaison" owns them, "member" and "coordinator" sit there for the citizens."""

from datetime import timedelta

from tejido.stages.roundtables.actions import (
    answers,
    clock,
    commitments,
    evidence,
    handover,
    steps,
    verification,
    work,
)
from tejido.stages.roundtables.models import Change, Commitment, Handover, HandoverItem, Meeting, Seat, Step
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tejido.stages.roundtables.vocabulary import SeatRole
from tests.factories.ground import TODAY
from tests.factories.moments import NOW
from tests.roles.table import row, without_person

DUE = TODAY - timedelta(days=3)
LATER = TODAY + timedelta(days=30)


def seated(world):
    seats = ((world.police, world.post, SeatRole.STATE), (world.ours, None, SeatRole.CITIZENS))
    for organisation, post, role in seats:
        Seat.objects.get_or_create(
            roundtable=world.roundtable,
            organisation=organisation,
            defaults={"post": post, "role": role, "began_on": TODAY},
        )


def meeting(world, number=1, days=-30):
    starts = NOW + timedelta(days=days)
    return Meeting.objects.create(roundtable=world.roundtable, number=number, starts_at=starts)


def promise(world):
    seated(world)
    return commitments.Promise(
        meeting=meeting(world), text="Encender el parque", owner=world.police, owner_post=world.post, due_on=DUE
    )


def commitment(world, state=State.ACCEPTED):
    seated(world)
    return Commitment.objects.create(
        roundtable=world.roundtable,
        meeting=meeting(world),
        number=1,
        text="Encender el parque",
        searchable="encender el parque",
        owner=world.police,
        owner_post=world.post,
        state=state,
        made_on=TODAY - timedelta(days=30),
        first_due_on=DUE,
        due_on=DUE,
        done_on=DUE if state in {State.DONE, State.VERIFIED} else None,
    )


def item(world):
    it = commitment(world)
    begun = Handover.objects.create(post=world.post, begins_on=TODAY, answer_by=LATER)
    return HandoverItem.objects.create(handover=begun, commitment=it)


@row("roundtables.propose_commitment", may="liaison facilitator secretary")
def _(world, by):
    return commitments.propose_commitment(world.roundtable, promise(world), by=by, now=NOW)


@row("roundtables.record_commitment", may="facilitator secretary")
def _(world, by):
    return commitments.record_commitment(world.roundtable, promise(world), source="Oficio 1", by=by, now=NOW)


@row("roundtables.edit_commitment", may="liaison facilitator secretary")
def _(world, by):
    return commitments.edit_commitment(commitment(world), details=commitments.Details(), version=1, by=by, now=NOW)


@row("roundtables.confirm_commitment", may="liaison")
def _(world, by):
    return answers.confirm_commitment(commitment(world, State.PROPOSED), by=by, now=NOW)


@row("roundtables.refuse_commitment", may="liaison")
def _(world, by):
    return answers.refuse_commitment(commitment(world, State.PROPOSED), reason="No lo dijimos", by=by, now=NOW)


@row("roundtables.propose_change", may="liaison")
def _(world, by):
    return answers.propose_change(commitment(world), reason="Más claro", due_on=LATER, by=by, now=NOW)


@row("roundtables.answer_change", may="facilitator secretary")
def _(world, by):
    change = Change.objects.create(
        commitment=commitment(world), text="Encender", due_on=LATER, reason="Más claro", proposed_on=TODAY
    )
    return answers.answer_change(change, adopt=True, by=by, now=NOW)


@row("roundtables.report_progress", may="liaison facilitator secretary")
def _(world, by):
    return work.report_progress(commitment(world), progress=10, source="Oficio 1", by=by, now=NOW)


@row("roundtables.call_done", may="liaison facilitator secretary")
def _(world, by):
    return work.call_done(commitment(world), note="Encendido", source="Oficio 1", by=by, now=NOW)


@row("roundtables.move_due_date", may="liaison facilitator secretary")
def _(world, by):
    return work.move_due_date(commitment(world), to=LATER, reason="Faltó dinero", by=by, now=NOW)


@row("roundtables.declare_broken", may="liaison facilitator")
def _(world, by):
    return work.declare_broken(commitment(world), reason="No se hizo", by=by, now=NOW)


@row("roundtables.withdraw_commitment", may="facilitator secretary")
def _(world, by):
    return work.withdraw_commitment(commitment(world), reason="Ya no hace falta", by=by, now=NOW)


@row("roundtables.carry_over", may="facilitator secretary")
def _(world, by):
    return work.carry_over(commitment(world), to=meeting(world, 2, 10), by=by, now=NOW)


@row("roundtables.add_step", may="liaison facilitator secretary")
def _(world, by):
    return steps.add_step(commitment(world), text="Comprar focos", due_on=DUE, by=by, now=NOW)


@row("roundtables.report_step", may="liaison facilitator secretary")
def _(world, by):
    step = Step.objects.create(commitment=commitment(world), text="Comprar focos", due_on=DUE)
    return steps.report_step(step, progress=50, source="Oficio 1", by=by, now=NOW)


@row("roundtables.add_evidence", may="liaison facilitator secretary member coordinator")
def _(world, by):
    return evidence.add_evidence(commitment(world), text="Una foto", by=by, now=NOW)


@row("roundtables.verify_commitment", may="member coordinator")
def _(world, by):
    it = commitment(world, State.DONE)
    return verification.verify_commitment(it, organisation=world.ours, evidence="Pasamos", by=by, now=NOW)


@row("roundtables.object_to_commitment", may="member coordinator")
def _(world, by):
    it = commitment(world, State.DONE)
    reason = "La mitad sigue apagada"
    return verification.object_to_commitment(it, organisation=world.ours, reason=reason, by=by, now=NOW)


@row("roundtables.begin_handover", may="liaison facilitator secretary host")
def _(world, by):
    commitment(world)
    return handover.begin_handover(world.post, on=TODAY, by=by, now=NOW)


@row("roundtables.acknowledge_item", may="liaison")
def _(world, by):
    return handover.acknowledge_item(item(world), by=by, now=NOW)


@row("roundtables.renegotiate_item", may="liaison")
def _(world, by):
    return handover.renegotiate_item(item(world), reason="Acabo de llegar", due_on=LATER, by=by, now=NOW)


@row("roundtables.refuse_item", may="liaison")
def _(world, by):
    return handover.refuse_item(item(world), reason="No hay con qué", by=by, now=NOW)


without_person("roundtables.mark_late", why="the clock", call=lambda _: clock.mark_late(now=NOW))
without_person("roundtables.mark_unconfirmed", why="the clock", call=lambda _: clock.mark_unconfirmed(now=NOW))
without_person("roundtables.tell_later", why="the clock", call=lambda _: clock.tell_later(now=NOW))
without_person("roundtables.mark_unanswered", why="the clock", call=lambda _: clock.mark_unanswered(now=NOW))
