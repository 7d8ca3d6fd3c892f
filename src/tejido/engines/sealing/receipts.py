"""The receipt: 20 characters of Crockford's base32 (100 bits) and one that checks them; the only way back."""

import hashlib
import hmac
from dataclasses import dataclass, field

from nacl.utils import random

from tejido.engines.sealing import signs as written
from tejido.engines.sealing.signs import ALPHABET, BITS

LENGTH = 20
PEPPER_BYTES = 32  # at least


@dataclass(frozen=True)
class Derived:
    """What a receipt gives: the 32 bytes that its thread is found by, and the 32 that open the reporter's key."""

    lookup: bytes = field(repr=False)
    key: bytes = field(repr=False)


def draw() -> str:
    """Draw a receipt, in groups: XXXX-XXXX-XXXX-XXXX-XXXXC."""
    number = int.from_bytes(random(13), "big")
    return _grouped(written.checked("".join(ALPHABET[number >> BITS * place & 31] for place in range(LENGTH))))


def normalise(typed: str) -> str | None:
    """Give the receipt that was meant, in groups; None where it cannot be one.

    Forgives case, blanks and dashes, and O for 0, I and L for 1.
    """
    signs = written.meant(typed)
    return _grouped(signs) if written.holds(signs, LENGTH) else None


def last_group(receipt: str) -> str:
    """Give the last five characters, which are typed again before the thread opens."""
    return receipt.rpartition("-")[2]


def is_last_group(receipt: str, typed: str) -> bool:
    """Say whether somebody typed the last group, with the same forgiveness; the whole receipt will do too."""
    signs = written.meant(typed).encode(errors="replace")
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


def _grouped(signs: str) -> str:
    return "-".join([*(signs[at : at + 4] for at in range(0, LENGTH - 4, 4)), signs[LENGTH - 4 :]])
