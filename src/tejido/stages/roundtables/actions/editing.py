"""What the actions on roundtables, meetings and minutes share: texts that lose nothing, rows that nobody overwrites."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused

LONGEST = 60_000
"""Characters of minutes or of a purpose; what is longer is refused, never cut."""


class ChangedMeanwhile(Refused):
    """Somebody else saved since the form was opened; nothing was overwritten. `theirs` is the text as it stands now."""

    message = _(
        "Somebody else saved while you were writing. Both texts are below: put together what you want to keep, and save"
        " again."
    )

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


class Missing(Refused):
    """Something has to be said in words."""

    message = _("Write a few words here; without them nothing was saved.")


class TooLong(Refused):
    """A text is longer than is kept."""

    message = _("This is too long. Nothing was saved and nothing was cut: shorten it and save again.")


class RoundtableClosed(Refused):
    """The roundtable has ended its work."""

    message = _("This roundtable has been closed. Nothing more can be planned or changed in it.")


class WrongMoment(Refused):
    """The meeting, the seat or the minutes are in a state in which this cannot happen."""

    message = _("This cannot be done now: look at how it stands, somebody may have done it already.")


def written(text: str, field: str, *, longest: int = LONGEST, at_least: int = 0) -> str:
    """Return what somebody typed, with plain line ends and without blanks around it. Raises Missing, TooLong."""
    kept = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(kept) < at_least:
        raise Missing(field=field)
    if len(kept) > longest:
        raise TooLong(field=field)
    return kept


def line(text: str, field: str, *, longest: int, at_least: int = 0) -> str:
    """Return what somebody typed as one line. Raises Missing, TooLong."""
    return " ".join(written(text, field, longest=longest, at_least=at_least).split())
