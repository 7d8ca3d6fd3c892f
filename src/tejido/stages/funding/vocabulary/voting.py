"""Words of voting: the box, sheets of paper, and what the public record says of both."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CUMULATIVE_POINTS = 10
"""How many points a cumulative ballot has to give away."""
MOST_SCORE = 5
"""The highest score of a ballot that scores; the lowest is 0."""


class BundleState(TextChoices):
    """Where a bundle of sheets from an urn is."""

    WAITING = "waiting", pgettext_lazy("state of a bundle of sheets", "The urn is still out")
    TYPING = "typing", pgettext_lazy("state of a bundle of sheets", "Two people type it in")
    AGREED = "agreed", pgettext_lazy("state of a bundle of sheets", "Both agree")
    LEFT_OUT = "left_out", pgettext_lazy("state of a bundle of sheets", "Left out of the count")


class VotingAct(TextChoices):
    """Public acts of a voting; the actor stands before these words."""

    ALLOTTED = "voting.codes.allotted", _("said how many codes for voting are handed out, and by how many")
    PRINTED = "voting.codes.printed", _("printed codes for voting")
    CANCELLED = "voting.codes.cancelled", _("cancelled codes for voting that were printed")
    URN_ANNOUNCED = "voting.urn.announced", _("announced an urn")
    BUNDLE_LEFT_OUT = "voting.bundle.left_out", _("left the sheets of an urn out of the count")
    CLOSED = "voting.closed", _("closed the voting")
    DROPPED = "voting.dropped", _("destroyed the ballots of a call that was cancelled, unopened")
    COUNTED_FROM = "call.voting.closed", _("closed the voting on a call")  # on the call itself, with its new state
