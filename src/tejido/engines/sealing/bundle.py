"""Bundles: exported threads in one file, for reading away from the site. Opens with an organisation's key alone.

Form: 2 bytes mark, 2 bytes number of recipients, for each a wrap of the bundle's key, then a sealed file (see files).
Inside lie records: 4 bytes length, a head in JSON, and a body of as many bytes as the head says. What the site itself
cannot open stays sealed inside as it lay in the vault, so that it can make a bundle of threads that it cannot read.
Nobody without the key sees more of a bundle than the bucket of its size and the number of its recipients.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tejido.engines.sealing import box
from tejido.engines.sealing.context import ID_BYTES, Context, wrap_address
from tejido.engines.sealing.files import FileHeader, Reader, open_file, seal_file
from tejido.engines.sealing.items import open_item
from tejido.engines.sealing.keys import Pair
from tejido.engines.sealing.refusal import CannotOpen
from tejido.engines.sealing.wraps import OVERHEAD as WRAP_OVERHEAD
from tejido.engines.sealing.wraps import unwrap, wrap

MOST_RECIPIENTS = 256
INSIDE = "inside"  # the kind of items that members write for each other

_MARK = b"B1"
_ADDRESS = b"tejido1|bundle"
_CONTEXT = Context(bytes(ID_BYTES), bytes(ID_BYTES), "bundle")
_HEADER = FileHeader("bundle", "application/vnd.tejido.bundle")
_WRAP_BYTES = WRAP_OVERHEAD + box.KEY_BYTES
_MOST_HEAD = 64 * 1024
_MOST_BODY = 4 * 1024 * 1024  # of any record but a file


@dataclass(frozen=True)
class SealedKey:
    """A private half of the organisation that is wrapped for a recipient of the bundle (such as recovery)."""

    public: bytes
    address: bytes
    wrapped: bytes


@dataclass(frozen=True)
class SealedWrap:
    """A key of a thread, or of one `item` in it, wrapped for a side."""

    wrapped: bytes
    side: str = "organisation"
    item: bytes = b""


@dataclass(frozen=True)
class SealedItem:
    """An item as it lies in the vault; `on` is a day, YYYY-MM-DD."""

    item: bytes
    kind: str
    on: str
    sealed: bytes
    version: int = 1


@dataclass(frozen=True)
class SealedFile:
    """A sealed file as it lies in the vault: `size` bytes in `chunks`."""

    item: bytes
    kind: str
    on: str
    size: int
    chunks: Iterable[bytes] = field(repr=False)
    version: int = 1
    side: str = ""  # who sent it, which a file's own address does not say


@dataclass(frozen=True)
class SealedThread:
    """A thread to export."""

    report: bytes
    opened_on: str
    closed_on: str = ""
    wraps: Sequence[SealedWrap] = ()
    items: Iterable[SealedItem] = ()
    files: Iterable[SealedFile] = ()


@dataclass(frozen=True)
class ReadThread:
    """A thread begins; `is_open` says whether one of the keys at hand opens it."""

    report: bytes
    opened_on: str
    closed_on: str
    is_open: bool


@dataclass(frozen=True)
class ReadItem:
    """An item of the thread; `text` is None where it does not open: changed, of elsewhere, or for another key."""

    item: bytes
    kind: str
    on: str
    text: bytes | None = field(repr=False)


@dataclass(frozen=True)
class ReadFile:
    """A file of the thread; read `chunks` before going on. `header` is None where it does not open.

    The whole file is certain only once `chunks` ended without CannotOpen.
    """

    item: bytes
    on: str
    side: str
    header: FileHeader | None = field(repr=False)
    chunks: Iterator[bytes] = field(repr=False)


Part = ReadThread | ReadItem | ReadFile


def write(threads: Iterable[SealedThread], *, to: Sequence[bytes], keys: Iterable[SealedKey] = ()) -> Iterator[bytes]:
    """Write a bundle for some public keys. Raises ValueError for none or too many of them."""
    if not 0 < len(to) <= MOST_RECIPIENTS:
        raise ValueError(f"a bundle has 1 to {MOST_RECIPIENTS} recipients")
    key = box.draw_key()
    wraps = b"".join(wrap(key, public, _ADDRESS) for public in to)
    return _write(key, _MARK + len(to).to_bytes(2, "big") + wraps, _records(threads, keys))


def read(chunks: Iterable[bytes], pairs: Sequence[Pair]) -> Iterator[Part]:
    """Read a bundle with the pairs at hand: its threads, each followed by its items and files.

    Raises CannotOpen where no pair opens the bundle, and wherever it was changed or cut; a part that lay in the vault
    changed, or that is for another key, is given without its content.
    """
    reader = Reader(chunks)
    head = reader.exactly(4)
    count = int.from_bytes(head[2:], "big")
    if head[:2] != _MARK or not 0 < count <= MOST_RECIPIENTS:
        raise CannotOpen
    wraps = [reader.exactly(_WRAP_BYTES) for _ in range(count)]
    key = _first_that_opens(((one, _ADDRESS) for one in wraps), pairs)
    if key is None:
        raise CannotOpen
    header, inside = open_file(key, reader.rest(), _CONTEXT)
    if header != _HEADER:
        raise CannotOpen
    return _Unpacking(inside, pairs).parts()


def _write(key: bytes, head: bytes, records: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from seal_file(key, records, _HEADER, _CONTEXT)


def _records(threads: Iterable[SealedThread], keys: Iterable[SealedKey]) -> Iterator[bytes]:
    for key in keys:
        yield _record({"is": "key", "public": key.public.hex(), "address": key.address.hex()}, key.wrapped)
    for thread in threads:
        yield _record(
            {
                "is": "thread",
                "report": thread.report.hex(),
                "opened_on": thread.opened_on,
                "closed_on": thread.closed_on,
            }
        )
        for one in thread.wraps:
            yield _record({"is": "wrap", "side": one.side, "item": one.item.hex()}, one.wrapped)
        for item in thread.items:
            yield _record({"is": "item", **_named(item)}, item.sealed)
        for file in thread.files:
            yield _record({"is": "file", **_named(file), "side": file.side}, size=file.size)
            sent = 0
            for chunk in file.chunks:
                sent += len(chunk)
                yield chunk
            if sent != file.size:
                raise ValueError("a sealed file is not of the size that was said")


def _named(one: SealedItem | SealedFile) -> dict[str, Any]:
    return {"item": one.item.hex(), "kind": one.kind, "version": one.version, "on": one.on}


def _record(head: dict[str, Any], body: bytes = b"", size: int | None = None) -> bytes:
    text = json.dumps({**head, "bytes": len(body) if size is None else size}, ensure_ascii=False).encode()
    return len(text).to_bytes(4, "big") + text + body


def _first_that_opens(wraps: Iterable[tuple[bytes, bytes]], pairs: Sequence[Pair]) -> bytes | None:
    for wrapped, address in wraps:
        for pair in pairs:
            try:
                return unwrap(wrapped, pair, address)
            except CannotOpen:
                continue
    return None


class _Unpacking:
    """Reads the records of an opened bundle one after the other."""

    def __init__(self, inside: Iterator[bytes], pairs: Sequence[Pair]) -> None:
        self._reader = Reader(inside)
        self._pairs = list(pairs)
        self._report = b""
        self._whole: bytes | None = None
        self._own: dict[bytes, bytes | None] = {}

    def parts(self) -> Iterator[Part]:
        """Give what the records hold."""
        thread: dict[str, Any] | None = None
        while (head := self._head()) is not None:
            try:
                kind = head["is"]
                if thread is not None and kind != "wrap":
                    yield self._thread(thread)
                    thread = None
                if kind == "thread":
                    thread, self._report = head, _id(head["report"])
                    self._whole, self._own = None, {}
                elif kind == "key":
                    self._take_key(head)
                elif kind == "wrap":
                    self._take_wrap(head)
                elif kind == "item":
                    yield self._item(head)
                elif kind == "file":
                    yield from self._file(head)
                else:
                    raise CannotOpen
            except (KeyError, TypeError, ValueError):
                raise CannotOpen from None
        if thread is not None:
            yield self._thread(thread)

    def _head(self) -> dict[str, Any] | None:
        if self._reader.ended():
            return None
        length = int.from_bytes(self._reader.exactly(4), "big")
        if length > _MOST_HEAD:
            raise CannotOpen
        try:
            head = json.loads(self._reader.exactly(length))
        except (ValueError, RecursionError):
            raise CannotOpen from None
        if not isinstance(head, dict):
            raise CannotOpen
        return head

    def _body(self, head: dict[str, Any]) -> bytes:
        if not 0 <= head["bytes"] <= _MOST_BODY:
            raise CannotOpen
        return self._reader.exactly(head["bytes"])

    def _take_key(self, head: dict[str, Any]) -> None:
        secret = _first_that_opens([(self._body(head), bytes.fromhex(head["address"]))], self._pairs)
        if secret is not None:
            pair = Pair.of(secret[:32])
            if pair.public != bytes.fromhex(head["public"]):
                raise CannotOpen
            self._pairs.append(pair)

    def _take_wrap(self, head: dict[str, Any]) -> None:
        item = bytes.fromhex(head["item"])
        address = wrap_address(self._report, head["side"], item)
        secret = _first_that_opens([(self._body(head), address)], self._pairs)
        if item:
            self._own[item] = self._own.get(item) or secret
        else:
            self._whole = self._whole or secret

    def _thread(self, head: dict[str, Any]) -> ReadThread:
        return ReadThread(self._report, _day(head["opened_on"]), _day(head["closed_on"]), self._whole is not None)

    def _item(self, head: dict[str, Any]) -> ReadItem:
        context, sealed = self._context(head), self._body(head)
        try:
            text = open_item(self._key(context), sealed, context=context)
        except CannotOpen:
            text = None
        return ReadItem(context.item, context.kind, _day(head["on"]), text)

    def _file(self, head: dict[str, Any]) -> Iterator[ReadFile]:
        context, body = self._context(head), self._reader.part(head["bytes"])
        header: FileHeader | None
        try:
            header, chunks = open_file(self._key(context), body, context)
        except CannotOpen:
            header, chunks = None, iter(())
        yield ReadFile(context.item, _day(head["on"]), str(head["side"]), header, chunks)
        for _skipped in body:
            pass

    def _context(self, head: dict[str, Any]) -> Context:
        return Context(self._report, _id(head["item"]), head["kind"], head["version"])

    def _key(self, context: Context) -> bytes:
        """Give the key of an item: its own, else the thread's; the second half of that for notes among members."""
        whole = self._whole or b""
        return self._own.get(context.item) or (whole[32:] if context.kind == INSIDE else whole[:32])


def _id(text: str) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != ID_BYTES:
        raise CannotOpen
    return found


def _day(text: str) -> str:
    if not isinstance(text, str) or len(text) > 10:
        raise CannotOpen
    return text
