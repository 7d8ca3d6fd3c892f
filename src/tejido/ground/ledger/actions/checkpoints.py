"""Signed checkpoints: what anybody may keep, to show later that the log was rewritten."""

import logging
from datetime import datetime

from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import localdate

from tejido.engines.record import Checkpoint as Stated
from tejido.engines.record import NoteError, SignerKey, checkpoint
from tejido.ground.ledger import keys, nodes, queries
from tejido.ground.ledger.models import Checkpoint

logger = logging.getLogger(__name__)
SECONDS = 60
"""Between two checkpoints that somebody asks for."""


class RecordBroken(Exception):  # noqa: N818  a state of the tables, not a mistake of the caller
    """The tree no longer grows out of the last checkpoint, or its key is another: nothing more is signed."""


def make_checkpoint(*, now: datetime) -> Checkpoint | None:
    """Sign the log as it stands and keep that for good; None before the first act.

    A log that did not grow keeps its checkpoint. Before anything is signed, the tree is compared with the last
    checkpoint, so that whoever writes to the tables without holding the key gets no signature for it. Raises
    RecordBroken.
    """
    last, size = queries.latest_checkpoint(), queries.size_of_log()
    if size == 0 or (last and last.size == size):
        return last
    try:
        key = keys.signer()
        assert key is not None
        if last:
            _check_grown(last, size, key)
        note = checkpoint.sign(Stated(key.name, size, nodes.root_of(size)), key)
    except (NoteError, ImproperlyConfigured, LookupError) as problem:
        raise RecordBroken(str(problem)) from problem
    return Checkpoint.objects.get_or_create(size=size, defaults={"day": localdate(now), "note": note})[0]


def fresh_checkpoint(*, now: datetime) -> Checkpoint | None:
    """Return a checkpoint of the log as it stands, or the last one where another was made within the minute.

    Returns the last one as well where nothing more is signed; the site's log says why.
    """
    last = queries.latest_checkpoint()
    if last and (last.size == queries.size_of_log() or not caches["default"].add("ledger.checkpoint", 1, SECONDS)):
        return last
    try:
        return make_checkpoint(now=now)
    except RecordBroken:
        logger.exception("no checkpoint")
        return last


def make_daily_checkpoint(now: datetime) -> str:
    """Make the day's checkpoint; return its size, or why there is none."""
    try:
        made = make_checkpoint(now=now)
    except RecordBroken as problem:
        logger.exception("no checkpoint")
        return str(problem)
    return str(made.size) if made else "0"


def _check_grown(last: Checkpoint, size: int, key: SignerKey) -> None:
    checkpoint.verify(last.note, [key.verifier])
    stated = checkpoint.parse(last.note).checkpoint
    if stated.size != last.size or last.size > size or nodes.root_of(last.size) != stated.root:
        raise RecordBroken(f"the log does not grow out of its checkpoint of {last.size} entries")
