"""Texts beside the log: each is the one that was recorded, or was withdrawn by an act."""

from datetime import date

from tejido.engines.record import text_hash
from tejido.ground.ledger.auditing.findings import Findings, Kind
from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.ledger.vocabulary import Act

BATCH = 2000


def check_texts(found: Findings) -> None:
    """Compare all texts with the hashes in their leaves, and all tombstones with the acts that made them."""
    withdrawn = _withdrawn()
    rows = LeafText.objects.order_by("leaf_id").values_list(
        "leaf_id", "leaf__text_hash", "salt", "text", "withdrawn_on"
    )
    for index, recorded, salt, text, day in rows.iterator(chunk_size=BATCH):
        found.compared += 1
        if not recorded:
            found.add(Kind.TEXT_EXTRA, index=index)
        elif index in withdrawn:
            if withdrawn.pop(index) != day or salt is not None or text:
                found.add(Kind.TEXT_BACK, index=index)
        elif day is not None or salt is None:
            found.add(Kind.TEXT_GONE, index=index)
        elif not _is_hash_of(recorded, bytes(salt), text):
            found.add(Kind.TEXT, index=index)
    bare = Leaf.objects.exclude(text_hash="").filter(text_beside=None).order_by("index")
    for index in bare.values_list("index", flat=True).iterator(chunk_size=BATCH):
        found.add(Kind.TEXT_GONE, index=index)


def _withdrawn() -> dict[int, date]:
    """Return which leaves lost their text by an act, and on which day; they are few."""
    acts = Leaf.objects.filter(verb=Act.TEXT_WITHDRAWN).order_by("index").values_list("fields", "day")
    return {fields["leaf"]: day for fields, day in acts if isinstance(fields.get("leaf"), int)}


def _is_hash_of(recorded: str, salt: bytes, text: str) -> bool:
    try:
        return text_hash(salt, text) == recorded
    except ValueError:
        return False
