"""What happens with notices."""

from tejido.ground.notices.actions.following import NothingToFollow, follow, unfollow, unfollow_by_mail
from tejido.ground.notices.actions.mailing import change_mail, send_digests, stop_mail
from tejido.ground.notices.actions.telling import forget_old, mark_read, tell

__all__ = [
    "NothingToFollow",
    "change_mail",
    "follow",
    "forget_old",
    "mark_read",
    "send_digests",
    "stop_mail",
    "tell",
    "unfollow",
    "unfollow_by_mail",
]
