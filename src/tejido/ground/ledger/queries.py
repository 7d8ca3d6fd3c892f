"""Reads of the public record."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.engines.record import leaf_hash
from tejido.ground.ledger import wording
from tejido.ground.ledger.audit import AUDITED
from tejido.ground.ledger.history import Change, Compared, Entry, History, Said, Sheet
from tejido.ground.ledger.lines import line_of
from tejido.ground.ledger.models import KEPT, Checkpoint, Leaf, LogSize, Withdrawal
from tejido.ground.ledger.naming import Named, named, named_of
from tejido.ground.ledger.showing import told
from tejido.ground.ledger.vocabulary import Recorded, label_of
from tejido.ground.ledger.withdrawal import Asker, may_withdraw
from tejido.ground.web.pending import Pending

EMPTY: tuple[object, ...] = (None, "", [])
"""Values that say nothing."""
NOUGHT: tuple[object, ...] = (0, "0.00")
"""Values with which counting begins; False is one of them."""


def size_of_log() -> int:
    """Return how many leaves the record has."""
    return LogSize.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def latest_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoint_of(size: int) -> Checkpoint | None:
    """Return the checkpoint of a log of `size` leaves, None where none was made."""
    return Checkpoint.objects.filter(pk=size).first()


def checkpoints() -> QuerySet[Checkpoint]:
    """Return all checkpoints."""
    return Checkpoint.objects.all()


def leaves() -> QuerySet[Leaf]:
    """Return all leaves with their texts."""
    return Leaf.objects.select_related("text_beside")


def history_of(subject: Recorded, *, today: date | None = None) -> list[Entry]:
    """Return all public acts on `subject`, oldest first. Costs the same number of queries for one act and for many."""
    return list(_entries(leaves().filter(subject=subject.record_name).order_by("index"), today or localdate()))


def history(subject: Recorded, *, today: date | None = None) -> History:
    """Return the acts on `subject` and what has changed since the first."""
    entries = history_of(subject, today=today)
    return History(tuple(entries), tuple(_compared(subject.record_name.partition(":")[0], entries)))


def entries_of(rows: Iterable[Leaf], today: date) -> list[Entry]:
    """Return leaves of any subjects in words, without what came before them. Costs two queries a kind that occurs."""
    return [entry for entry, _subject in acts_of(rows, today)]


def acts_of(rows: Iterable[Leaf], today: date) -> list[tuple[Entry, Named]]:
    """Return leaves of any subjects in words, each with its subject. Costs two queries a kind that occurs."""
    rows = list(rows)
    wanted = {name for leaf in rows for name in (leaf.subject, leaf.actor, *_named_in(leaf))}
    shown = told(wanted, today)
    names = named_of(wanted, shown)
    return [(_entry(leaf, {}, names, is_told=leaf.subject in shown), names[leaf.subject]) for leaf in rows]


def withdrawal_of(leaf: Leaf) -> Withdrawal | None:
    """Return what somebody asked for and nobody decided yet."""
    return Withdrawal.objects.filter(leaf=leaf).first()


def pending_of(person: Asker, today: date) -> list[Pending]:  # noqa: ARG001  all apps are asked the same
    """Return the withdrawals that wait for this person's word, oldest first."""
    waiting = Withdrawal.objects.exclude(asked_by=person.pk).select_related("leaf").order_by("asked_on", "leaf_id")
    title = _("Confirm or decline that a text is withdrawn from the public record")
    return [
        Pending(title, reverse("record-withdrawal", args=[one.leaf_id]), one.asked_on, one.asked_on + KEPT)
        for one in waiting
        if may_withdraw(person, one.leaf)
    ]


def sheet_of(leaf: Leaf, today: date) -> Sheet:
    """Return everything that the page of one leaf shows."""
    earlier: dict[str, Any] = {}
    for fields in Leaf.objects.filter(subject=leaf.subject, index__lt=leaf.index).values_list("fields", flat=True):
        earlier |= fields
    is_told = leaf.subject in told({leaf.subject}, today)
    names = _names([leaf], {leaf.subject} if is_told else set(), today)
    line = line_of(leaf)
    beside = getattr(leaf, "text_beside", None)
    checkpoint = latest_checkpoint()
    return Sheet(
        entry=_entry(leaf, earlier, names, is_told=is_told),
        subject=named({leaf.subject}, today)[leaf.subject],
        line=line.decode(),
        digest=leaf_hash(line).hex(),
        text_hash=leaf.text_hash,
        salt=bytes(beside.salt).hex() if is_told and beside is not None and beside.salt is not None else "",
        size=checkpoint.size if checkpoint and checkpoint.size > leaf.index else None,
        last=size_of_log() - 1,
    )


def _entries(rows: Iterable[Leaf], today: date) -> Iterable[Entry]:
    rows = list(rows)
    shown = told({leaf.subject for leaf in rows}, today)
    names = _names(rows, shown, today)
    before: dict[str, Any] = {}
    for leaf in rows:
        yield _entry(leaf, before, names, is_told=leaf.subject in shown)
        before |= leaf.fields


def _names(rows: Sequence[Leaf], shown: set[str], today: date) -> dict[str, Named]:
    wanted = {leaf.actor for leaf in rows}
    for leaf in rows:
        if leaf.subject in shown:
            wanted |= _named_in(leaf)
    return named(wanted, today)


def _named_in(leaf: Leaf) -> set[str]:
    return wording.names_in(leaf.subject.partition(":")[0], leaf.fields)


def _entry(leaf: Leaf, before: dict[str, Any], names: dict[str, Named], *, is_told: bool) -> Entry:
    return Entry(
        index=leaf.index,
        url=leaf.get_absolute_url(),
        day=leaf.day,
        verb=leaf.verb,
        words=label_of(leaf.verb),
        actor=names[leaf.actor],
        changes=tuple(_changes(leaf, before, names)) if is_told else (),
        said=_said(leaf, is_told=is_told),
        fields=leaf.fields if is_told else None,
    )


def _changes(leaf: Leaf, before: dict[str, Any], names: dict[str, Named]) -> Iterable[Change]:
    kind = leaf.subject.partition(":")[0]
    words = {one: found.name for one, found in names.items()}
    for name, column in wording.columns_in(kind, leaf.fields):
        value = leaf.fields[name]
        was = before.get(name)
        if value == was or (name not in before and value in EMPTY):
            continue
        earlier = None if was in EMPTY else wording.say(kind, name, was, words)
        after = wording.say(kind, name, value, words)
        yield Change(name, str(column.label), earlier, after, is_quiet=name not in before and value in NOUGHT)


def _said(leaf: Leaf, *, is_told: bool) -> Said | None:
    if not leaf.text_hash:
        return None
    beside = getattr(leaf, "text_beside", None)
    if beside is not None and beside.withdrawn_on:
        return Said(withdrawn_on=beside.withdrawn_on)
    if beside is None or not is_told:
        return Said(is_shown=False)
    return Said(beside.text)


def _compared(kind: str, entries: Sequence[Entry]) -> Iterable[Compared]:
    for label, told_on, is_text in _threads(kind, entries):
        (first_on, first), (now_on, now) = told_on[0], told_on[-1]
        if first != now:
            yield Compared(label, first, first_on, now, now_on, len(told_on) - 1, is_text)


def _threads(kind: str, entries: Sequence[Entry]) -> Iterable[tuple[str, list[tuple[date, str]], bool]]:
    """Follow each text and each column through the acts: its label, the days and words, whether it is a text."""
    audited = AUDITED.get(kind)
    for name, verbs in (audited.texts if audited else {}).items():
        column = wording.column(kind, name)
        texts = [(one.day, one.said.text) for one in entries if one.verb in verbs and one.said and one.said.text]
        if column and texts:
            yield str(column.label), texts, True
    columns: dict[str, list[Change]] = {}
    days: dict[str, list[tuple[date, str]]] = {}
    for one in entries:
        for change in one.changes:
            columns.setdefault(change.name, []).append(change)
            days.setdefault(change.name, []).append((one.day, change.after))
    for name, changes in columns.items():
        yield changes[0].label, days[name], False
