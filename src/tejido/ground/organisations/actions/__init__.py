"""Every write on organisations, their posts and members."""

from tejido.ground.organisations.actions.changing import (
    ChangedMeanwhile,
    HiddenByModeration,
    InstitutionsAreOpen,
    OnlyTighter,
    change_organisation,
    change_profile,
    close_organisation,
)
from tejido.ground.organisations.actions.members import (
    AlreadyMember,
    CodeUnknown,
    LastCoordinator,
    NoSuchRole,
    accept_invitation,
    appoint_liaison,
    change_role,
    clear_invitations,
    end_membership,
    invite_member,
    withdraw_invitation,
)
from tejido.ground.organisations.actions.posts import BadTitle, PostEnded, TitleTaken, add_post, end_post
from tejido.ground.organisations.actions.registering import (
    CluniTaken,
    TooManyWaiting,
    register_organisation,
    verify_organisation,
    withdraw_verification,
)
from tejido.ground.organisations.particulars import BadParticulars

__all__ = [
    "AlreadyMember",
    "BadParticulars",
    "BadTitle",
    "ChangedMeanwhile",
    "CluniTaken",
    "CodeUnknown",
    "HiddenByModeration",
    "InstitutionsAreOpen",
    "LastCoordinator",
    "NoSuchRole",
    "OnlyTighter",
    "PostEnded",
    "TitleTaken",
    "TooManyWaiting",
    "accept_invitation",
    "add_post",
    "appoint_liaison",
    "change_organisation",
    "change_profile",
    "change_role",
    "clear_invitations",
    "close_organisation",
    "end_membership",
    "end_post",
    "invite_member",
    "register_organisation",
    "verify_organisation",
    "withdraw_invitation",
    "withdraw_verification",
]
