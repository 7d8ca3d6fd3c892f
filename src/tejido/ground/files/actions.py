"""Keeping and dropping cleaned files. Both are parts of the actions of other apps, which check who may."""

import hashlib
import os
import uuid
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.models import FOLDER, File

_NEUTRAL_TIME = 946_684_800  # 2000-01-01: when a file was written is nobody's business
_GRACE = timedelta(days=1)


def keep_file(cleaned: Cleaned, *, today: date) -> File:
    """Keep a file that was drawn afresh with a preview, inside the transaction of the action that attaches it.

    The bytes are written first; where the transaction then fails, the daily sweep removes them.
    Raises RuntimeError outside a transaction, OSError where the disk is full.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is kept inside the transaction of its action")
    if cleaned.preview is None:
        raise ValueError("clean with Limits(preview_side=...); CleanedFileField does")
    return File.objects.create(
        media_type=cleaned.media_type,
        width=cleaned.width,
        height=cleaned.height,
        pages=cleaned.pages,
        size=len(cleaned.data),
        sha256=hashlib.sha256(cleaned.data).hexdigest(),
        blob=_write(cleaned.data),
        preview_media_type=cleaned.preview.media_type,
        preview_blob=_write(cleaned.preview.data),
        uploaded_on=today,
    )


def drop_file(file: File) -> None:
    """Delete a file for good, inside the transaction of the action that detaches it; its bytes go on commit.

    Copies that browsers keep cannot be recalled.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a file is dropped inside the transaction of its action")
    for name in (file.blob, file.preview_blob):
        transaction.on_commit(partial(default_storage.delete, name))
    file.delete()


def sweep_blobs(now: datetime) -> int:
    """Delete bytes that no row speaks of, left by transactions that failed over a day ago; return how many."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    rows = File.objects.values_list("blob", "preview_blob")
    lost = {f"{FOLDER}/{name}" for name in names}.difference(name for pair in rows.iterator() for name in pair)
    old = [name for name in sorted(lost) if now - default_storage.get_created_time(name) > _GRACE]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _write(data: bytes) -> str:
    name = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(data))
    with suppress(NotImplementedError):  # an object store has no paths; its own times are its own
        os.utime(default_storage.path(name), (_NEUTRAL_TIME, _NEUTRAL_TIME))
    return name
