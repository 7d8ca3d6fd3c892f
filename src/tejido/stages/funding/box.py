"""The box that ballots lie in while people vote: sealed under a key of its own, shuffled together, opened at the end.

The key is a file outside the database (beside the epoch keys, in a folder that is mirrored and never archived). It is
destroyed once the voting is closed, so that no copy of the database from the days of voting tells what was in the box,
not even with the other keys of the instance. See docs/decisions/0024.
"""

import hashlib
import json
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from tejido.stages.funding.choices import Choices, as_lists

KEY_BYTES = 32
_EVEN = 512  # bytes that every sealed ballot is filled up to, so that its length does not tell how many were chosen


class KeyIsMissing(Exception):  # noqa: N818  names what happened
    """The key of a box is not where it was, or another one lies there: what is in the box stays closed."""


def make_key(voting: UUID) -> str:
    """Make the key of a box, on disk before this returns, and return what recognises it.

    Where another process was first, its key is the one.
    """
    path = _path(voting)
    beside = path.with_name(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _sync(path.parent)
    return _check(path.read_bytes())


def key_of(voting: UUID, check: str) -> bytes:
    """Return the key of a box. Raises KeyIsMissing."""
    try:
        key = _path(voting).read_bytes()
    except FileNotFoundError:
        raise KeyIsMissing from None
    if len(key) != KEY_BYTES or _check(key) != check:
        raise KeyIsMissing
    return key


def destroy_key(voting: UUID) -> bool:
    """Overwrite and remove the key of a box; say whether there was one. File systems may keep older blocks."""
    path = _path(voting)
    try:
        with path.open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return False
    path.unlink(missing_ok=True)
    _sync(path.parent)
    return True


def existing() -> set[UUID]:
    """Return the boxes whose keys exist."""
    return {UUID(path.stem) for path in _folder().glob("*.key")}


def seal(key: bytes, ballots: list[Choices], *, row: int) -> bytes:
    """Return ballots sealed together for the row with this key in its table, filled up to an even length."""
    plain = json.dumps(ballots, separators=(",", ":")).encode()
    return bytes(Aead(key).encrypt(plain.ljust(-(-len(plain) // _EVEN) * _EVEN), aad=_bound(row)))


def open_sealed(key: bytes, sealed: bytes | memoryview, *, row: int) -> list[Choices]:
    """Return the ballots of one row. Raises KeyIsMissing where they do not open."""
    try:
        plain = Aead(key).decrypt(bytes(sealed), aad=_bound(row))
    except CryptoError as problem:
        raise KeyIsMissing from problem
    return [as_lists(choices) for choices in json.loads(plain)]


def _bound(row: int) -> bytes:
    return f"tejido1|ballot|{row}".encode()


def _check(key: bytes) -> str:
    return hashlib.blake2b(key, person=b"tejido-box", digest_size=16).hexdigest()


def _path(voting: UUID) -> Path:
    return _folder() / f"{voting}.key"


def _folder() -> Path:
    folder: Path = settings.EPOCHS.with_name("boxes")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
