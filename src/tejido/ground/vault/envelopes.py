"""Short notes sealed to some persons, and erased on a day: who asks to join and why, for example.

Parts of the actions of other apps, inside their transaction; they check who may write and read.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, Pair
from tejido.ground.ledger.wiping import wipe_soon
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.vault import epochs, wrapping
from tejido.ground.vault.models import Envelope, NoteWrap
from tejido.ground.web.acting import Refused

VERSION = 1


class NobodyCanRead(Refused):
    """None of those it is for has a key."""

    message = _("Nobody who could read this has a key yet. Nothing was sent.")


def seal_note(payload: dict[str, Any], *, to: Sequence[Person], about: UUID, erase_on: date, now: datetime) -> Envelope:
    """Seal `payload` to those of `to` who have a key; it is erased on the day. Raises NobodyCanRead."""
    _inside_a_transaction()
    held = list(PersonKey.objects.filter(person__in=to, person__is_active=True))
    if not held:
        raise NobodyCanRead
    key, pk = sealing.draw_key(), uuid4()
    sealed = sealing.seal_item(key, wrapping.encoded(payload), context=_context(about, pk))
    envelope = Envelope.objects.create(pk=pk, about=about, sealed=sealed, erase_on=erase_on)
    epoch = epochs.current(timezone.localdate(now))
    for one in held:
        row = NoteWrap(envelope=envelope, person_id=one.person_id)
        wrapping.put_under(row, sealing.wrap(key, bytes(one.public), _bound(pk)), epoch)
        row.save(force_insert=True)
    return envelope


def read_note(envelope: Envelope, person: Person, pair: Pair) -> dict[str, Any]:
    """Return what is in an envelope. Raises CannotOpen where it is not for this person, or was changed."""
    row = envelope.wraps.filter(person=person).first()
    if row is None:
        raise CannotOpen
    key = sealing.unwrap(wrapping.lifted(row), pair, _bound(envelope.pk))
    return wrapping.decoded(
        sealing.open_item(key, bytes(envelope.sealed), context=_context(envelope.about, envelope.pk))
    )


def notes_about(about: UUID, person: Person, pair: Pair) -> list[dict[str, Any]]:
    """Return the notes about something that this person opens, those that are erased first before the others."""
    notes = []
    for envelope in Envelope.objects.filter(about=about, wraps__person=person).order_by("erase_on", "pk"):
        try:
            notes.append(read_note(envelope, person, pair))
        except CannotOpen:
            continue
    return notes


def erase_notes(about: UUID) -> int:
    """Erase all notes about something, now; return how many."""
    _inside_a_transaction()
    found = Envelope.objects.filter(about=about)
    number = found.count()
    NoteWrap.objects.filter(envelope__about=about).delete()
    found.delete()
    if number:
        transaction.on_commit(wipe_soon)
    return number


def _context(about: UUID, envelope: UUID) -> Context:
    return Context(report=about.bytes, item=envelope.bytes, kind="note", version=VERSION)


def _bound(envelope: UUID) -> bytes:
    return b"note|" + envelope.bytes


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("sealed notes are written inside the transaction of their action")
