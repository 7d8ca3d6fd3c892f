"""A tiny record for those who write a verifier or a witness of their own: always the same bytes.

Its keys are published here, so its signatures are worth nothing but as an example.
"""

import datetime
import hashlib
import json

from tejido.engines.record import checkpoint
from tejido.engines.record.leaf import Leaf, Value, text_hash
from tejido.engines.record.note import KeyType, SignerKey
from tejido.engines.record.tree import Frontier, leaf_hash
from tejido.engines.record.verify import OPENING_VERB

LOG = SignerKey("tejido.example/record", bytes(range(32)))
WITNESS = SignerKey("witness.example/w1", bytes(range(32, 64)), KeyType.WITNESS)
COSIGNED_AT = 1_741_996_800  # 2025-03-15, 00:00 UTC
EARLIER_SIZE = 3

_ORGANISATION = "organisation:6f1f0b0e-8a57-4f0a-9d6d-2f5c0f3a9b11"
_POST = "post:0d8a1a52-3c3e-4c5e-8f44-7f3a2f0d1c22"
_COMMITMENT = "commitment:b7c9e0f4-52c7-4c55-a2a5-1c6e0d4b8f33"
_PROMISE = "Veinte lámparas nuevas en el parque antes del 30 de junio."
_REASON = "El proveedor no entregó a tiempo."


def example_files() -> dict[str, bytes]:
    """Give the files of the example by name: leaves, texts, checkpoint, an earlier checkpoint, and the keys."""
    leaves = [leaf.encode() for leaf in _leaves()]
    note = checkpoint.sign(_state(leaves), LOG)
    return {
        "leaves.jsonl": b"".join(leaf + b"\n" for leaf in leaves),
        "texts.jsonl": b"".join(_texts()),
        "checkpoint.txt": checkpoint.cosign(note, WITNESS, time=COSIGNED_AT).encode(),
        "earlier.txt": checkpoint.sign(_state(leaves[:EARLIER_SIZE]), LOG).encode(),
        "keys.txt": f"{LOG.verifier}\n{WITNESS.verifier}\n".encode(),
    }


def _leaves() -> list[Leaf]:
    made, moved = datetime.date(2025, 3, 14), datetime.date(2025, 6, 20)
    promise, reason = text_hash(_salt(1), _PROMISE), text_hash(_salt(3), _REASON)
    key = {"key": str(LOG.verifier)}
    due: dict[str, Value] = {"due": "2025-06-30", "owner": _POST, "state": "accepted"}
    later: dict[str, Value] = {"due": "2025-08-31", "postponed": 1}
    return [
        Leaf(0, datetime.date(2025, 1, 6), OPENING_VERB, "site", "site", key),
        Leaf(1, made, "roundtables.commitment.made", _COMMITMENT, _ORGANISATION, due, promise),
        Leaf(2, made, "roundtables.minutes.adopted", _ORGANISATION, _ORGANISATION, {"causes": ["public_space"]}),
        Leaf(3, moved, "roundtables.date.moved", _COMMITMENT, _POST, later, reason),
        Leaf(4, datetime.date(2025, 9, 1), "roundtables.commitment.late", _COMMITMENT, "site", {"state": "late"}),
    ]


def _texts() -> list[bytes]:
    shown = {"index": 1, "salt": _salt(1).hex(), "text": _PROMISE}
    withdrawn = {"index": 3, "withdrawn": True}
    return [json.dumps(entry, ensure_ascii=False).encode() + b"\n" for entry in (shown, withdrawn)]


def _salt(index: int) -> bytes:
    return hashlib.sha256(f"example salt {index}".encode()).digest()


def _state(leaves: list[bytes]) -> checkpoint.Checkpoint:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return checkpoint.Checkpoint(LOG.name, frontier.size, frontier.root())
