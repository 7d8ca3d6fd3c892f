"""Official identifiers of organisations: CLUNI and tax key (RFC). Pure functions; both are optional everywhere.

Sources: CLUNI, federal law on the promotion of civil society organisations (fourteen characters, given by the
registry). RFC of a moral person and its check digit: what the tax administration (SAT) published in 2006 on how the key
is made. It is known that the SAT gave out a few keys that do not follow its own rule; these cannot be entered.
"""

import re
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLUNI_LENGTH = 14
RFC_LENGTH = 12
_RFC_SHAPE = re.compile(r"[A-ZÑ&]{3}\d{6}[A-Z0-9]{2}[0-9A]")
_RFC_VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ")}


class BadIdentifier(ValueError):  # noqa: N818  names what was typed
    """The text cannot be such an identifier; `message` says why, in words for whoever typed it."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(str(message))


def cluni(text: str) -> str:
    """Return a CLUNI in capitals without blanks or hyphens; nothing for nothing. Raises BadIdentifier."""
    bare = _bare(text)
    if bare and (len(bare) != CLUNI_LENGTH or not (bare.isascii() and bare.isalnum())):
        raise BadIdentifier(_("A CLUNI has 14 letters and digits."))
    return bare


def rfc(text: str) -> str:
    """Return the RFC of a moral person in capitals without blanks or hyphens; nothing for nothing.

    Checks length, shape, the date in it and the check digit. Raises BadIdentifier.
    """
    bare = _bare(text)
    if not bare:
        return ""
    if len(bare) == RFC_LENGTH + 1:
        raise BadIdentifier(_("This looks like the tax key of a person. An organisation's has 12 characters."))
    if len(bare) != RFC_LENGTH or not _RFC_SHAPE.fullmatch(bare):
        raise BadIdentifier(_("An organisation's tax key has 3 letters, 6 digits of a date and 3 more characters."))
    try:
        datetime.strptime(bare[3:9], "%y%m%d")
    except ValueError:
        raise BadIdentifier(_("The six digits in the tax key are no date (year, month, day).")) from None
    if check_digit(bare[:-1]) != bare[-1]:
        raise BadIdentifier(_("The last character of the tax key does not fit the others: one of them is mistyped."))
    return bare


def check_digit(first: str) -> str:
    """Return the last character of the RFC whose first 11 characters (12 of a person) are `first`.

    Each character counts by the tax administration's table, weighted from 13 down to 2, filled with a blank on the
    left; 11 minus the remainder modulo 11 is the digit, with 10 written as A and 11 as 0.
    """
    weighted = sum(_RFC_VALUES[sign] * weight for sign, weight in zip(first.rjust(12), range(13, 1, -1), strict=True))
    return "0123456789A0"[11 - weighted % 11]


def _bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()
