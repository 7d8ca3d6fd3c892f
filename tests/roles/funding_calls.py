"""Rows of calls and applications.

All act on a call of the funder to which "funder" belongs, and on applications of an initiative of the organisation to
which "member" and "coordinator" belong. Who coordinates a funder has rows of its own.
"""

from tejido.ground.organisations.models import Membership
from tejido.ground.organisations.vocabulary import Role
from tejido.stages.funding.actions import (
    admitting,
    applications,
    call_clock,
    calls,
    feasibility,
    jury,
    letters,
    reviews,
)
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState, Decision
from tests.factories import ground
from tests.factories.funding import application, call, juror, old_initiative, reviewed, sheet, terms
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person

STATE = CallState
SIGNED_IN = EVERYBODY_WITH_AN_ACCOUNT
OTHERS = " ".join(sorted(set(SIGNED_IN.split()) - {"member", "coordinator"}))


def coordinating(world, by):
    """Have whoever asks coordinate the funder."""
    if by is not None:
        Membership.objects.filter(person=by, organisation=world.funder).delete()
        ground.membership(by, world.funder, Role.COORDINATOR)
    return by


def sent(world, state=STATE.OPEN, of=ApplicationState.SENT, **kwargs):
    return application(call(state, world.funder, **kwargs), old_initiative(world.ours), of)


@row("funding.draft_call", may="funder")
def _(world, by):
    return calls.draft_call(terms(), funder=world.funder, by=by, now=NOW)


@row("funding.draft_call of an institution", may="liaison")
def _(world, by):
    return calls.draft_call(terms(), funder=world.police, by=by, now=NOW)


@row("funding.change_call", may="funder")
def _(world, by):
    return calls.change_call(call(STATE.DRAFT, world.funder), terms(), version=1, by=by, now=NOW)


@row("funding.discard_call", may="")
def _(world, by):
    return calls.discard_call(call(STATE.DRAFT, world.funder), by=by, now=NOW)


@row("funding.discard_call by its coordinator", may=SIGNED_IN)
def _(world, by):
    return calls.discard_call(call(STATE.DRAFT, world.funder), by=coordinating(world, by), now=NOW)


@row("funding.announce_call", may="")
def _(world, by):
    return calls.announce_call(call(STATE.DRAFT, world.funder), by=by, now=NOW)


@row("funding.announce_call of an institution", may="liaison")
def _(world, by):
    return calls.announce_call(call(STATE.DRAFT, world.police), by=by, now=NOW)


@row("funding.announce_call by its coordinator", may=SIGNED_IN)
def _(world, by):
    return calls.announce_call(call(STATE.DRAFT, world.funder), by=coordinating(world, by), now=NOW)


@row("funding.cancel_call", may="")
def _(world, by):
    return calls.cancel_call(call(STATE.OPEN, world.funder), reason="Cambió el dinero.", by=by, now=NOW)


@row("funding.cancel_call by its coordinator", may=SIGNED_IN)
def _(world, by):
    who = coordinating(world, by)
    return calls.cancel_call(call(STATE.OPEN, world.funder), reason="Cambió el dinero.", by=who, now=NOW)


@row("funding.name_juror", may="")
def _(world, by):
    return jury.name_juror(call(STATE.OPEN, world.funder), person=world.person("funder"), by=by, now=NOW)


@row("funding.name_juror by its coordinator", may=SIGNED_IN)
def _(world, by):
    who = coordinating(world, by)
    return jury.name_juror(call(STATE.OPEN, world.funder), person=world.person("funder"), by=who, now=NOW)


@row("funding.invite_juror", may="")
def _(world, by):
    return jury.invite_juror(call(STATE.OPEN, world.funder), by=by, now=NOW)


@row("funding.invite_juror by its coordinator", may=SIGNED_IN)
def _(world, by):
    return jury.invite_juror(call(STATE.OPEN, world.funder), by=coordinating(world, by), now=NOW)


@row("funding.accept_jury", may=SIGNED_IN)
def _(world, by):
    it, of = call(STATE.OPEN, world.funder), ground.person()
    ground.membership(of, world.funder, Role.COORDINATOR)
    _row, code = jury.invite_juror(it, by=of, now=NOW)
    return jury.accept_jury(code=code, by=by, now=NOW)


@row("funding.remove_juror", may="")
def _(world, by):
    it = call(STATE.OPEN, world.funder)
    juror(it)
    return jury.remove_juror(it.jurors.get(), by=by, now=NOW)


@row("funding.remove_juror by its coordinator", may=SIGNED_IN)
def _(world, by):
    it = call(STATE.OPEN, world.funder)
    juror(it)
    return jury.remove_juror(it.jurors.get(), by=coordinating(world, by), now=NOW)


@row("funding.start_application", may="coordinator")
def _(world, by):
    it = call(STATE.OPEN, world.funder)
    return applications.start_application(it, initiative=old_initiative(world.ours), by=by, now=NOW)


@row("funding.write_application", may="coordinator")
def _(world, by):
    draft = sent(world, of=ApplicationState.DRAFT)
    return applications.write_application(draft, sheet(), version=1, by=by, now=NOW)


@row("funding.discard_application", may="coordinator")
def _(world, by):
    return applications.discard_application(sent(world, of=ApplicationState.DRAFT), by=by, now=NOW)


@row("funding.send_application", may="coordinator")
def _(world, by):
    return applications.send_application(sent(world, of=ApplicationState.DRAFT), declares=True, by=by, now=NOW)


@row("funding.withdraw_application", may="coordinator")
def _(world, by):
    return applications.withdraw_application(sent(world), by=by, now=NOW)


@row("funding.return_application", may="")
def _(world, by):
    return applications.return_application(sent(world), reason="Falta el plano.", by=by, now=NOW)


@row("funding.return_application by who runs the call and has no part in it", may=OTHERS)
def _(world, by):
    who = coordinating(world, by)
    return applications.return_application(sent(world), reason="Falta el plano.", by=who, now=NOW)


@row("funding.review_application", may="")
def _(world, by):
    it = sent(world, STATE.REVIEW)
    return reviews.review_application(it, admits=True, reasons="Está claro.", by=by, now=NOW)


@row("funding.review_application by somebody who was named and has no part in it", may=OTHERS)
def _(world, by):
    it = sent(world, STATE.REVIEW)
    if by:
        juror(it.call, by)
    return reviews.review_application(it, admits=True, reasons="Está claro.", by=by, now=NOW)


@row("funding.stand_aside", may="")
def _(world, by):
    return reviews.stand_aside(sent(world, STATE.REVIEW), by=by, now=NOW)


@row("funding.stand_aside by somebody who was named", may=OTHERS)
def _(world, by):
    it = sent(world, STATE.REVIEW)
    if by:
        juror(it.call, by)
    return reviews.stand_aside(it, by=by, now=NOW)


@row("funding.admit_applications", may="")
def _(world, by):
    return admitting.admit_applications(reviewed(sent(world, STATE.REVIEW)).call, by=by, now=NOW)


@row("funding.admit_applications by its coordinator", may=SIGNED_IN)
def _(world, by):
    it = reviewed(sent(world, STATE.REVIEW, decision=Decision.PANEL)).call
    return admitting.admit_applications(it, by=coordinating(world, by), now=NOW)


def to_answer(world):
    it = sent(world)
    it.institution, it.institution_part = world.police, "Prestar el camión"
    it.save()
    return it


@row("funding.answer_feasibility", may="liaison")
def _(world, by):
    return feasibility.answer_feasibility(to_answer(world), feasible=True, reason="Sí se puede.", by=by, now=NOW)


@row("funding.record_feasibility", may="")
def _(world, by):
    said = {"feasible": True, "reason": "Sí se puede.", "source": "oficio 12"}
    return feasibility.record_feasibility(to_answer(world), **said, by=by, now=NOW)


@row("funding.record_feasibility by who runs the call and has no part in it", may=OTHERS)
def _(world, by):
    said = {"feasible": True, "reason": "Sí se puede.", "source": "oficio 12"}
    return feasibility.record_feasibility(to_answer(world), **said, by=coordinating(world, by), now=NOW)


@row("funding.write_letter", may="coordinator")
def _(world, by):
    return letters.write_letter(sent(world), text="Tenemos una duda.", by=by, now=NOW)


@row("funding.write_letter for the funder", may=SIGNED_IN)
def _(world, by):
    return letters.write_letter(sent(world), text="Tenemos una duda.", by=coordinating(world, by), now=NOW)


@row("funding.mark_letters_read", may="coordinator")
def _(world, by):
    return letters.mark_letters_read(sent(world), by=by, now=NOW)


without_person("funding.turn_calls", why="the clock", call=lambda _: call_clock.turn_calls(now=NOW))
without_person("funding.forget_letters", why="the clock", call=lambda _: call_clock.forget_letters(now=NOW))
