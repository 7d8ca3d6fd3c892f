"""Recovery codes: the only way back into an account that has no e-mail.

A code is 100 random bits, written as 20 characters of Crockford's base 32 (no I, L, O, U: nothing to mistake when a
code is copied by hand) in four groups. Guessing one is out of reach, so it needs no slow hash; the database holds its
keyed digest only.
"""

import secrets

from tejido.ground.people.names import digest_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 20  # of 5 bits each
GROUP = 5
SET = 8  # codes that are handed out together
_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1"}) | {ord(c): None for c in " -–—._\t\n\r"}


def draw_code() -> str:
    """Return a fresh code in groups, as in `7Q2XM-0F9KD-W3HTA-5RZ8C`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def digest_of_code(typed: str) -> str:
    """Return the digest of a code however it was typed: case, blanks, dashes, O for 0 and I or L for 1 are forgiven."""
    return digest_of(typed.upper().translate(_TYPED), purpose="tejido-recovery")
