"""Every audited column of every row: is it what the last act said of it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import DecimalField, Field, Model, Q, QuerySet

from tejido.ground.ledger.audit import AUDITED, WITHHELD, Audited
from tejido.ground.ledger.auditing.findings import Findings, Kind
from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.ledger.showing import told
from tejido.ground.ledger.values import plain
from tejido.ground.ledger.vocabulary import is_record_name

BATCH = 500
"""Rows or subjects that are compared at once."""
UNKNOWN = object()
"""The value at rest of a column that has none."""


@dataclass
class Replayed:
    """What the acts on one subject say: the last value of each column, the last text of each text column."""

    fields: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, int | None] = field(default_factory=dict)
    has_ended: bool = False

    def take(self, audited: Audited, index: int, verb: str, fields: Mapping[str, Any], text_hash: str) -> None:
        """Take in the next act."""
        self.fields |= fields
        self.has_ended |= verb in audited.ends
        for column, verbs in audited.texts.items():
            if verb in verbs:
                self.texts[column] = index if text_hash else None


def check_columns(found: Findings, today: date) -> None:
    """Compare in both directions: rows with the record, and the record's subjects with rows."""
    for audited in AUDITED.values():
        for rows in _batches(audited):
            _check_rows(found, audited, rows, today)
    for subjects in _subjects():
        _check_subjects(found, subjects)


def _batches(audited: Audited) -> Iterator[Sequence[Model]]:
    """Give all rows of a kind, some at a time, with the ids of what they are linked to."""
    links = [name for name in audited.columns if audited.model._meta.get_field(name).many_to_many]
    things: QuerySet[Any] = audited.model._default_manager.order_by("pk").prefetch_related(*links)
    rows = list(things[:BATCH])
    while rows:
        yield rows
        rows = list(things.filter(pk__gt=rows[-1].pk)[:BATCH])


def _check_rows(found: Findings, audited: Audited, rows: Sequence[Model], today: date) -> None:
    by_name = {f"{audited.kind}:{row.pk}": row for row in rows}
    shown = _shown_names(audited, by_name, today)
    replayed = _replayed(audited, by_name)
    texts = _texts(replayed.values())
    for name in by_name.keys() - shown:
        found.left_out += name in replayed
    missing = [row.pk for name, row in by_name.items() if name in shown and name not in replayed]
    if missing:
        expected = audited.model._default_manager.filter(audited.expected or Q(), pk__in=missing)
        for pk in expected.order_by("pk").values_list("pk", flat=True):
            found.add(Kind.UNRECORDED, subject=f"{audited.kind}:{pk}")
    for name, row in by_name.items():
        if name in shown and name in replayed:
            _check_row(found, audited, name, row, replayed[name], texts)


def _shown_names(audited: Audited, by_name: Mapping[str, Model], today: date) -> set[str]:
    if audited.hidden is None:
        return told(by_name, today)
    rows = audited.model._default_manager.filter(audited.hidden, pk__in=[row.pk for row in by_name.values()])
    return by_name.keys() - {f"{audited.kind}:{pk}" for pk in rows.values_list("pk", flat=True)}


def _replayed(audited: Audited, names: Iterable[str]) -> dict[str, Replayed]:
    acts = Leaf.objects.filter(subject__in=list(names)).order_by("index")
    replayed: dict[str, Replayed] = {}
    for subject, *act in acts.values_list("subject", "index", "verb", "fields", "text_hash").iterator(chunk_size=BATCH):
        replayed.setdefault(subject, Replayed()).take(audited, *act)
    return replayed


def _texts(replayed: Iterable[Replayed]) -> dict[int, str]:
    """Return the last texts by their leaf; a tombstone's is empty."""
    wanted = [index for one in replayed for index in one.texts.values() if index is not None]
    return dict(LeafText.objects.filter(pk__in=wanted).values_list("leaf_id", "text"))


def _check_row(
    found: Findings, audited: Audited, name: str, row: Model, replayed: Replayed, texts: Mapping[int, str]
) -> None:
    for column in audited.columns:
        kept = _value(row, column)
        if column in replayed.fields:
            recorded = replayed.fields[column]
            if recorded != WITHHELD and not _is_same(row, column, kept, recorded):
                found.add(Kind.COLUMN, subject=name, column=column, found=_shown(kept), recorded=_shown(recorded))
        else:
            rest = _at_rest(row, column)
            if rest is not UNKNOWN and not _is_same(row, column, kept, rest):
                found.add(Kind.UNSET, subject=name, column=column, found=_shown(kept))
        found.compared += 1
    for column in audited.texts:
        index = replayed.texts.get(column)
        said = texts.get(index, "") if index is not None else ""
        if getattr(row, column) != said:
            found.add(Kind.WORDS, subject=name, column=column)
        found.compared += 1


def _value(row: Model, column: str) -> Any:
    described = row._meta.get_field(column)
    if described.many_to_many:
        return sorted(str(one.pk) for one in getattr(row, column).all())
    value = getattr(row, described.attname if isinstance(described, Field) else column)
    return str(value) if described.is_relation and value is not None else plain(value)


def _is_same(row: Model, column: str, kept: Any, recorded: Any) -> bool:
    if isinstance(row._meta.get_field(column), DecimalField) and kept is not None:
        try:
            return Decimal(str(recorded)) == Decimal(kept)
        except InvalidOperation:
            return False
    if isinstance(recorded, list) and isinstance(kept, list):
        return sorted(recorded) == kept
    return type(kept) is type(recorded) and kept == recorded


def _at_rest(row: Model, column: str) -> Any:
    """Return what a column holds as long as no act set it; UNKNOWN where it always has to be set."""
    described = row._meta.get_field(column)
    if described.many_to_many:
        return []
    assert isinstance(described, Field)
    if described.has_default():
        return plain(described.get_default())
    if described.null:
        return None
    return "" if described.empty_strings_allowed and not described.is_relation and described.blank else UNKNOWN


def _shown(value: Any) -> str:
    return ascii(value)[:80]


def _subjects() -> Iterator[list[str]]:
    """Give all subjects of the record, some at a time."""
    names = Leaf.objects.order_by("subject").values_list("subject", flat=True).distinct()
    batch = list(names[:BATCH])
    while batch:
        yield batch
        batch = list(names.filter(subject__gt=batch[-1])[:BATCH])


def _check_subjects(found: Findings, subjects: Iterable[str]) -> None:
    """Report those whose row is gone, unless an act ended them."""
    by_kind: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _colon, own = subject.partition(":")
        if kind in AUDITED and is_record_name(subject):
            by_kind.setdefault(kind, set()).add(own)
    for kind, ids in by_kind.items():
        audited = AUDITED[kind]
        there = audited.model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)
        for own in sorted(ids - {str(pk) for pk in there}):
            subject = f"{kind}:{own}"
            if not Leaf.objects.filter(subject=subject, verb__in=audited.ends).exists():
                found.add(Kind.ROW_GONE, subject=subject)
