"""What cannot be done with codes, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused

LEAST = 20
"""The least that one holder gets: of fewer it could be told who used theirs."""
MOST = 1000
"""The most of one batch, so that the paper is drawn in one go."""


class TooFew(Refused):
    """Of a handful of codes it could be told who used theirs."""

    message = _("Give at least 20 codes to whoever hands them out: of fewer it could be told who used theirs.")
    field = "number"


class TooMany(Refused):
    """More than can be printed in one go."""

    message = _("Up to 1,000 codes are printed at once. Ask for fewer, and for the rest afterwards.")
    field = "number"


class MoreThanAllotted(Refused):
    """No more codes are drawn than were allotted."""

    message = _("That is more than were allotted. Slips that were lost have to be cancelled first.")
    field = "number"


class LessThanPrinted(Refused):
    """What is printed already cannot be taken away by a number."""

    message = _("More than that are printed already.")
    field = "number"


class MoreThanPrinted(Refused):
    """Nobody hands out more than was printed."""

    message = _("No more can be handed out than were printed.")
    field = "handed_out"


class MoreThanHandedOut(Refused):
    """What comes back was handed out before."""

    message = _("No more can come back than were handed out.")
    field = "returned"


class Cancelled(Refused):
    """The batch is cancelled already."""

    message = _("These slips are cancelled already.")


class Closed(Refused):
    """The codes were counted and are gone."""

    message = _("It is closed: the codes were counted and nothing changes any more.")
