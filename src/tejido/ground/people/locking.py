"""Locking private halves with the password of their owner.

The lock is Argon2id (64 MiB, three passes, a salt of its own, apart from that of the sign-in), made in turn with the
hashes of sign-in, since each takes its memory. Around it lies a seal of the instance, so that the database alone gives
nobody anything to try passwords on.
"""

from django.conf import settings

from tejido.engines.sealing import CannotOpen, lock, unlock
from tejido.ground.people import names
from tejido.ground.people.hashing import in_turn

PURPOSE = "person-key"


def lock_private(private: bytes, password: str) -> bytes:
    """Return `private` locked with `password`."""
    passes, memory = settings.KEY_LOCK
    with in_turn():
        locked = lock(private, password, ops=passes, mem=memory)
    return names.seal(locked.hex(), purpose=PURPOSE)


def unlock_private(locked: bytes, password: str) -> bytes:
    """Return the private half. Raises CannotOpen, of the engine, for another password and for anything changed."""
    try:
        inner = bytes.fromhex(names.unseal(locked, purpose=PURPOSE))
    except (names.CannotOpen, ValueError):
        raise CannotOpen from None
    with in_turn():
        return unlock(inner, password)
