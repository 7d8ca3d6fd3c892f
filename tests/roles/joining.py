"""Rows of asking to join and of taking part. "coordinator" coordinates the organisation of the initiative."""

from uuid import uuid4

from tejido.ground.organisations.vocabulary import Role
from tejido.stages.initiatives import actions
from tests.factories import ground, joining, vault
from tests.factories.initiatives import initiative
from tests.factories.joining import Run, participation
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person

ANYBODY_ELSE = "visitor resident liaison funder facilitator secretary host"


def readable(world):
    """An initiative of `ours` that another coordinator of it can read requests to."""
    other = ground.person()
    ground.membership(other, world.ours, Role.COORDINATOR)
    return Run(initiative(world.ours), other, vault.key_of(other))


@row("initiatives.ask_to_join", may=ANYBODY_ELSE)
def _(world, by):
    return actions.ask_to_join(readable(world).initiative, motive="Quiero ayudar", token=uuid4(), by=by, now=NOW)


@row("initiatives.answer_request", may="coordinator")
def _(world, by):
    sent = joining.ask(readable(world))
    return actions.answer_request(sent.request, accept=True, words="Ven", by=by, now=NOW)


@row("initiatives.withdraw_request", may="")
def _(world, by):
    return actions.withdraw_request(joining.ask(readable(world), by=ground.person()).request, by=by, now=NOW)


@row("initiatives.withdraw_request of their own", may="resident liaison funder facilitator secretary host")
def _(world, by):
    return actions.withdraw_request(joining.ask(readable(world), by=by).request, by=by, now=NOW)


@row("initiatives.take_up_answer", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(world, by):
    of = readable(world)
    sent = joining.ask(of)
    actions.answer_request(sent.request, accept=True, words="Ven", by=of.coordinator, now=NOW)
    return actions.take_up_answer(code=sent.code, by=by, now=NOW)


@row("initiatives.leave", may="")
def _(world, by):
    return actions.leave(participation(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.remove_participant", may="coordinator")
def _(world, by):
    return actions.remove_participant(participation(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.change_visibility", may="")
def _(world, by):
    return actions.change_visibility(participation(initiative(world.ours)), is_public=True, by=by, now=NOW)


@row("initiatives.mark_messages_read", may="")
def _(world, by):
    return actions.mark_messages_read(participation(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.message_participants", may="coordinator")
def _(world, by):
    one = participation(initiative(world.ours))
    return actions.message_participants(one.initiative, text="El sábado", by=by, now=NOW)


def _withdraw_by_code(world):
    return actions.withdraw_by_code(code=joining.ask(readable(world)).code, now=NOW)


without_person("initiatives.withdraw_by_code", why="whoever has the code", call=_withdraw_by_code)
without_person("initiatives.forget_requests", why="the clock", call=lambda _: actions.forget_requests(now=NOW))
without_person("initiatives.forget_messages", why="the clock", call=lambda _: actions.forget_messages(now=NOW))
