"""Why an action on a commitment says no, in words for whoever asked."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.vocabulary import CommitmentState


class WrongState(Refused):
    """The commitment is in a state in which this cannot happen."""

    def __init__(self, commitment: Commitment) -> None:
        state = CommitmentState(commitment.state).label
        super().__init__(gettext("This cannot be done now: the commitment is “%(state)s”.") % {"state": state})


class TextMissing(Refused):
    """Something has to be said in words."""

    message = _("Say it in a few words; without them nothing was saved.")


class SourceMissing(Refused):
    """The staff writes for the owner and does not say from what."""

    message = _("You write this down for the owner: say where it comes from (minutes, letter number).")
    field = "source"


class DateBeforeMeeting(Refused):
    """A promise cannot fall due before it was made."""

    field = "due_on"

    def __init__(self, made_on: date, *, field: str = "due_on") -> None:
        day = date_format(made_on)
        super().__init__(
            gettext("The date lies before the meeting of %(day)s. Choose that day or a later one.") % {"day": day},
            field=field,
        )


class DateTooFar(Refused):
    """More than ten years ahead: a typing error, or no promise."""

    message = _("The date lies more than ten years ahead. Look at the year again.")
    field = "due_on"


class DateInPast(Refused):
    """A date is moved to a day that has passed."""

    message = _("The new date has already passed. Choose today or a later day.")
    field = "to"


class SameDate(Refused):
    """Nothing would change."""

    message = _("This is the date that it has already.")
    field = "to"


class MeetingToCome(Refused):
    """A commitment comes from a meeting that has taken place."""

    message = _("This meeting has not taken place yet. Enter the commitment after it.")
    field = "meeting"


class OtherMeeting(Refused):
    """The meeting belongs to another roundtable, or is not a later one."""

    message = _("This meeting is not one of this roundtable.")
    field = "meeting"


class NotLater(Refused):
    """A commitment is carried over to a later meeting."""

    message = _("Choose a meeting later than the one it stands in now.")
    field = "meeting"


class NotSeated(Refused):
    """Who owns a commitment sits at the roundtable."""

    message = _("The owner does not sit at this roundtable.")
    field = "owner"


class WrongPost(Refused):
    """The post is missing, ended, of another institution, or given for an organisation that has none."""

    message = _("An institution answers through one of its posts, and other organisations through none.")
    field = "owner_post"


class OwnerTwice(Refused):
    """The owner stands among the co-owners."""

    message = _("The owner cannot be a co-owner as well.")
    field = "co_owners"


class NumberOutOfRange(Refused):
    """A number that the field cannot hold, or that makes no sense there."""

    message = _("This number is out of range.")


class Outdated(Refused):
    """Somebody else saved in between. Nothing was overwritten; `commitment` is what stands now."""

    def __init__(self, commitment: Commitment) -> None:
        self.commitment = commitment
        super().__init__(
            gettext(
                "Somebody else saved this commitment while you were writing. Nothing is lost: below is what stands "
                "now, beside what you wrote. Choose, and save again."
            )
        )


class TooEarly(Refused):
    """It can be called broken by others than its owner only once its date has passed."""

    message = _("Its date has not passed yet. Until then only its owner can call it broken.")


class NothingToConfirm(Refused):
    """Nothing was recorded on the owner's behalf that it has not answered."""

    message = _("Nothing waits here for your confirmation.")


class AlreadyWaiting(Refused):
    """A change waits for the roundtable already."""

    message = _("A change already waits for the roundtable. It answers that one first.")


class AlreadyAnswered(Refused):
    """Somebody answered this before."""

    message = _("This has been answered already.")


class AlreadySpoken(Refused):
    """The person or the organisation has given its word."""

    message = _("Your organisation, or you for another one, has already said so. A second organisation is needed.")


class AlreadyBegun(Refused):
    """A handover of the post is open."""

    message = _("A change of official is already open for this post.")


class NothingToHandOver(Refused):
    """The post has no open commitments."""

    message = _("This post has no open commitments.")
