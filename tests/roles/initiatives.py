"""Rows of initiatives. All act on an initiative of the organisation to which "member" and "coordinator" belong.

Those of a group act on one that somebody else coordinates, or (where said so) the one who asks.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from tejido.engines.cleaning import Cleaned
from tejido.engines.cleaning import Kind as FileKind
from tejido.ground.organisations import invitations
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import Kind, State
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.initiatives import (
    code,
    gathering,
    group,
    guide,
    handover,
    initiative,
    milestone,
    need,
    offer,
    partnership,
    result,
    update,
)
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person


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


without_person("initiatives.clear_handovers", why="the clock", call=lambda _: actions.clear_handovers(now=NOW))
without_person("initiatives.clear_held", why="the clock", call=lambda _: actions.clear_held(now=NOW))


@row("initiatives.propose_initiative of a group", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.propose_initiative(outline(), organisation=None, by=by, now=NOW)


@row("initiatives.ask_confirmation of somebody else's group", may="")
def _(_world, by):
    return actions.ask_confirmation(group(ground.person(), state=State.DRAFT), of=None, by=by, now=NOW)


@row("initiatives.ask_confirmation of one's group", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.ask_confirmation(group(*([by] if by else []), state=State.DRAFT), of=None, by=by, now=NOW)


def proposed(world):
    return group(ground.person(), state=State.PROPOSED, asked=world.ours)


@row("initiatives.confirm_initiative", may="coordinator host")
def _(world, by):
    return actions.confirm_initiative(proposed(world), by=by, now=NOW)


@row("initiatives.send_back", may="coordinator host")
def _(world, by):
    return actions.send_back(proposed(world), answer="Falta decir dónde.", by=by, now=NOW)


@row("initiatives.change_state of a group", may="")
def _(_world, by):
    return actions.change_state(group(ground.person()), to=State.PAUSED, by=by, now=NOW)


@row("initiatives.offer_handover", may="coordinator")
def _(world, by):
    return actions.offer_handover(initiative(world.ours), to=ground.organisation(), by=by, now=NOW)


@row("initiatives.withdraw_handover", may="coordinator")
def _(world, by):
    return actions.withdraw_handover(handover(initiative(world.ours), ground.organisation()), by=by, now=NOW)


@row("initiatives.answer_handover", may="coordinator")
def _(world, by):
    return actions.answer_handover(handover(initiative(), world.ours), accepted=True, by=by, now=NOW)


@row("initiatives.draw_code of somebody else's group", may="")
def _(_world, by):
    return actions.draw_code(group(ground.person()), leaves=False, by=by, now=NOW)


@row("initiatives.draw_code of one's group", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.draw_code(group(*([by] if by else [])), leaves=False, by=by, now=NOW)


@row("initiatives.take_up_code", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    drawn = invitations.draw()
    code(group(ground.person()), drawn)
    return actions.take_up_code(drawn, by=by, now=NOW)


@row("initiatives.leave_group", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.leave_group(group(ground.person(), *([by] if by else [])), by=by, now=NOW)


@row("initiatives.declare_partner", may="coordinator")
def _(world, by):
    return actions.declare_partner(initiative(world.ours), organisation=ground.organisation(), by=by, now=NOW)


@row("initiatives.declare_partner by the organisation", may="coordinator")
def _(world, by):
    return actions.declare_partner(initiative(), organisation=world.ours, by=by, now=NOW)


@row("initiatives.end_partnership", may="coordinator")
def _(world, by):
    return actions.end_partnership(partnership(initiative(world.ours), ground.organisation()), by=by, now=NOW)


@row("initiatives.end_partnership by the organisation", may="coordinator")
def _(world, by):
    return actions.end_partnership(partnership(initiative(), world.ours), by=by, now=NOW)


@row("initiatives.write_update", may="coordinator")
def _(world, by):
    return actions.write_update(initiative(world.ours), text="Pintamos.", by=by, now=NOW)


@row("initiatives.withdraw_update", may="coordinator")
def _(world, by):
    return actions.withdraw_update(update(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.hold_photo", may="coordinator")
def _(world, by):
    photo = Cleaned(kind=FileKind.IMAGE, media_type="image/png", data=b"x", width=1, height=1, pages=1)
    return actions.hold_photo(initiative(world.ours), photo=photo, by=by, now=NOW)


@row("initiatives.drop_held", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.drop_held(uuid4(), by=by, now=NOW)


@row("initiatives.state_milestone", may="coordinator")
def _(world, by):
    return actions.state_milestone(initiative(world.ours), text="Pintar la cancha", by=by, now=NOW)


@row("initiatives.tick_milestone", may="coordinator")
def _(world, by):
    return actions.tick_milestone(milestone(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.drop_milestone", may="coordinator")
def _(world, by):
    return actions.drop_milestone(milestone(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.state_result", may="coordinator")
def _(world, by):
    said = {"what": "jóvenes que entrenan", "unit": "jóvenes", "source": "lista", "measured_on": TODAY}
    return actions.state_result(initiative(world.ours), figure=Decimal(60), **said, by=by, now=NOW)


@row("initiatives.withdraw_result", may="coordinator")
def _(world, by):
    return actions.withdraw_result(result(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.call_gathering", may="coordinator")
def _(world, by):
    at = NOW + timedelta(days=3)
    return actions.call_gathering(initiative(world.ours), title="Faena", starts_at=at, minutes=90, by=by, now=NOW)


@row("initiatives.cancel_gathering", may="coordinator")
def _(world, by):
    return actions.cancel_gathering(gathering(initiative(world.ours)), by=by, now=NOW)


@row("initiatives.write_guide", may="coordinator")
def _(world, by):
    how = actions.HowTo(title="Cómo", steps=["Juntarse"])
    return actions.write_guide(initiative(world.ours), how, version=0, by=by, now=NOW)


@row("initiatives.publish_guide", may="coordinator")
def _(world, by):
    return actions.publish_guide(guide(initiative(world.ours), published_on=None, shown_on=None), by=by, now=NOW)


@row("initiatives.make_offer", may="coordinator")
def _(world, by):
    return actions.make_offer(initiative(world.ours), about="El permiso", hours=1, by=by, now=NOW)


@row("initiatives.end_offer", may="coordinator")
def _(world, by):
    return actions.end_offer(offer(initiative(world.ours)), by=by, now=NOW)
