"""Accounts, organisations and initiatives of the example."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.organisations.actions.members import accept_invitation, appoint_liaison, invite_member
from tejido.ground.organisations.actions.posts import add_post
from tejido.ground.organisations.actions.registering import register_organisation, verify_organisation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.actions.factor import set_up_app
from tejido.ground.people.actions.opening import open_account
from tejido.ground.places.models import Place
from tejido.portal.demo.cast import CITIZENS, PASSWORD, PEOPLE, PLACE, STATE, Body
from tejido.portal.demo.listening import READERS
from tejido.portal.demo.story import EFFORTS, Effort
from tejido.stages.initiatives.actions import change_state
from tejido.stages.initiatives.actions.needs import state_need
from tejido.stages.initiatives.actions.proposing import propose_initiative
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import State

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

FIRST_DAY = -780


def open_accounts(world: "World") -> None:
    """Open the accounts; those who must have a second step get one."""
    today, readers = world.on(FIRST_DAY), {name for names in READERS.values() for name in names}
    for who in PEOPLE:
        person = open_account(name=who.name, password=PASSWORD, today=today.date(), is_host=who.is_host)
        world.people[who.name] = person
        if who.is_host or who.post or who.funds or who.name in readers:
            set_up_app(by=person, now=today)


def found_bodies(world: "World") -> None:
    """Register the organisations by those who coordinate them, the institutions by the host; then liaisons."""
    host, now = world.people["anfitriona"], world.on(FIRST_DAY)
    coordinators = {who.coordinates: world.people[who.name] for who in PEOPLE if who.coordinates}
    for body in (*CITIZENS, *STATE):
        kind = Kind.INSTITUTION if body.post else Kind.CIVIL_SOCIETY
        by = coordinators.get(body.key, host)
        made = register_organisation(
            _particulars(body), kind=kind, profile=Profile.OPEN, by=by, now=now, is_example=True
        )
        world.bodies[body.key] = verify_organisation(made, by=host, now=now)
        if body.post:
            world.posts[body.key] = add_post(made, title=body.post, by=host, now=now)
    for who in PEOPLE:
        if who.post:
            code = appoint_liaison(world.posts[who.post], by=host, now=now)
            accept_invitation(code, by=world.people[who.name], now=now)
        if who.member_of:
            code = invite_member(world.bodies[who.member_of], role=Role.MEMBER, by=host, now=now)
            accept_invitation(code, by=world.people[who.name], now=now)


def found_initiatives(world: "World") -> "Iterator[Happening]":
    """Begin each initiative on its day, with what it needs."""
    for effort in EFFORTS:
        yield effort.began, partial(_begin, world, effort)


def _begin(world: "World", effort: Effort) -> None:
    now = world.on(effort.began)
    by = next(world.people[who.name] for who in PEOPLE if who.coordinates == effort.by)
    outline = Outline(
        title=effort.title,
        kind=effort.kind,
        place=Place.objects.get(pk=PLACE),
        causes=effort.causes,
        story=effort.story,
        began_on=now.date(),
    )
    made = propose_initiative(
        outline, organisation=world.bodies[effort.by], profile=Profile.OPEN, by=by, now=now, is_example=True
    )
    if made.state != State.ACTIVE:
        made = change_state(made, to=State.ACTIVE, by=by, now=now)
    world.initiatives[effort.key] = made
    for number, text in enumerate(effort.needs):
        world.needs[f"{effort.key}:{number}"] = state_need(made, text=text, by=by, now=now)


def _particulars(body: Body) -> Particulars:
    return Particulars(
        name=body.name,
        places=[Place.objects.get(pk=PLACE)],
        causes=body.causes,
        about=body.about,
        level=body.level,
        power=body.power,
    )
