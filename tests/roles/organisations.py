"""Rows of organisations."""

from tejido.ground.organisations import actions
from tejido.ground.organisations.models import Invitation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tests.factories import ground, keys
from tests.factories.moments import NOW, later
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


def keyed(world, by, of=None):
    """Give `ours` a key that whoever acts reads with, where they may: by itself it gives nobody a right."""
    ours, maker = of or world.ours, ground.person()
    ground.membership(maker, ours, Role.COORDINATOR)
    made = actions.make_first_key(ours, pair=keys.pair_of(maker), by=maker, now=NOW)
    at = keys.Listening(ours, maker)
    if by and by.memberships.filter(organisation=ours).exists():
        keys.let_in(at, by)
    return at, made


@row("organisations.make_first_key", may="coordinator")
def _(world, by):
    return actions.make_first_key(world.ours, pair=by and keys.pair_of(by), by=by, now=NOW)


@row("organisations.make_first_key of the state", may="liaison")
def _(world, by):
    return actions.make_first_key(world.police, pair=by and keys.pair_of(by), by=by, now=NOW)


@row("organisations.make_first_key of a funder", may="")
def _(world, by):
    return actions.make_first_key(world.funder, pair=by and keys.pair_of(by), by=by, now=NOW)


@row("organisations.rotate_key", may="coordinator")
def _(world, by):
    keyed(world, by)
    return actions.rotate_key(world.ours, pair=by and keys.pair_of(by), by=by, now=NOW)


@row("organisations.grant_key", may="member coordinator")
def _(world, by):
    at, _made = keyed(world, by)
    who = at.member(reads=False)
    said = {"to": keys.key_of(who), "fingerprint": keys.key_of(who).fingerprint[-5:]}
    return actions.grant_key(world.ours, **said, pair=by and keys.pair_of(by), by=by, now=NOW)


@row("organisations.propose_older_keys", may="member coordinator")
def _(world, by):
    at, _made = keyed(world, by)
    new = at.member(now=later(days=3))
    return actions.propose_older_keys(world.ours, to=keys.key_of(new), by=by, now=later(days=3))


@row("organisations.confirm_older_keys", may="member coordinator")
def _(world, by):
    at, _made = keyed(world, by)
    new = at.member(now=later(days=3))
    asked = actions.propose_older_keys(world.ours, to=keys.key_of(new), by=at.coordinator, now=later(days=3))
    return actions.confirm_older_keys(asked, pair=by and keys.pair_of(by), by=by, now=later(days=3))


@row("organisations.decline_older_keys", may="member coordinator")
def _(world, by):
    at, _made = keyed(world, by)
    new = at.member(now=later(days=3))
    asked = actions.propose_older_keys(world.ours, to=keys.key_of(new), by=at.coordinator, now=later(days=3))
    return actions.decline_older_keys(asked, by=by, now=later(days=3))


without_person("organisations.destroy_old_keys", why="the clock", call=lambda _: actions.destroy_old_keys(now=NOW))


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
