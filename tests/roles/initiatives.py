"""Rows of initiatives. All act on an initiative of the organisation to which "member" and "coordinator" belong."""

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import Kind, State
from tests.factories import ground
from tests.factories.initiatives import initiative, need
from tests.factories.moments import NOW
from tests.roles.table import row, without_person


def outline():
    return Outline(title="La cancha", kind=Kind.COMMUNITY, place=ground.place(), causes=["poverty"])


@row("initiatives.propose_initiative", may="member coordinator")
def _(world, by):
    return actions.propose_initiative(outline(), organisation=world.ours, by=by, now=NOW)


@row("initiatives.change_initiative", may="coordinator")
def _(world, by):
    return actions.change_initiative(initiative(world.ours), outline(), version=1, by=by, now=NOW)


@row("initiatives.change_initiative of a draft", may="member coordinator")
def _(world, by):
    return actions.change_initiative(initiative(world.ours, state=State.DRAFT), outline(), version=1, by=by, now=NOW)


@row("initiatives.change_profile", may="coordinator host")
def _(world, by):
    return actions.change_profile(initiative(world.ours), to=Profile.PROTECTED, by=by, now=NOW)


@row("initiatives.change_state", may="coordinator")
def _(world, by):
    return actions.change_state(initiative(world.ours), to=State.PAUSED, by=by, now=NOW)


@row("initiatives.change_state of a draft", may="coordinator")
def _(world, by):
    return actions.change_state(initiative(world.ours, state=State.DRAFT), to=State.ACTIVE, by=by, now=NOW)


@row("initiatives.discard_draft", may="coordinator")
def _(world, by):
    return actions.discard_draft(initiative(world.ours, state=State.DRAFT), by=by, now=NOW)


@row("initiatives.state_need", may="coordinator")
def _(world, by):
    return actions.state_need(initiative(world.ours), text="Dos porterías", by=by, now=NOW)


@row("initiatives.meet_need", may="coordinator")
def _(world, by):
    return actions.meet_need(need(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.withdraw_need", may="coordinator")
def _(world, by):
    return actions.withdraw_need(need(initiative(world.ours)), by=by, now=NOW)


without_person("initiatives.show_updates", why="the clock", call=lambda _: actions.show_updates(now=NOW))
