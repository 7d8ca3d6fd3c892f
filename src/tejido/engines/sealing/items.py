"""Sealed items (texts, answers, notes), padded so that a size tells its bucket only; and small boxes, unpadded."""

from tejido.engines.sealing import box
from tejido.engines.sealing.context import Context
from tejido.engines.sealing.refusal import CannotOpen

BUCKETS = tuple(4 * 1024 * 4**step for step in range(5))  # 4 KiB, 16 KiB, 64 KiB, 256 KiB, 1 MiB
MOST_BYTES = BUCKETS[-1] - 4

_ITEM = b"I1"
_SMALL = b"S1"
_LENGTH_BYTES = 4


def draw_key() -> bytes:
    """Draw the key of a report: 32 bytes."""
    return box.draw_key()


def seal_item(key: bytes, text: bytes, *, context: Context) -> bytes:
    """Seal `text`, padded to the next of BUCKETS. Raises ValueError for more than MOST_BYTES."""
    return box.seal(_ITEM, key, _padded(text), context.address)


def open_item(key: bytes, sealed: bytes, *, context: Context) -> bytes:
    """Give back the text. Raises CannotOpen, also for an item that was sealed under another context."""
    padded = box.open_box(_ITEM, key, sealed, context.address)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    text = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    if len(text) > MOST_BYTES or _padded(text) != padded:
        raise CannotOpen
    return text


def seal_small(key: bytes, data: bytes, context: bytes) -> bytes:
    """Seal what has a fixed length anyway, such as a key, without padding."""
    return box.seal(_SMALL, key, data, context)


def open_small(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Give back what `seal_small` sealed. Raises CannotOpen."""
    return box.open_box(_SMALL, key, sealed, context)


def _padded(text: bytes) -> bytes:
    length = _LENGTH_BYTES + len(text)
    bucket = next((size for size in BUCKETS if length <= size), None)
    if bucket is None:
        raise ValueError(f"an item has at most {MOST_BYTES} bytes")
    return len(text).to_bytes(_LENGTH_BYTES, "big") + text + bytes(bucket - length)
