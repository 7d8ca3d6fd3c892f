"""Appending to the public record."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from tejido.engines.record import OPENING_VERB, leaf_hash, text_hash, tree
from tejido.engines.record.leaf import SALT_BYTES
from tejido.ground.ledger import keys, nodes, values
from tejido.ground.ledger.lines import line_of
from tejido.ground.ledger.models import Leaf, LeafText, LogSize
from tejido.ground.ledger.vocabulary import SITE, Recorded


def append(act: str, *, subject: Recorded, by: Recorded | None, day: date, text: str = "", **fields: Any) -> Leaf:
    """Enter a public act for good, inside the transaction of the action that does it.

    `by` is the organisation or post that acts, None the site itself (the clock). `text` is public free text, of which
    the leaf holds a salted hash only; `fields` are public values (see `values.plain`). Others who append wait from here
    until the transaction ends, so an action does this last. Leaf 0 opens the log and comes with the first act.

    Raises RuntimeError outside a transaction: an act and its leaf hold together or not at all. Raises ValueError
    (LeafError) or TypeError, naming the field, for what no leaf can hold: a mistake of the programmer, not of who acts.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a leaf is appended inside the transaction of its act")
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError("day holds no day")
    if "\x00" in text:
        raise ValueError("text holds a zero character")
    salt = secrets.token_bytes(SALT_BYTES) if text else b""
    leaf = Leaf(
        index=0,
        day=day,
        verb=str(act),
        subject=subject.record_name,
        actor=(by or SITE).record_name,
        fields=_plain(fields),
        text_hash=text_hash(salt, text) if text else "",
    )
    line_of(leaf)  # all that can be refused is refused before others have to wait
    index = _take_number()
    if index == 0:
        _enter(_opening(day), index)
        index = _take_number()
    _enter(leaf, index)
    if text:
        LeafText(leaf=leaf, salt=salt, text=text).save(force_insert=True)
    return leaf


def _plain(fields: Mapping[str, object]) -> dict[str, values.Plain]:
    found: dict[str, values.Plain] = {}
    for name, value in fields.items():
        try:
            found[name] = values.plain(value)
        except TypeError as problem:
            raise TypeError(f"fields.{name} holds {problem}") from None
    return found


def _take_number() -> int:
    """Count one more leaf and return its number; whoever asks next waits until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_logsize SET size = size + 1 WHERE id = 1 RETURNING size")
        row = cursor.fetchone()
    if row is None:
        LogSize.objects.get_or_create(pk=1)
        return _take_number()
    size: int = row[0]
    return size - 1


def _opening(day: date) -> Leaf:
    """Return leaf 0: it declares with which key the log will be signed."""
    key = str(keys.new_key().verifier)
    site = SITE.record_name
    return Leaf(index=0, day=day, verb=OPENING_VERB, subject=site, actor=site, fields={"key": key})


def _enter(leaf: Leaf, index: int) -> None:
    """Write the leaf as number `index`, with the nodes of the tree that it completes."""
    leaf.index = index
    digest = leaf_hash(line_of(leaf))
    store = nodes.fetched(tree.nodes_for_append(index))
    before = set(store.nodes)
    tree.append(store, index, digest)
    leaf.save(force_insert=True)
    nodes.keep((place, node) for place, node in store.nodes.items() if place not in before)
