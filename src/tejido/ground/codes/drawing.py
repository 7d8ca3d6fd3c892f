"""The code itself: 75 random bits in 15 signs and one that checks them, in four groups; only its digest is kept."""

import secrets

from tejido.engines.sealing import signs as written
from tejido.ground.people.names import digest_of

LENGTH = 15
_GROUP = 4


def draw() -> str:
    """Return a fresh code, as in `7Q2X-M0F9-KDW3-HTA5`."""
    return _grouped(written.checked("".join(secrets.choice(written.ALPHABET) for _ in range(LENGTH))))


def normalise(typed: str) -> str | None:
    """Return the code that was meant, in groups; None where it cannot be one.

    Forgives case, blanks and dashes, and O for 0, I and L for 1.
    """
    signs = written.meant(typed)
    return _grouped(signs) if written.holds(signs, LENGTH) else None


def digest(code: str) -> str:
    """Return the keyed digest that a code is known by. What is no code gets one that no code has."""
    return digest_of(normalise(code) or f"no code {secrets.token_hex(16)}", purpose="tejido-code")


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
