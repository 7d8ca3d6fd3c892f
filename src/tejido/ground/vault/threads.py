"""The public door to sealed threads: parts of other apps' actions, which check who may and hold the transaction.

A thread has two keys, drawn with it: one that the reporter and the organisation open, and one that the organisation
opens alone, for notes among its members. Nothing here keeps a secret longer than the object that holds it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, FileHeader, Pair
from tejido.ground.organisations.keyring import open_private
from tejido.ground.organisations.models import Organisation, OrganisationKey
from tejido.ground.organisations.queries import listening_key_of
from tejido.ground.people.models import Person
from tejido.ground.vault import erasing, pepper, storing, wrapping
from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.ground.vault.vocabulary import Purpose, Side
from tejido.ground.web.acting import Refused

VERSION = 1
RETENTION_DAYS = 180
KEY_BYTES = 32

Opener = Callable[[Wrap], bytes]


class NotListening(Refused):
    """The organisation has no key that reports could be sealed to."""

    message = _("This organisation does not take sealed reports now.")


class NoSuchReceipt(Refused):
    """No thread belongs to the receipt, or it was erased; nobody learns which."""

    message = _("No conversation opens with this receipt. It may have a typing mistake, or what was told is erased.")
    field = "receipt"


class NoKeyForIt(Refused):
    """The member holds no key that opens the thread: it is older than their membership, or their wraps are gone."""

    message = _("Your key does not open this conversation.")


@dataclass(frozen=True)
class Said:
    """One opened item. `payload` is what was sealed; `hour` is UTC, as "2026-11-22T14".

    Where the row does not open (it was changed, or moved here from elsewhere), `is_damaged` is set and the rest empty.
    """

    id: UUID
    side: str
    kind: str
    payload: dict[str, Any] = field(repr=False)
    hour: str
    order: int
    is_damaged: bool = False

    @property
    def day(self) -> date:
        """The day on which it was said, where the site is: in the evening UTC is a day ahead of Mexico."""
        if self.is_damaged:
            return date.fromisoformat(self.hour)
        return timezone.localdate(datetime.strptime(self.hour, "%Y-%m-%dT%H").replace(tzinfo=UTC))


@dataclass(frozen=True)
class OpenFile:
    """A file of a thread, with its header opened; `chunks()` opens the rest and raises CannotOpen where it was cut."""

    id: UUID
    side: str
    header: FileHeader = field(repr=False)
    chunks: Callable[[], Iterator[bytes]] = field(repr=False)


class MemberKeys:
    """The keys of organisations that one member opens, each opened once; held for one request."""

    def __init__(self, pair: Pair, person: Person) -> None:
        self._pair, self._person = pair, person
        self._opened: dict[object, Pair] = {}

    def pair_of(self, key: OrganisationKey) -> Pair:
        """Return the pair of this version. Raises CannotOpen where the member holds no wrap of it."""
        if key.pk not in self._opened:
            self._opened[key.pk] = open_private(key, self._pair, self._person)
        return self._opened[key.pk]

    def open(self, row: Wrap) -> bytes:
        """Return the secret in a wrap for the organisation. Raises CannotOpen."""
        if row.key is None:
            raise CannotOpen
        return wrapping.unwrap(row, self.pair_of(row.key))


class OpenThread:
    """A thread that one side opened. Writes happen inside the transaction of the action that calls them."""

    def __init__(self, row: Thread, side: Side, opener: Opener, key: bytes, inside: bytes | None) -> None:
        self.row, self.side = row, side
        self._opener, self._key, self._inside = opener, key, inside

    def items(self) -> list[Said]:
        """Return what was said, in order; notes of members only where a member opened the thread."""
        wraps = [wrap for wrap in self.row.wraps.all() if wrap.item_id and wrap.side == self.side]
        own = {wrap.item_id: wrap for wrap in wraps}
        rows = [row for row in self.row.items.all() if self._inside or row.side != Side.INSIDE]
        return sorted((self._said(row, own.get(row.pk)) for row in rows), key=lambda it: (it.order, it.hour, it.id))

    def add(self, kind: str, payload: dict[str, Any], *, now: datetime) -> Said:
        """Seal and keep something that this side says, for both; from now on the thread waits for the other side."""
        said = self._keep(kind, payload, self.side, self._key, now)
        _wait_for(self.row, Side.REPORTER if self.side == Side.ORGANISATION else Side.ORGANISATION, now)
        return said

    def note(self, kind: str, payload: dict[str, Any], *, now: datetime) -> Said:
        """Seal and keep something among members. Raises CannotOpen for the reporter's side, which has no key for it."""
        if self._inside is None:
            raise CannotOpen
        return self._keep(kind, payload, Side.INSIDE, self._inside, now)

    def add_file(self, header: FileHeader, chunks: Iterable[bytes], *, now: datetime) -> SealedFile:
        """Seal and keep a file; nothing of it touches the disk in clear. Raises OSError where the disk is full."""
        _inside_a_transaction()
        pk = uuid4()
        blob = storing.write(sealing.seal_file(self._key, chunks, header, _context(self.row.pk, pk, "file")))
        day = timezone.localdate(now)
        return SealedFile.objects.create(pk=pk, thread=self.row, side=self.side, blob=blob, on=day)

    def files(self) -> list[OpenFile]:
        """Return the files with their headers. Raises CannotOpen, FileNotFoundError for one that was damaged."""
        return [self._file(row) for row in self.row.sealed_files.order_by("on", "pk")]

    def file(self, pk: UUID) -> OpenFile:
        """Return one file. Raises SealedFile.DoesNotExist, CannotOpen, FileNotFoundError."""
        return self._file(self.row.sealed_files.get(pk=pk))

    def withdraw(self, *, now: datetime) -> None:  # noqa: ARG002  every write knows its moment
        """Erase the thread at once: wraps, items, files. Copies that somebody exported remain theirs."""
        _inside_a_transaction()
        erasing.erase(self.row)

    def rewrap_to(self, key: OrganisationKey, *, now: datetime) -> None:
        """Wrap all that the organisation opens to another version of its key, and drop the older wraps."""
        _inside_a_transaction()
        today = timezone.localdate(now)
        for row in self.row.wraps.filter(side=Side.ORGANISATION).exclude(key=key).select_related("key", "item"):
            wrapping.wrap_for_organisation(self._opener(row), self.row, key, item=row.item, today=today)
            row.delete()

    def _keep(self, kind: str, payload: dict[str, Any], side: Side, key: bytes, now: datetime) -> Said:
        _inside_a_transaction()
        pk, order = uuid4(), self.row.items.count()
        hour = _hour(now)
        text = wrapping.encoded({"kind": kind, "hour": hour, "order": order, "payload": payload})
        sealed = sealing.seal_item(key, text, context=_context(self.row.pk, pk, side))
        Item.objects.create(pk=pk, thread=self.row, side=side, sealed=sealed, on=timezone.localdate(now))
        return Said(pk, side, kind, payload, hour, order)

    def _said(self, row: Item, own: Wrap | None) -> Said:
        try:
            key = self._opener(own) if own else self._inside if row.side == Side.INSIDE else self._key
            text = sealing.open_item(key or b"", bytes(row.sealed), context=_context(self.row.pk, row.pk, row.side))
            opened = wrapping.decoded(text)
            return Said(row.pk, row.side, opened["kind"], opened["payload"], opened["hour"], opened["order"])
        except (CannotOpen, KeyError):
            return Said(row.pk, row.side, "", {}, row.on.isoformat(), 0, is_damaged=True)

    def _file(self, row: SealedFile) -> OpenFile:
        context = _context(self.row.pk, row.pk, "file")

        def opened() -> tuple[FileHeader, Iterator[bytes]]:
            return sealing.open_file(self._key, storing.read(row.blob), context)

        return OpenFile(row.pk, row.side, opened()[0], lambda: opened()[1])


@dataclass(frozen=True)
class Opened:
    """A thread that was just opened, and the receipt: to be shown once, kept nowhere."""

    thread: OpenThread
    receipt: str = field(repr=False)


def open_thread(
    *,
    organisation: Organisation,
    kind: str,
    first: dict[str, Any],
    purpose: Purpose = Purpose.REPORT,
    retention_days: int = RETENTION_DAYS,
    now: datetime,
) -> Opened:
    """Seal `first` to the organisation and to a fresh receipt. Raises NotListening."""
    _inside_a_transaction()
    to = listening_key_of(organisation)
    if to is None:
        raise NotListening
    pair, key, inside = sealing.draw_pair(), sealing.draw_key(), sealing.draw_key()
    receipt = sealing.receipts.draw()
    derived = sealing.receipts.derive(receipt, pepper.of_receipts())
    pk, today = uuid4(), timezone.localdate(now)
    row = Thread.objects.create(
        pk=pk,
        organisation=organisation,
        purpose=purpose,
        lookup=derived.lookup,
        reporter_public=pair.public,
        reporter_locked=sealing.seal_small(derived.key, pair.private, _locked(pk)),
        opened_on=today,
        waits_since=today,
        retention_days=retention_days,
    )
    wrapping.wrap_for_reporter(key, row, today=today)
    wrapping.wrap_for_organisation(key + inside, row, to, today=today)
    thread = OpenThread(row, Side.REPORTER, lambda wrap: wrapping.unwrap(wrap, pair), key, None)
    thread.add(kind, first, now=now)
    return Opened(thread, receipt)


def by_receipt(typed: str) -> OpenThread:
    """Open a thread by its receipt, however it was typed. Raises NoSuchReceipt, after the same work."""
    receipt = sealing.receipts.normalise(typed) or sealing.receipts.draw()
    derived = sealing.receipts.derive(receipt, pepper.of_receipts())
    row = Thread.objects.filter(lookup=derived.lookup).select_related("organisation").first()
    try:
        if row is None:
            _decoy().open(derived.key)
            raise CannotOpen
        pair = Pair.of(sealing.open_small(derived.key, bytes(row.reporter_locked), _locked(row.pk)))
        key = wrapping.unwrap(row.wraps.get(item=None, side=Side.REPORTER), pair)
    except (CannotOpen, Wrap.DoesNotExist):
        raise NoSuchReceipt from None
    return OpenThread(row, Side.REPORTER, lambda wrap: wrapping.unwrap(wrap, pair), key, None)


def for_member(row: Thread, keys: MemberKeys) -> OpenThread:
    """Open a thread with a member's keys. The caller checks that the person is still a member. Raises NoKeyForIt.

    Costs nothing but the keys themselves where `with_contents` fetched the rows.
    """
    try:
        both = keys.open(next(wrap for wrap in row.wraps.all() if not wrap.item_id and wrap.side == Side.ORGANISATION))
    except (CannotOpen, StopIteration):
        raise NoKeyForIt from None
    return OpenThread(row, Side.ORGANISATION, keys.open, both[:KEY_BYTES], both[KEY_BYTES:])


def leave(row: Thread, kind: str, payload: dict[str, Any], *, now: datetime) -> None:
    """Have the organisation say something without opening the thread, as those who read apart do.

    A key of its own is wrapped to both public keys. Raises NotListening.
    """
    _inside_a_transaction()
    to = listening_key_of(row.organisation)
    if to is None:
        raise NotListening
    key, pk, today = sealing.draw_key(), uuid4(), timezone.localdate(now)
    order = row.items.count()
    text = wrapping.encoded({"kind": kind, "hour": _hour(now), "order": order, "payload": payload})
    sealed = sealing.seal_item(key, text, context=_context(row.pk, pk, Side.ORGANISATION))
    item = Item.objects.create(pk=pk, thread=row, side=Side.ORGANISATION, sealed=sealed, on=today)
    wrapping.wrap_for_reporter(key, row, item=item, today=today)
    wrapping.wrap_for_organisation(key, row, to, item=item, today=today)
    _wait_for(row, Side.REPORTER, now)


class _Decoy:
    """A thread of nobody: a receipt without a thread costs the same work on it as one with a thread."""

    def __init__(self) -> None:
        self._pair, self._row = sealing.draw_pair(), Thread(pk=uuid4())
        self._locked = sealing.seal_small(sealing.draw_key(), self._pair.private, _locked(self._row.pk))
        inner = sealing.wrap(sealing.draw_key(), self._pair.public, b"decoy")
        self._key, self._wrapped = sealing.draw_key(), inner
        self._envelope = sealing.seal_small(self._key, inner, b"decoy")

    def open(self, key: bytes) -> None:
        """Do what opening does, to no effect."""
        list(self._row.wraps.filter(item=None, side=Side.REPORTER))
        sealing.open_small(self._key, self._envelope, b"decoy")
        sealing.unwrap(self._wrapped, self._pair, b"decoy")
        sealing.open_small(key, self._locked, _locked(self._row.pk))  # raises


_decoys: list[_Decoy] = []


def _decoy() -> _Decoy:
    if not _decoys:
        _decoys.append(_Decoy())
    return _decoys[0]


def _wait_for(row: Thread, side: Side, now: datetime) -> None:
    today = timezone.localdate(now)
    row.waits_since = row.waits_since if row.waits_for == side else today
    row.waits_for = side
    row.is_unread = side == Side.ORGANISATION
    if side == Side.ORGANISATION:
        row.closed_on = None  # who adds to a closed thread opens it again
    row.save(update_fields=["waits_for", "waits_since", "is_unread", "closed_on"])


def _context(thread: UUID, item: UUID, kind: str) -> Context:
    return Context(report=thread.bytes, item=item.bytes, kind=kind, version=VERSION)


def _locked(thread: UUID) -> bytes:
    return b"reporter|" + thread.bytes


def _hour(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H")


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("sealed rows are written inside the transaction of their action")
