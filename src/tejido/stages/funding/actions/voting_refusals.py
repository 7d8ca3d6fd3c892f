"""What cannot be done in a voting, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused


class CodeDoesNotCount(Refused):
    """The same words for a code that is mistyped, used, returned or was never drawn: which one would betray."""

    message = _(
        "Nobody can vote with this code. Compare it with your slip, letter by letter. A code counts once: if you voted "
        "with it just now, your vote counts."
    )
    field = "code"


class NotVotingNow(Refused):
    """The ballot of this call is not open today."""

    message = _("This ballot is not open today. Your code was not used.")
    field = "code"


class BoxIsShut(Refused):
    """The key of the box is not where it was."""

    message = _("Your vote cannot be kept safe just now, so it was not taken. Your code was not used: try again later.")
    field = "code"


class BadBallot(Refused):
    """What was chosen cannot be counted."""

    field = "choices"


class NoBallot(Refused):
    """People do not vote on this call, or not any more."""

    message = _("There is no voting to prepare on this call.")


class NotAHolder(Refused):
    """Codes are handed out by civil society that is known, never by who gives the money or by an authority."""

    message = _("Choose an organisation of civil society that is verified. Funders and authorities hand out no codes.")
    field = "holder"


class TooLateToCancel(Refused):
    """Codes that people may have used cannot be taken back in one go."""

    message = _("Voting has begun: some may have used their slips. Type those that came back, one by one.")


class NotOver(Refused):
    """People may still vote today."""

    message = _("People may still vote. The ballot can be closed once the last day has passed.")


class AlreadyClosed(Refused):
    """A ballot is closed once."""

    message = _("This voting is closed already.")


class BundlesOpen(Refused):
    """There are sheets that nobody agrees on yet."""

    message = _("There are sheets that two people do not agree on yet. Finish them, or leave them out with a reason.")


class UrnMissing(Refused):
    """Where people vote on paper only, closing without sheets would be a voting of nobody."""

    message = _("People vote on paper only, and no sheets were typed in yet.")


class TooLateForAnUrn(Refused):
    """An urn that nobody knew of before the end is not counted."""

    message = _("Urns are announced while people vote. None can be added afterwards.")


class WrongMoment(Refused):
    """The bundle is not at this step."""

    message = _("These sheets are at another step. Look again at how they stand.")


class TypedAlready(Refused):
    """Two others type these sheets, or the person is through with them."""

    message = _("You are through with these sheets, or two others type them.")


class OtherPersonNeeded(Refused):
    """Nobody agrees with themselves."""

    message = _("The other person who typed these sheets has to agree.")


class SizeMissing(Refused):
    """A bundle has between one sheet and a hundred."""

    message = _("Write how many sheets there are, from 1 to 100. Tie more than that into several bundles.")
    field = "size"


class ReasonMissing(Refused):
    """Votes are not left out without a word."""

    message = _("Write why. Everybody will read it.")
    field = "reason"


class TextMissing(Refused):
    """Where the urn stands has to be said."""

    message = _("Say where the urn stands.")
    field = "urn"
