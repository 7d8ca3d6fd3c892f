"""What the record publishes as files, in the forms that docs/record-format.md fixes."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from tejido.ground.ledger.lines import COLUMNS, line_of_values
from tejido.ground.ledger.models import Checkpoint, Leaf, LeafText
from tejido.ground.ledger.nodes import consistency_proof, inclusion_proof
from tejido.ground.ledger.showing import told

PAGE = 2000
"""Lines of a page of leaves or texts."""


def leaf_lines(start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Give the leaves from `start` up to, not including, `end` as lines, read while they are given."""
    rows = Leaf.objects.filter(index__gte=start).order_by("index")
    if end is not None:
        rows = rows.filter(index__lt=end)
    for values in rows.values_list(*COLUMNS).iterator(chunk_size=PAGE):
        yield line_of_values(*values) + b"\n"


def text_lines(start: int, today: date, *, end: int | None = None) -> Iterator[bytes]:
    """Give a page of texts and tombstones from leaf `start` on; with `end`, all up to it, not including it.

    Texts that may not be shown are left out. The page is empty only where nothing more follows. Costs a few queries for
    each PAGE texts that are read.
    """
    given, more = 0, True
    texts = _text_rows() if end is None else _text_rows().filter(leaf_id__lt=end)
    while more and (given < PAGE or end is not None):
        rows = list(texts.filter(leaf_id__gte=start)[:PAGE])
        more = len(rows) == PAGE
        may = told({row.leaf.subject for row in rows}, today)
        for row in rows:
            if row.withdrawn_on or row.leaf.subject in may:
                given += 1
                yield text_line(row)
        start = rows[-1].leaf_id + 1 if rows else start


def text_line(row: LeafText) -> bytes:
    """Give one text with its salt, or its tombstone."""
    if row.withdrawn_on or row.salt is None:
        return json.dumps({"index": row.leaf_id, "withdrawn": True}).encode() + b"\n"
    entry = {"index": row.leaf_id, "salt": bytes(row.salt).hex(), "text": row.text}
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def inclusion_file(index: int, checkpoint: Checkpoint) -> str:
    """Give the proof that leaf `index` is under a checkpoint (C2SP tlog-proof). Raises ValueError for a later leaf."""
    hashes = _base64(inclusion_proof(index, checkpoint.size))
    return "\n".join(["c2sp.org/tlog-proof@v1", f"index {index}", *hashes, "", checkpoint.note])


def consistency_file(first: int, checkpoint: Checkpoint) -> str:
    """Give the proof that the log of `first` leaves is a prefix of a checkpoint's, as witnesses take it.

    C2SP tlog-witness, the body of add-checkpoint. Raises ValueError where `first` is larger.
    """
    hashes = _base64(consistency_proof(first, checkpoint.size))
    return "\n".join([f"old {first}", *hashes, "", checkpoint.note])


def _text_rows() -> QuerySet[LeafText]:
    rows = LeafText.objects.order_by("leaf_id").select_related("leaf")
    return rows.only("leaf__subject", "salt", "text", "withdrawn_on")


def _base64(hashes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(digest).decode() for digest in hashes]
