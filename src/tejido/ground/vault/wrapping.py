"""Keys wrapped for somebody: sealed to their public key, and once more under the epoch's key.

The inner seal is what nobody but the recipient opens; the outer one is what time destroys (tejido.ground.vault.epochs).
Each layer is bound to the row that it lies in, so that rows which were swapped open nothing.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Pair, wrap_address
from tejido.ground.organisations.models import OrganisationKey
from tejido.ground.vault import epochs
from tejido.ground.vault.models import Item, NoteWrap, Thread, Wrap
from tejido.ground.vault.vocabulary import Side


def wrap_for_reporter(secret: bytes, thread: Thread, *, item: Item | None = None, today: date) -> Wrap:
    """Return the saved row that lets the reporter open `secret`, the key of the thread or of one item."""
    return _wrap(secret, thread, item, Side.REPORTER, None, bytes(thread.reporter_public), today)


def wrap_for_organisation(
    secret: bytes, thread: Thread, key: OrganisationKey, *, item: Item | None = None, today: date
) -> Wrap:
    """Return the saved row that lets those who hold `key` open `secret`."""
    return _wrap(secret, thread, item, Side.ORGANISATION, key, bytes(key.public), today)


def unwrap(row: Wrap, pair: Pair) -> bytes:
    """Return the secret in a wrap. Raises CannotOpen: another key, changed bytes, an epoch that is over."""
    return sealing.unwrap(lifted(row), pair, bound(row.thread_id, row.item_id, row.side))


def lifted(row: Wrap | NoteWrap) -> bytes:
    """Return what is sealed to the recipient, taken out of the epoch's envelope. Raises CannotOpen."""
    return sealing.open_small(epochs.epoch(row.epoch).key, bytes(row.blob), _envelope(row.pk, row.epoch))


def put_under(row: Wrap | NoteWrap, inner: bytes, epoch: epochs.EpochKey) -> None:
    """Put what is sealed to the recipient into an envelope of this epoch; the row is not saved."""
    row.epoch = epoch.number
    row.blob = sealing.seal_small(epoch.key, inner, _envelope(row.pk, epoch.number))


def bound(thread: UUID, item: UUID | None, side: str) -> bytes:
    """Return what a wrap is bound to; a reader outside the site needs the same."""
    return wrap_address(thread.bytes, side, item.bytes if item else b"")


def encoded(payload: dict[str, Any]) -> bytes:
    """Return a payload as the bytes that are sealed."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def decoded(text: bytes) -> dict[str, Any]:
    """Return the payload in opened bytes. Raises CannotOpen where it is none."""
    try:
        payload = json.loads(text)
    except ValueError:
        raise CannotOpen from None
    if not isinstance(payload, dict):
        raise CannotOpen
    return payload


def _wrap(
    secret: bytes, thread: Thread, item: Item | None, side: Side, key: OrganisationKey | None, to: bytes, today: date
) -> Wrap:
    row = Wrap(thread=thread, item=item, side=side, key=key)
    put_under(row, sealing.wrap(secret, to, bound(thread.pk, row.item_id, side)), epochs.current(today))
    row.save(force_insert=True)
    return row


def _envelope(row: UUID, epoch: int) -> bytes:
    return b"envelope|" + row.bytes + epoch.to_bytes(8, "big")
