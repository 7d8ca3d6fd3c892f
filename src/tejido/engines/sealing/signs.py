"""The signs that secrets on paper are written in: Crockford's base32, and one sign that checks the others.

The check sign is the remainder in GF(32) (x^5 + x^2 + 1): one wrong sign, or any two that changed places, are always
noticed, and it needs no sign outside the 32 (Crockford's own check has five more).
"""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5

_FIELD = 0b100101
_MEANT = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-_.,:·‐-―−]+")
_MOST_TYPED = 200


def meant(typed: str) -> str:
    """Give the signs that were meant, without blanks and dashes; what is far too long was not meant to be a secret."""
    if len(typed) > _MOST_TYPED:
        return ""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_MEANT)


def checked(signs: str) -> str:
    """Give `signs` with their check sign."""
    return signs + ALPHABET[_remainder(signs)]


def holds(signs: str, length: int) -> bool:
    """Say whether these are `length` signs and the right check sign."""
    return len(signs) == length + 1 and all(sign in ALPHABET for sign in signs) and checked(signs[:length]) == signs


def _remainder(signs: str) -> int:
    """Give the remainder of the signs, read as a polynomial over GF(32), at x = 2."""
    rest = 0
    for sign in signs:
        rest = _double(rest) ^ ALPHABET.index(sign)
    return _double(rest)


def _double(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
