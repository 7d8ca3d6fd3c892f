"""Why an action on the result of a call says no, in words for whoever asked."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused


class NotCounting(Refused):
    """The call has no result to compute now."""

    message = _("The result can be computed once the voting has closed.")


class DecidedAlready(Refused):
    """A result is computed once."""

    message = _("This call has its result already. It is computed once and stays as it is.")


class NoBallots(Refused):
    """There is nothing to count, which may be a mistake."""

    message = _(
        "There are no ballots. If they were counted elsewhere, bring them in first. If really nobody voted, say so "
        "below: then nobody is chosen."
    )
    field = "nobody_voted"


class ResultDoesNotHold(Refused):
    """The site's own check failed; nothing was stored."""

    message = _("The result did not pass its own check, so it was not stored. Tell whoever runs this site.")


class CannotScrutinise(Refused):
    """This organisation cannot recompute this result."""


class NoSeat(Refused):
    """Only those in a seat do this, once."""

    message = _("Only the two organisations whose turn it is can do this, while they have not signed.")


class FetchedAlready(Refused):
    """The file is given once."""

    message = _("Your organisation has taken the ballots already. If the file is lost, give back your place.")


class NotFetched(Refused):
    """Whoever signs has recomputed."""

    message = _("Take the ballots and recompute the result first.")


class ReasonMissing(Refused):
    """What does not hold has to be said."""

    message = _("Say in a few words, at most 600 characters, what does not hold.")
    field = "reason"


class CannotBringIn(Refused):
    """Ballots of a file cannot be counted for this call now."""


class BadFile(Refused):
    """The file cannot be read as ballots; the message names the line."""

    field = "file"


class RowsRefused(Refused):
    """Some rows cannot be counted, and nobody said to leave them out."""

    message = _("Some ballots cannot be counted. Correct the file, or say below that they are left out.")
    field = "leave_out"


class NothingBroughtIn(Refused):
    """There is no ballot to count."""

    message = _("There is no ballot in the file that can be counted. Correct it and choose it again.")
