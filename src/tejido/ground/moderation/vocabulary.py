"""Words for moderation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reason(TextChoices):
    """Why a page is pointed out, and why it is hidden."""

    DANGER = "danger", _("It puts somebody in danger")
    PERSON = "person", _("It names a person or lets one be recognised")
    FALSE = "false", _("It pretends to be somebody else, or is made up")
    HATE = "hate", _("It insults, threatens or calls for violence")
    SPAM = "spam", _("It is advertising, or has nothing to do with this site")
    LAW = "law", _("A law or an authority's order demands it")
    OTHER = "other", pgettext_lazy("reason to point out a page", "Something else")


class Ask(TextChoices):
    """What two people are asked to decide."""

    FLAGGED = "flagged", _("Somebody pointed the page out")
    MENDED = "mended", _("Its owners say that it is mended")
    APPEAL = "appeal", _("Its owners appeal")


class Outcome(TextChoices):
    """What two people decided."""

    LEAVE = "leave", _("Leave it as it is")
    HIDE = "hide", _("Hide it until it is mended")
    REMOVE = "remove", _("Remove it")
    SHOW = "show", _("Show it again")
    UPHOLD = "uphold", _("The decision stands")


POSSIBLE: dict[str, tuple[Outcome, ...]] = {
    Ask.FLAGGED: (Outcome.LEAVE, Outcome.HIDE, Outcome.REMOVE),
    Ask.MENDED: (Outcome.SHOW, Outcome.HIDE, Outcome.REMOVE),
    Ask.APPEAL: (Outcome.SHOW, Outcome.UPHOLD),
}
"""What may be decided on each question."""

HIDING = (Outcome.HIDE, Outcome.REMOVE)
"""Outcomes after which a page is not shown."""


class Act(TextChoices):
    """Public acts of moderation; the actor (the site) stands before these words."""

    LEFT = "moderation.left", _("looked at a page that was pointed out, and left it as it is")
    HIDDEN = "moderation.hidden", _("hid a page until it is mended")
    REMOVED = "moderation.removed", _("removed a page")
    SHOWN = "moderation.shown", _("showed a page again")
    UPHELD = "moderation.upheld", _("looked at a decision again, and it stands")


ACTS: dict[str, Act] = {
    Outcome.LEAVE: Act.LEFT,
    Outcome.HIDE: Act.HIDDEN,
    Outcome.REMOVE: Act.REMOVED,
    Outcome.SHOW: Act.SHOWN,
    Outcome.UPHOLD: Act.UPHELD,
}
"""The public act of each outcome."""
