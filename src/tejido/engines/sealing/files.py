"""Sealed files: libsodium's secretstream in messages of one size, with name, type and size inside, and padding.

Form: 2 bytes mark, 24 bytes salt, 32 bytes commitment, 24 bytes secretstream header, then messages. The first holds the
header of the file, each other 64 KiB of it; the last one is marked as such and states the length of the whole. Memory
is bounded by one message.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as STREAM_BYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as STREAM_HEADER_BYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull as init_pull,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_push as init_push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_pull as pull,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_push as push,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_state as State,  # noqa: N812  a class, which libsodium names in lower case
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as FINAL,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MESSAGE,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from tejido.engines.sealing import box
from tejido.engines.sealing.context import Context
from tejido.engines.sealing.refusal import CannotOpen

CHUNK = 64 * 1024
HEADER = 1024
MOST_NAME_AND_TYPE = HEADER - 2 - 64  # bytes of their JSON

_MARK = b"F1"
_SALT_BYTES = 24
_HEAD_BYTES = 2 + _SALT_BYTES + box.COMMITMENT_BYTES + STREAM_HEADER_BYTES
_FIRST = STREAM_BYTES + HEADER
_NEXT = STREAM_BYTES + 4 + CHUNK + 8


@dataclass(frozen=True)
class FileHeader:
    """What is sealed with a file: its name, media type and size in bytes (None where not known beforehand)."""

    name: str
    type: str
    size: int | None = None


def messages_for(size: int) -> int:
    """Give how many messages a file of `size` bytes is padded to: 1, 2, 3, 4, 6, 8, 12, 16, 24 … of 64 KiB."""
    needed, step = max(1, -(-size // CHUNK)), 1
    while True:
        for wide in (step, step * 3 // 2):
            if needed <= wide:
                return wide
        step *= 2


def sealed_size(size: int) -> int:
    """Give the length in bytes of a sealed file of `size` bytes."""
    return _HEAD_BYTES + _FIRST + messages_for(size) * _NEXT


def seal_file(key: bytes, chunks: Iterable[bytes], header: FileHeader, context: Context) -> Iterator[bytes]:
    """Seal a file as it comes, in any chunks; give its sealed pieces.

    Raises ValueError at once for a header that is too long, and at the end for a size other than the header states.
    """
    first = _write_header(header)
    return _seal(key, chunks, header.size, first, context)


def _seal(key: bytes, chunks: Iterable[bytes], stated: int | None, first: bytes, context: Context) -> Iterator[bytes]:
    salt = random(_SALT_BYTES)
    own, commitment = box.derive(key, salt, _MARK, context.address)
    state = State()
    address = _MARK + context.address
    yield _MARK + salt + commitment + init_push(state, own)
    yield push(state, first, address, MESSAGE)
    size = count = 0
    last = b""
    for piece in _pieces(chunks, CHUNK):
        if last:
            yield push(state, _message(last, 0), address, MESSAGE)
        last = piece
        count += 1
        size += len(piece)
    if stated not in (None, size):
        raise ValueError("the file is not of the size that its header states")
    wanted = messages_for(size)
    if count and count < wanted:
        yield push(state, _message(last, 0), address, MESSAGE)
        last = b""
    for _ in range(count + 1, wanted):
        yield push(state, _message(b"", 0), address, MESSAGE)
    yield push(state, _message(last, size), address, FINAL)


def open_file(key: bytes, chunks: Iterable[bytes], context: Context) -> tuple[FileHeader, Iterator[bytes]]:
    """Give the header of a sealed file and its content, piece by piece. Raises CannotOpen, also from the iterator.

    What the iterator gave is genuine; that it is the whole is certain only once it ended without CannotOpen.
    """
    reader = Reader(chunks)
    head = reader.exactly(_HEAD_BYTES)
    if head[:2] != _MARK or len(key) != box.KEY_BYTES:
        raise CannotOpen
    salt = head[2 : 2 + _SALT_BYTES]
    own, commitment = box.derive(key, salt, _MARK, context.address)
    stream_header = head[-STREAM_HEADER_BYTES:]
    if not hmac.compare_digest(commitment, head[2 + _SALT_BYTES : -STREAM_HEADER_BYTES]):
        raise CannotOpen
    state = State()
    init_pull(state, stream_header, own)
    address = _MARK + context.address
    first, tag = _pull(state, reader.exactly(_FIRST), address)
    if tag != MESSAGE:
        raise CannotOpen
    header = _read_header(first)
    return header, _open(reader, state, address, header.size)


def _open(reader: "Reader", state: State, address: bytes, stated: int | None) -> Iterator[bytes]:
    size, count, short, tag = 0, 0, False, MESSAGE
    while tag == MESSAGE:
        message, tag = _pull(state, reader.exactly(_NEXT), address)
        length, total = int.from_bytes(message[:4], "big"), int.from_bytes(message[-8:], "big")
        if length > CHUNK:
            raise CannotOpen
        piece = message[4 : 4 + length]
        size, count = size + length, count + 1
        # Only one writing is allowed: full messages, at most one that is not, then empty ones, zeroes between.
        if (short and length) or _message(piece, total) != message or (tag == MESSAGE and total):
            raise CannotOpen
        short = length < CHUNK
        if tag != MESSAGE and (tag != FINAL or total != size or stated not in (None, size)):
            raise CannotOpen
        if tag == FINAL and (count != messages_for(size) or not reader.ended()):
            raise CannotOpen
        if piece:
            yield piece


def _pull(state: State, message: bytes, address: bytes) -> tuple[bytes, int]:
    try:
        clear, tag = pull(state, message, address)
    except (CryptoError, ValueError):
        raise CannotOpen from None
    return clear, tag


def _message(piece: bytes, total: int) -> bytes:
    return len(piece).to_bytes(4, "big") + piece + bytes(CHUNK - len(piece)) + total.to_bytes(8, "big")


def _write_header(header: FileHeader) -> bytes:
    if header.size is not None and header.size < 0:
        raise ValueError("a size is not negative")
    both = json.dumps([header.name, header.type], ensure_ascii=False).encode()
    if len(both) > MOST_NAME_AND_TYPE:
        raise ValueError("the name of the file is too long")
    text = json.dumps([header.name, header.type, header.size], ensure_ascii=False).encode()
    return len(text).to_bytes(2, "big") + text + bytes(HEADER - 2 - len(text))


def _read_header(first: bytes) -> FileHeader:
    length = int.from_bytes(first[:2], "big")
    try:
        read: Any = json.loads(first[2 : 2 + length])
        name, type_, size = read
    except (ValueError, TypeError, RecursionError):
        raise CannotOpen from None
    if not isinstance(name, str) or not isinstance(type_, str) or not (size is None or type(size) is int):
        raise CannotOpen
    return FileHeader(name, type_, size)


def _pieces(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Give the same bytes in pieces of `size`, the last one shorter; holds one piece and one chunk."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        whole = len(held) - len(held) % size
        for at in range(0, whole, size):
            yield bytes(held[at : at + size])
        del held[:whole]
    if held:
        yield bytes(held)


class Reader:
    """Reads exact lengths from chunks of any lengths."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = bytearray()

    def exactly(self, length: int) -> bytes:
        """Give the next `length` bytes. Raises CannotOpen where there are fewer."""
        while len(self._held) < length:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise CannotOpen
            self._held += chunk
        taken = bytes(self._held[:length])
        del self._held[:length]
        return taken

    def part(self, length: int) -> Iterator[bytes]:
        """Give the next `length` bytes in pieces. Raises CannotOpen where there are fewer, or a length below 0."""
        if length < 0:
            raise CannotOpen
        while length:
            piece = self.exactly(min(length, CHUNK))
            length -= len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        """Give whatever follows."""
        if self._held:
            yield self.exactly(len(self._held))
        yield from self._chunks

    def ended(self) -> bool:
        """Say whether nothing follows."""
        while not self._held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return True
            self._held += chunk
        return False
