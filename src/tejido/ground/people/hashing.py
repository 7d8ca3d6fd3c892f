"""Password hashes: Argon2id from libsodium, through PyNaCl, which the project has anyway."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, mask_hash
from django.utils.crypto import constant_time_compare
from nacl import pwhash
from nacl.exceptions import CryptoError

AT_ONCE = 4  # derivations of 64 MiB each that a process makes at the same time; the others wait their turn
_turn = BoundedSemaphore(AT_ONCE)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until this process makes fewer than `AT_ONCE` derivations, for sign-in and for keys together."""
    with _turn:
        yield


class Argon2id(BasePasswordHasher):
    """Argon2id with 64 MiB and three passes (RFC 9106, second recommended option), in libsodium's own encoding."""

    algorithm = "argon2id-sodium"
    opslimit = 3
    memlimit = 64 * 1024 * 1024

    def encode(self, password: str, salt: str) -> str:  # noqa: ARG002  libsodium draws its own salt
        """Return the hash of `password` with a fresh salt."""
        with in_turn():
            made = pwhash.argon2id.str(password.encode(), opslimit=self.opslimit, memlimit=self.memlimit)
        return f"{self.algorithm}${made.decode().rstrip(chr(0))}"

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether `password` is the one that was hashed."""
        algorithm, stored = encoded.split("$", 1)
        if not constant_time_compare(algorithm, self.algorithm):
            return False
        try:
            with in_turn():
                return bool(pwhash.verify(stored.encode(), password.encode()))
        except CryptoError:
            return False

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts of a hash."""
        algorithm, stored = encoded.split("$", 1)
        parts = stored.split("$")  # "", argon2id, v=19, m=…,t=…,p=…, salt, hash
        return {"algorithm": algorithm, "parameters": parts[3], "salt": parts[4], "hash": parts[5]}

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """Return what may be shown of a hash."""
        parts = self.decode(encoded)
        return {"algorithm": parts["algorithm"], "hash": mask_hash(parts["hash"])}

    def must_update(self, encoded: str) -> bool:
        """Say whether the hash was made with other limits than today's."""
        return f"m={self.memlimit // 1024},t={self.opslimit}," not in encoded

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: limits are the hash's own."""
