"""Invitation codes: drawn, said aloud or written down, and recognised without being kept."""

import secrets
from datetime import timedelta

from tejido.ground.people import names

VALID_FOR = timedelta(days=7)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U to mistake
LENGTH = 12  # 60 bits, for a code that holds a week and counts once
_MISTAKEN = str.maketrans("ILO", "110")


def draw() -> str:
    """Return a new code in groups of four."""
    signs = [secrets.choice(ALPHABET) for _ in range(LENGTH)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, LENGTH, 4))


def digest_of(code: str) -> str:
    """Return the keyed digest of `code`, the same however it was typed."""
    bare = "".join(code.upper().split()).replace("-", "").translate(_MISTAKEN)
    return names.digest_of(bare, purpose="tejido-invite")
