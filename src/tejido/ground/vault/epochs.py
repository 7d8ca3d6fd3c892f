"""Epoch keys: short-lived keys in files outside the database, without which no wrap in it opens.

Every wrapped key lies in the database in an envelope under the key of an epoch. Once a day the clock looks: an epoch
that is LIFE old gets a successor, all envelopes are made anew under it, and the old key is destroyed a day later. A
copy of the database that is older than that opens nothing any more, whoever holds the private keys. See
docs/decisions/0014-wraps-under-an-epoch-key.md; the folder must be mirrored, never archived.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tejido.engines.sealing import CannotOpen
from tejido.ground.vault.models import NoteWrap, Wrap

KEY_BYTES = 32
LIFE = timedelta(days=5)
"""When the clock begins the next epoch. A day later the old key goes: six days after it began, seven where the clock
missed a day."""


@dataclass(frozen=True)
class EpochKey:
    """The key of one epoch."""

    number: int
    began_on: date
    key: bytes = field(repr=False)


def current(today: date) -> EpochKey:
    """Return the key that new envelopes are made under; begin the first epoch where there is none.

    Raises ImproperlyConfigured where there are envelopes and no key at all: the folder is not where it was.
    """
    numbers = _numbers()
    if numbers:
        return _read(numbers[-1])
    if Wrap.objects.exists() or NoteWrap.objects.exists():
        raise ImproperlyConfigured(f"{settings.EPOCHS} has no key; put its mirror back, or sealed reports stay closed")
    return begin(1, today)


def epoch(number: int) -> EpochKey:
    """Return the key of an epoch. Raises CannotOpen where it was destroyed: what lies under it is gone."""
    try:
        return _read(number)
    except FileNotFoundError:
        raise CannotOpen from None


def exists(number: int) -> bool:
    """Say whether the key of an epoch is there."""
    return _path(number).exists()


def begin(number: int, today: date) -> EpochKey:
    """Make the key of epoch `number`, on disk before this returns; where another process was first, return its key."""
    folder = _folder()
    text = json.dumps({"began_on": today.isoformat(), "key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()})
    beside = folder / f".{secrets.token_hex(8)}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, _path(number))
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _sync(folder)
    return _read(number)


def destroy(number: int) -> None:
    """Overwrite and remove the key of an epoch. File systems and flash memory may keep older blocks."""
    path = _path(number)
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync(path.parent)


def older_than(number: int) -> list[int]:
    """Return the epochs before `number` whose keys still exist."""
    return [one for one in _numbers() if one < number]


def _numbers() -> list[int]:
    return sorted(int(path.stem) for path in _folder().glob("*.key"))


def _read(number: int) -> EpochKey:
    stored = json.loads(_path(number).read_text())
    return EpochKey(number, date.fromisoformat(stored["began_on"]), base64.b64decode(stored["key"], validate=True))


def _path(number: int) -> Path:
    return _folder() / f"{number}.key"


def _folder() -> Path:
    folder: Path = settings.EPOCHS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
