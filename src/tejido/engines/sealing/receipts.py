"""The receipt: 20 characters of Crockford's base32 (100 bits) and one that checks them; the only way back.

The check character is the remainder in GF(32) (x^5 + x^2 + 1): one wrong character, or any two that changed places,
are always noticed, and it needs no sign outside the 32 (Crockford's own check has five more).
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field

from nacl.utils import random

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
PEPPER_BYTES = 32  # at least

_FIELD = 0b100101
_MEANT = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-_.,:·‐-―−]+")
_MOST_TYPED = 200
_FORM = re.compile(f"[{ALPHABET}]{{{LENGTH + 1}}}")


@dataclass(frozen=True)
class Derived:
    """What a receipt gives: the 32 bytes that its thread is found by, and the 32 that open the reporter's key."""

    lookup: bytes = field(repr=False)
    key: bytes = field(repr=False)


def draw() -> str:
    """Draw a receipt, in groups: XXXX-XXXX-XXXX-XXXX-XXXXC."""
    number = int.from_bytes(random(13), "big")
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
    return _grouped(signs + ALPHABET[_check(signs)])


def normalise(typed: str) -> str | None:
    """Give the receipt that was meant, in groups; None where it cannot be one.

    Forgives case, blanks and dashes, and O for 0, I and L for 1.
    """
    signs = _signs(typed)
    if not _FORM.fullmatch(signs) or ALPHABET[_check(signs[:LENGTH])] != signs[LENGTH]:
        return None
    return _grouped(signs)


def last_group(receipt: str) -> str:
    """Give the last five characters, which are typed again before the thread opens."""
    return receipt.rpartition("-")[2]


def is_last_group(receipt: str, typed: str) -> bool:
    """Say whether somebody typed the last group, with the same forgiveness; the whole receipt will do too."""
    signs = _signs(typed).encode(errors="replace")
    known = (last_group(receipt), receipt.replace("-", ""))
    return any(hmac.compare_digest(signs, one.encode()) for one in known)


def derive(receipt: str, pepper: bytes) -> Derived:
    """Derive what finds and what opens the thread, by BLAKE2b-512 under `pepper` (at least 32 bytes).

    What is no receipt costs the same and derives what nobody has, so that it is refused where a wrong one is.
    """
    if not PEPPER_BYTES <= len(pepper) <= hashlib.blake2b.MAX_KEY_SIZE:
        raise ValueError("the pepper has 32 to 64 bytes")
    other = draw()
    signs = (normalise(receipt) or other).replace("-", "")
    both = hashlib.blake2b(signs.encode(), key=pepper, person=b"tejido1 receipt", digest_size=64).digest()
    return Derived(both[:32], both[32:])


def _signs(typed: str) -> str:
    """Give the signs that were meant; what is far too long was not meant to be a receipt."""
    if len(typed) > _MOST_TYPED:
        return ""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_MEANT)


def _grouped(signs: str) -> str:
    return "-".join([*(signs[at : at + 4] for at in range(0, LENGTH - 4, 4)), signs[LENGTH - 4 :]])


def _check(signs: str) -> int:
    """Give the remainder of the signs, read as a polynomial over GF(32), at x = 2."""
    rest = 0
    for sign in signs:
        rest = _double(rest) ^ ALPHABET.index(sign)
    return _double(rest)


def _double(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
