"""Sealed files on disk: random names, flat times, nothing in clear.

The time of the last change of an inode (ctime) cannot be set; docs/threat-model.md says so.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from tejido.ground.vault.models import SealedFile

CHUNK = 64 * 1024
GRACE = timedelta(days=1)
_NEUTRAL_TIME = 946_684_800  # 2000-01-01: when something came is nobody's business


class Stream(File[bytes]):
    """What storage takes where the bytes come one chunk after the other."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__(None, name="sealed")
        self._chunks = chunks

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002  Django's own signature
        """Yield the bytes."""
        return self._chunks


def write(chunks: Iterator[bytes]) -> str:
    """Write sealed bytes under a random name, on disk before this returns; return the name. Raises OSError."""
    store, fresh = _store(), uuid.uuid4().hex
    try:
        name = store.save(fresh, Stream(chunks))
    except BaseException:  # half a file is of no use to anybody, whatever stopped it
        store.delete(fresh)
        raise
    with suppress(NotImplementedError):  # an object store has no paths; its own times are its own
        path = Path(store.path(name))
        _sync(path)
        _sync(path.parent)
        for one in (path, path.parent):
            os.utime(one, (_NEUTRAL_TIME, _NEUTRAL_TIME))
    return name


def read(name: str) -> Iterator[bytes]:
    """Yield the bytes of a sealed file. Raises FileNotFoundError."""
    with _store().open(name) as file:
        while piece := file.read(CHUNK):
            yield piece


def size_of(name: str) -> int:
    """Return how many bytes a sealed file has. Raises FileNotFoundError."""
    return _store().size(name)


def remove(name: str) -> None:
    """Delete a sealed file; nothing where it is gone."""
    _store().delete(name)


def sweep(now: datetime) -> int:
    """Delete files that no row speaks of, left by transactions that failed over a day ago; return how many."""
    store = _store()
    try:
        names = store.listdir("")[1]
    except FileNotFoundError:
        return 0
    kept = set(SealedFile.objects.values_list("blob", flat=True).iterator())
    lost = [name for name in sorted(names) if name not in kept and now - store.get_created_time(name) > GRACE]
    for name in lost:
        store.delete(name)
    return len(lost)


def _store() -> Storage:
    return storages["sealed"]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
