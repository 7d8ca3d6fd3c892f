"""Rows of grants of the funder of "funder", to an initiative of the organisation of "member" and "coordinator".

Who coordinates the funder has rows of its own.
"""

from datetime import timedelta

from tejido.ground.organisations.models import Membership
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.stages.funding.actions import (
    grant_accounts,
    grant_changes,
    grant_clock,
    grant_payments,
    grant_reports,
    grant_voices,
    grants,
)
from tejido.stages.funding.grant_terms import Change, Step, kept_change
from tests.factories import grants as factory
from tests.factories import ground, initiatives
from tests.factories.ground import TODAY
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person

SIGNED_IN = EVERYBODY_WITH_AN_ACCOUNT
OUTSIDE = " ".join(sorted(set(SIGNED_IN.split()) - {"member", "coordinator"}))
"""Who coordinates the funder and has a part in the initiative as well decides on none of its money."""
LOOKING = " ".join(sorted(set(SIGNED_IN.split()) - {"member", "coordinator", "funder"}))


def draft(world):
    return factory.sides(funder=world.funder, initiative=initiatives.initiative(of=world.ours))


def agreed(world):
    made = draft(world)
    made.agreed()
    return made


def coordinating(world, by):
    """Have whoever asks coordinate the funder as well."""
    if by is not None:
        Membership.objects.filter(person=by, organisation=world.funder).delete()
        ground.membership(by, world.funder, Role.COORDINATOR)
    return by


def given(action, *, others=""):
    """Two rows of an action of the funder: nobody but `others` may, and whoever coordinates it may."""

    def entered(call):
        row(f"funding.{action}", may=others)(call)
        row(f"funding.{action} by the funder's coordinator", may=" ".join({*OUTSIDE.split(), *others.split()}))(
            lambda world, by: call(world, coordinating(world, by))
        )

    return entered


@given("draft_grant", others="funder")
def _(world, by):
    it = initiatives.initiative(of=world.ours)
    return grants.draft_grant(it, funder=world.funder, terms=factory.terms(), by=by, now=NOW)


@given("edit_grant", others="funder")
def _(world, by):
    made = draft(world)
    return grants.edit_grant(made.grant, factory.terms(), version=made.grant.version, by=by, now=NOW)


@given("drop_grant")
def _(world, by):
    return grants.drop_grant(draft(world).grant, by=by, now=NOW)


@given("offer_grant")
def _(world, by):
    return grants.offer_grant(draft(world).grant, by=by, now=NOW)


@given("take_back_offer")
def _(world, by):
    return grants.take_back_offer(draft(world).offered(), by=by, now=NOW)


@row("funding.decline_grant", may="coordinator")
def _(world, by):
    return grants.decline_grant(draft(world).offered(), reason="Falta una meta", by=by, now=NOW)


@row("funding.agree_grant", may="coordinator")
def _(world, by):
    offered = draft(world).offered()
    return grants.agree_grant(offered, version=offered.version, by=by, now=NOW)


@given("change_grant_profile", others="coordinator host")
def _(world, by):
    return grants.change_grant_profile(agreed(world).grant, to=Profile.PROTECTED, by=by, now=NOW)


@row("funding.change_grant_profile to show more", may="coordinator")
def _(world, by):
    made = agreed(world)
    grants.change_grant_profile(made.grant, to=Profile.DISCREET, by=made.taker, now=NOW)
    return grants.change_grant_profile(made.grant, to=Profile.OPEN, by=by, now=NOW)


@row("funding.say_reached", may="coordinator")
def _(world, by):
    return grant_payments.say_reached(agreed(world).instalments[0], text="Está listo", by=by, now=NOW)


@given("check_milestone")
def _(world, by):
    made = agreed(world)
    claimed = grant_payments.say_reached(made.instalments[0], text="Está listo", by=made.taker, now=NOW)
    return grant_payments.check_milestone(claimed, accepted=True, by=by, now=NOW)


@given("pay_instalment")
def _(world, by):
    return grant_payments.pay_instalment(agreed(world).checked(), paid_on=TODAY, by=by, now=NOW)


@given("enter_invoice", others="coordinator")
def _(world, by):
    made = agreed(world)
    made.paid()
    said = {"folio": factory.FOLIO, "amount": 100, "what": "Focos", "issued_on": TODAY}
    return grant_accounts.enter_invoice(made.grant, **said, by=by, now=NOW)


@given("remove_invoice", others="coordinator")
def _(world, by):
    made = agreed(world)
    made.paid()
    return grant_accounts.remove_invoice(made.invoiced(100), by=by, now=NOW)


@given("enter_return")
def _(world, by):
    made = agreed(world)
    made.paid()
    said = {"amount": 100, "returned_on": TODAY, "reason": "Sobró"}
    return grant_accounts.enter_return(made.grant, **said, by=by, now=NOW)


@row("funding.send_report", may="coordinator")
def _(world, by):
    return grant_reports.send_report(agreed(world).grant.reports.first(), text="Avanzamos", by=by, now=NOW)


def change(made):
    stands = kept_change(made.grant)
    return Change(stands.amount, stands.ends_on + timedelta(days=9), stands.steps, stands.reports)


@given("propose_amendment", others="coordinator")
def _(world, by):
    made = agreed(world)
    return grant_changes.propose_amendment(made.grant, change(made), reason="Más tiempo", by=by, now=NOW)


@row("funding.answer_amendment", may="coordinator")
def _(world, by):
    made = agreed(world)
    asked = grant_changes.propose_amendment(made.grant, change(made), reason="Más tiempo", by=made.giver, now=NOW)
    return grant_changes.answer_amendment(asked, accepted=True, by=by, now=NOW)


@given("withdraw_amendment")
def _(world, by):
    made = agreed(world)
    asked = grant_changes.propose_amendment(made.grant, change(made), reason="Más tiempo", by=made.giver, now=NOW)
    return grant_changes.withdraw_amendment(asked, by=by, now=NOW)


@given("suspend_grant")
def _(world, by):
    return grant_changes.suspend_grant(agreed(world).grant, reason="Falta el permiso", by=by, now=NOW)


@given("resume_grant")
def _(world, by):
    made = agreed(world)
    grant_changes.suspend_grant(made.grant, reason="Falta el permiso", by=made.giver, now=NOW)
    return grant_changes.resume_grant(made.grant, reason="Ya llegó", by=by, now=NOW)


@given("end_grant", others="coordinator")
def _(world, by):
    return grant_changes.end_grant(agreed(world).grant, reason="Nos amenazaron", by=by, now=NOW)


@given("finish_grant")
def _(world, by):
    made = factory.sides(
        funder=world.funder,
        initiative=initiatives.initiative(of=world.ours),
        amount=100,
        steps=[Step("Todo", 100, TODAY)],
        reports=[],
    )
    made.agreed()
    made.paid()
    made.invoiced(100)
    return grant_changes.finish_grant(made.grant, by=by, now=NOW)


@row("funding.write_visit", may=LOOKING)
def _(world, by):
    said = {"seen": "as_said", "text": "Hay luz", "visited_on": TODAY}
    return grant_voices.write_visit(agreed(world).grant, **said, by=by, now=NOW)


@row("funding.withdraw_visit", may="")
def _(world, by):
    said = {"seen": "as_said", "text": "Hay luz", "visited_on": TODAY}
    visit = grant_voices.write_visit(agreed(world).grant, **said, by=ground.person(), now=NOW)
    return grant_voices.withdraw_visit(visit, by=by, now=NOW)


@row("funding.withdraw_visit of one's own", may=LOOKING)
def _(world, by):
    said = {"seen": "as_said", "text": "Hay luz", "visited_on": TODAY}
    visit = grant_voices.write_visit(agreed(world).grant, **said, by=by, now=NOW)
    return grant_voices.withdraw_visit(visit, by=by, now=NOW)


@row("funding.raise_doubt", may=LOOKING)
def _(world, by):
    return grant_voices.raise_doubt(agreed(world).grant, text="¿Y las porterías?", by=by, now=NOW)


@given("answer_doubt", others="coordinator")
def _(world, by):
    doubt = grant_voices.raise_doubt(agreed(world).grant, text="¿Y las porterías?", by=ground.person(), now=NOW)
    return grant_voices.answer_doubt(doubt, text="Llegan en mayo", by=by, now=NOW)


without_person(
    "funding.mark_late_milestones", why="the clock", call=lambda _: grant_clock.mark_late_milestones(now=NOW)
)
without_person(
    "funding.turn_grant_day",
    why="the clock",
    call=lambda world: grant_clock.turn_grant_day(agreed(world).grant, now=NOW),
)
