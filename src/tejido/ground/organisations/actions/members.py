"""Who belongs to an organisation. Nothing here enters the public record: membership is private."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import invitations, policies
from tejido.ground.organisations.actions.key_endings import take_keys
from tejido.ground.organisations.actions.posts import PostEnded
from tejido.ground.organisations.models import Invitation, Membership, Organisation, Post
from tejido.ground.organisations.queries import coordinators_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action


class CodeUnknown(Refused):
    """No open invitation has this code; the same answer whether it is wrong, used or too old."""

    message = _(
        "This code does not open anything: it is mistyped, was used, or is older than 7 days. Ask for a new one."
    )
    field = "code"


class AlreadyMember(Refused):
    """The person belongs to the organisation."""

    message = _("You belong to this organisation already. The code is still good for somebody else.")
    field = "code"


class LastCoordinator(Refused):
    """Nobody else coordinates the organisation."""

    message = _(
        "Nobody else coordinates this organisation. Make somebody else a coordinator first, or end its work here."
    )
    field = "role"


class NoSuchRole(Refused):
    """There is no such role in this organisation."""

    message = _("Choose a role of the list.")
    field = "role"


@action
def invite_member(organisation: Organisation, *, role: str, by: Person, now: datetime) -> str:
    """Return a new code that lets whoever enters it within 7 days join as member or coordinator, once.

    The code is shown this time only. Institutions have liaisons instead, see `appoint_liaison`.
    Raises NotAllowed, NoSuchRole.
    """
    policies.check_may_see_members(by, organisation)
    if role not in {Role.MEMBER, Role.COORDINATOR} or organisation.kind == Kind.INSTITUTION:
        raise NoSuchRole
    return _invite(organisation, role, None, now)


@action
def appoint_liaison(post: Post, *, by: Person, now: datetime) -> str:
    """Return a new code that makes whoever enters it within 7 days liaison of `post`, once.

    The host and the liaisons of the institution may. A liaison needs a second factor before doing anything.
    Raises NotAllowed, PostEnded.
    """
    policies.check_may_make_posts(by, post.organisation)
    if not Post.objects.filter(pk=post.pk, ended_on=None).exists():
        raise PostEnded
    return _invite(post.organisation, Role.LIAISON, post, now)


@action
def accept_invitation(code: str, *, by: Person, now: datetime) -> Membership:
    """Join with a code. Raises NotAllowed for a visitor, CodeUnknown, AlreadyMember."""
    if by is None or not by.is_active:
        raise NotAllowed
    today = localdate(now)
    open_ones = Invitation.objects.select_for_update().filter(expires_on__gte=today, organisation__closed_on=None)
    invitation = open_ones.filter(digest=invitations.digest_of(code)).first()
    if invitation is None:
        raise CodeUnknown
    if policies.membership_in(by, invitation.organisation):
        raise AlreadyMember
    membership = Membership.objects.create(
        person=by,
        organisation=invitation.organisation,
        role=invitation.role,
        post=invitation.post,
        began_on=today,
    )
    invitation.delete()
    return membership


@action
def withdraw_invitation(invitation: Invitation, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Make a code worthless before somebody uses it. Raises NotAllowed."""
    if invitation.role == Role.LIAISON:
        policies.check_may_make_posts(by, invitation.organisation)
    else:
        policies.check_may_see_members(by, invitation.organisation)
    invitation.delete()


@action
def change_role(membership: Membership, *, to: str, by: Person, now: datetime) -> Membership:  # noqa: ARG001
    """Make a member a coordinator or the reverse. Raises NotAllowed, NoSuchRole, LastCoordinator."""
    policies.check_may_see_members(by, membership.organisation)
    locked = _locked(membership)
    if to not in {Role.MEMBER, Role.COORDINATOR} or locked.role == Role.LIAISON:
        raise NoSuchRole
    if to != locked.role:
        _check_is_not_last(locked)
        locked.role = to
        locked.save(update_fields=["role"])
    return locked


@action
def end_membership(membership: Membership, *, by: Person, now: datetime) -> Membership:
    """End somebody's membership: their own, or a coordinator anybody's. What they read sealed closes to them at once.

    Raises NotAllowed, LastCoordinator.
    """
    policies.check_may_end(by, membership)
    locked = _locked(membership)
    if locked.ended_on is None:
        _check_is_not_last(locked)
        locked.ended_on = localdate(now)
        locked.save(update_fields=["ended_on"])
        take_keys(locked.person_id, locked.organisation, locked.ended_on)
    return locked


@action
def clear_invitations(*, now: datetime) -> int:
    """Delete the invitations that nobody used in time, and return how many; runs daily."""
    return Invitation.objects.filter(expires_on__lt=localdate(now)).delete()[0]


def _invite(organisation: Organisation, role: str, post: Post | None, now: datetime) -> str:
    code, today = invitations.draw(), localdate(now)
    Invitation.objects.create(
        organisation=organisation,
        role=role,
        post=post,
        digest=invitations.digest_of(code),
        made_on=today,
        expires_on=today + invitations.VALID_FOR,
    )
    return code


def _locked(membership: Membership) -> Membership:
    """Lock the organisation, so that two coordinators cannot leave at once, and return the membership as it is."""
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return Membership.objects.select_related("post").get(pk=membership.pk, organisation=organisation)


def _check_is_not_last(membership: Membership) -> None:
    others = coordinators_of(membership.organisation).exclude(pk=membership.pk)
    if membership.role == Role.COORDINATOR and membership.organisation.closed_on is None and not others.exists():
        raise LastCoordinator
