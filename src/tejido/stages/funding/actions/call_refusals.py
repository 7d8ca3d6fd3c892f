"""Why an action on a call or an application says no, in words for whoever asked."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused
from tejido.stages.funding.eligibility import Obstacle


class WrongTime(Refused):
    """The call or the application is in a state in which this cannot happen."""

    message = _("This cannot be done now. Look at the page again: something has changed, or a date has passed.")


class TextMissing(Refused):
    """Something has to be said in words."""

    message = _("Say it in a few words, at most 600 characters; without them nothing was saved.")


class NotOpenFunder(Refused):
    """Whoever gives money is known."""

    message = _(
        "Whoever opens a call is shown in public, verified and works here. Have the organisation verified and choose "
        "the profile “open” for it first."
    )


class CannotApply(Refused):
    """Something stands in the way; `obstacles` names all of it."""

    def __init__(self, found: Sequence[Obstacle]) -> None:
        super().__init__(" ".join(f"{one.reason} {one.mend}".strip() for one in found))
        self.obstacles = list(found)


class AppliedAlready(Refused):
    """An initiative applies once to a call."""

    message = _("This initiative has an application to this call already: go on with that one.")


class Incomplete(Refused):
    """The application cannot be sent as it is."""


class NotNamed(Refused):
    """This person cannot be named."""

    message = _("Choose somebody who belongs to the funder.")
    field = "person"


class NamedAlready(Refused):
    """This person reviews already."""

    message = _("This person reviews for this call already.")
    field = "code"


class BadCode(Refused):
    """There is no such code, it was used, or its time is over."""

    message = _("This code does not count: look at what you typed, or ask for a new one.")
    field = "code"


class ReviewedAlready(Refused):
    """Enough people have said what they think."""

    message = _("Enough people have reviewed this application; yours is not needed any more.")


class ReviewsMissing(Refused):
    """Some applications were not reviewed by two who agree, nor by a third."""

    message = _("Some applications still wait for their reviews. Two people have to agree on each; a third decides.")


class StillAsked(Refused):
    """Somebody who reviewed cannot be taken from the list."""

    message = _("This person has reviewed already and stays on the list.")
