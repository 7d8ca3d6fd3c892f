"""Every state x every move: what the table says is what the actions do, to the leaf."""

from datetime import timedelta

import pytest

from tejido.ground.ledger.models import Leaf
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import answers, clock, commitments, evidence, handover, steps, verification, work
from tejido.stages.roundtables.actions.commitments import Details
from tejido.stages.roundtables.actions.refusals import WrongState
from tejido.stages.roundtables.models import Change, Handover, HandoverItem
from tejido.stages.roundtables.transitions import TABLE, Move, Who
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, later_meeting, noon, table

pytestmark = pytest.mark.django_db
NOW = noon(DUE + timedelta(days=30))
LATER = (NOW + timedelta(days=90)).date()


def _adopt(at, it, by):
    change = Change.objects.create(commitment=it, text="Otras palabras", due_on=LATER, reason="…", proposed_on=DUE)
    return answers.answer_change(change, adopt=True, by=by, now=NOW)


def _decline(at, it, by):
    change = Change.objects.create(commitment=it, text="Otras palabras", due_on=LATER, reason="…", proposed_on=DUE)
    return answers.answer_change(change, adopt=False, reason="No conviene", by=by, now=NOW)


def _confirm(at, it, by):
    it.recorded_on = DUE
    it.save()
    return answers.confirm_commitment(it, by=by, now=NOW)


def _silence(at, it, by):
    it.answer_by = DUE
    it.save()
    if clock.mark_unconfirmed(NOW) == 0:
        raise WrongState(it)


def _refuse_in_handover(at, it, by):
    open_one = Handover.objects.create(post=at.chief, begins_on=DUE, answer_by=LATER)
    item = HandoverItem.objects.create(handover=open_one, commitment=it)
    return handover.refuse_item(item, reason="No lo hicimos nosotros", by=by, now=NOW)


def _verify(at, it, by):
    kept = {"evidence": "La vimos encendida", "now": NOW}
    if it.state == State.DONE and by == at.neighbour:
        verification.verify_commitment(it, organisation=at.mothers, by=at.mother, **kept)
    return verification.verify_commitment(it, organisation=_spoken_for(at, by), by=by, **kept)


def _attest(at, it, by):
    return verification.verify_commitment(
        it, organisation=_spoken_for(at, by), evidence="La vimos encendida", by=by, now=NOW
    )


def _spoken_for(at, by):
    return at.neighbours if by == at.neighbour else at.youth if by == at.young else at.police


ACTS = {
    Move.EDIT: lambda at, it, by: commitments.edit_commitment(
        it, details=Details(unit="luminarias"), version=it.version, by=by, now=NOW
    ),
    Move.CONFIRM: _confirm,
    Move.REFUSE: lambda at, it, by: answers.refuse_commitment(it, reason="No lo dijimos", by=by, now=NOW),
    Move.REFUSE_IN_HANDOVER: _refuse_in_handover,
    Move.FALL_SILENT: _silence,
    Move.PROPOSE_CHANGE: lambda at, it, by: answers.propose_change(
        it, text="Otras palabras", reason="Más claro así", by=by, now=NOW
    ),
    Move.ADOPT_CHANGE: _adopt,
    Move.DECLINE_CHANGE: _decline,
    Move.REPORT: lambda at, it, by: work.report_progress(
        it, progress=40, note="Vamos", source="Oficio 3", by=by, now=NOW
    ),
    Move.PLAN: lambda at, it, by: steps.add_step(it, text="Comprar focos", due_on=DUE, by=by, now=NOW),
    Move.ADD_EVIDENCE: lambda at, it, by: evidence.add_evidence(it, text="Una foto del parque", by=by, now=NOW),
    Move.MOVE_DATE: lambda at, it, by: work.move_due_date(it, to=LATER, reason="Faltó dinero", by=by, now=NOW),
    Move.CALL_DONE: lambda at, it, by: work.call_done(it, note="Ya encienden", source="Oficio 4", by=by, now=NOW),
    Move.ATTEST: _attest,
    Move.VERIFY: _verify,
    Move.OBJECT: lambda at, it, by: verification.object_to_commitment(
        it, organisation=_spoken_for(at, by), reason="La mitad sigue apagada", by=by, now=NOW
    ),
    Move.BREAK: lambda at, it, by: work.declare_broken(it, reason="No se hizo", by=by, now=NOW),
    Move.WITHDRAW: lambda at, it, by: work.withdraw_commitment(it, reason="Ya no hace falta", by=by, now=NOW),
    Move.CARRY_OVER: lambda at, it, by: work.carry_over(it, to=later_meeting(at, LATER), by=by, now=NOW),
}


def _person(at, who):
    return {
        Who.OWNER: at.liaison,
        Who.CO_OWNER: at.young,
        Who.FACILITATOR: at.facilitator,
        Who.SECRETARY: at.secretary,
        Who.CITIZENS: at.neighbour,
        Who.CLOCK: None,
    }[who]


def _anybody_for(move):
    return next(whos for (_state, its), (_then, whos) in TABLE.items() if its is move)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_move_from_state_is_what_the_table_says(state, move):
    at = table()
    it = at.commitment(state)
    who = next(who for who in Who if who in _anybody_for(move))
    if (state, move) not in TABLE:
        leaves = Leaf.objects.count()
        with pytest.raises(WrongState):
            ACTS[move](at, it, _person(at, who))
        it.refresh_from_db()
        assert (it.state, Leaf.objects.count()) == (state, leaves)
        return
    ACTS[move](at, it, _person(at, who))
    it.refresh_from_db()
    assert it.state == TABLE[state, move][0]
    last = Leaf.objects.filter(subject=it.record_name, fields__has_key="state").order_by("index").last()
    assert last.fields["state"] == (State.PROPOSED if move in STATELESS else it.state)


STATELESS = {move for move in Move if all(then is at for (at, its), (then, _who) in TABLE.items() if its is move)} - {
    Move.CONFIRM,
    Move.FALL_SILENT,
    Move.ATTEST,
}
"""Moves that change no state write none; the commitment's last entry with one is that of the factory."""


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.FALL_SILENT])
@pytest.mark.parametrize("who", [who for who in Who if who is not Who.CLOCK])
def test_move_is_open_to_those_in_the_table_and_to_nobody_else(who, move):
    at = table()
    state = next(state for state, its in TABLE if its is move)
    it = at.commitment(state)
    it.co_owners.add(at.youth)
    leaves = Leaf.objects.count()
    if who in TABLE[state, move][1]:
        ACTS[move](at, it, _person(at, who))
        assert Leaf.objects.count() > leaves
        return
    with pytest.raises(NotAllowed):
        ACTS[move](at, it, _person(at, who))
    assert Leaf.objects.count() == leaves


@pytest.mark.parametrize("nobody", ["stranger", "liaison", "facilitator"])
@pytest.mark.parametrize("move", [move for move in Move if move is not Move.FALL_SILENT])
def test_move_of_a_stranger_or_of_a_closed_account_is_refused(move, nobody):
    at = table()
    it = at.commitment(next(state for state, its in TABLE if its is move))
    who = getattr(at, nobody)
    who.is_active = False if nobody != "stranger" else who.is_active
    who.save()
    with pytest.raises(NotAllowed):
        ACTS[move](at, it, who)
