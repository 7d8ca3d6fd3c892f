"""Rows of organisations."""

from tejido.ground.organisations import actions
from tejido.ground.organisations.models import Invitation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tests.factories import ground
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person


def said(name="Organización", **more):
    return Particulars(name=name, places=[ground.place()], **more)


@row("organisations.register_organisation", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(world, by):
    return actions.register_organisation(said(), by=by, now=NOW)


@row("organisations.verify_organisation", may="host")
def _(world, by):
    return actions.verify_organisation(ground.organisation(verified_on=None), by=by, now=NOW)


@row("organisations.withdraw_verification", may="host")
def _(world, by):
    return actions.withdraw_verification(world.ours, by=by, now=NOW)


@row("organisations.change_organisation", may="coordinator host")
def _(world, by):
    return actions.change_organisation(world.ours, said(), version=1, by=by, now=NOW)


@row("organisations.change_profile", may="coordinator host")
def _(world, by):
    return actions.change_profile(world.ours, to=Profile.PROTECTED, by=by, now=NOW)


@row("organisations.close_organisation", may="coordinator host")
def _(world, by):
    return actions.close_organisation(world.ours, by=by, now=NOW)


@row("organisations.add_post", may="liaison host")
def _(world, by):
    return actions.add_post(world.police, title="Otro cargo", by=by, now=NOW)


@row("organisations.end_post", may="liaison host")
def _(world, by):
    return actions.end_post(ground.post(world.police, "Otro cargo"), by=by, now=NOW)


@row("organisations.appoint_liaison", may="liaison host")
def _(world, by):
    return actions.appoint_liaison(world.post, by=by, now=NOW)


@row("organisations.invite_member", may="coordinator host")
def _(world, by):
    return actions.invite_member(world.ours, role=Role.MEMBER, by=by, now=NOW)


@row("organisations.withdraw_invitation", may="coordinator host")
def _(world, by):
    actions.invite_member(world.ours, role=Role.MEMBER, by=world.person("host"), now=NOW)
    return actions.withdraw_invitation(Invitation.objects.get(), by=by, now=NOW)


@row("organisations.accept_invitation", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(world, by):
    other = ground.organisation()
    code = actions.invite_member(other, role=Role.MEMBER, by=world.person("host"), now=NOW)
    return actions.accept_invitation(code, by=by, now=NOW)


@row("organisations.change_role", may="coordinator host")
def _(world, by):
    return actions.change_role(ground.membership(ground.person(), world.ours), to=Role.COORDINATOR, by=by, now=NOW)


@row("organisations.end_membership", may="coordinator host")
def _(world, by):
    return actions.end_membership(ground.membership(ground.person(), world.ours), by=by, now=NOW)


without_person("organisations.clear_invitations", why="the clock", call=lambda _: actions.clear_invitations(now=NOW))


# What the rows above cannot say: the same actions on what belongs to others.
@row("organisations.register_organisation of the state", may="host")
def _(world, by):
    given = said(level=Level.STATE, power=Power.COURT)
    return actions.register_organisation(given, kind=Kind.INSTITUTION, by=by, now=NOW)


@row("organisations.change_organisation of the state", may="liaison host")
def _(world, by):
    given = said(level=Level.STATE, power=Power.COURT)
    return actions.change_organisation(world.police, given, version=1, by=by, now=NOW)


@row("organisations.change_profile to show more", may="coordinator")
def _(world, by):
    world.ours.profile = Profile.PROTECTED
    world.ours.save()
    return actions.change_profile(world.ours, to=Profile.OPEN, by=by, now=NOW)


@row("organisations.close_organisation of the state", may="host")
def _(world, by):
    return actions.close_organisation(world.police, by=by, now=NOW)


@row("organisations.end_membership of a liaison", may="host")
def _(world, by):
    return actions.end_membership(
        ground.membership(ground.person(), world.police, Role.LIAISON, world.post), by=by, now=NOW
    )
