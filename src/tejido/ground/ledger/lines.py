"""A row of the leaves as the bytes that are hashed and published."""

from typing import Any

from tejido.engines.record.leaf import VERSION, write_plain
from tejido.ground.ledger.models import Leaf

COLUMNS = ("index", "day", "verb", "subject", "actor", "fields", "text_hash")


def line_of(leaf: Leaf) -> bytes:
    """Return the canonical JSON of a leaf, without a newline. Raises LeafError, which names what the record refuses."""
    return line_of_values(*(getattr(leaf, name) for name in COLUMNS))


def line_of_values(
    index: int, day: Any, verb: str, subject: str, actor: str, fields: dict[str, Any], text_hash: str
) -> bytes:
    """Do the same with the values of COLUMNS: for reading many rows without making a model of each."""
    return write_plain(
        {
            "v": VERSION,
            "index": index,
            "day": day.isoformat(),
            "verb": verb,
            "subject": subject,
            "actor": actor,
            "fields": fields,
            "text": text_hash or None,
        }
    )
