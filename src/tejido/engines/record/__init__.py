"""The public record as an engine: an append-only Merkle log, its leaves, proofs and signed checkpoints.

Plain Python: no Django, no network, no clock. docs/record-format.md has the format.
"""

from tejido.engines.record.canonical import CanonicalError, canonical_json
from tejido.engines.record.checkpoint import Checkpoint, CheckpointError, SignedCheckpoint
from tejido.engines.record.leaf import Flaw, Leaf, LeafError, text_hash
from tejido.engines.record.note import (
    KeyType,
    Note,
    NoteError,
    Signature,
    SignatureError,
    SignerKey,
    UnsignedError,
    VerifierKey,
)
from tejido.engines.record.tree import (
    EMPTY_ROOT,
    Frontier,
    MemoryStore,
    NodeStore,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from tejido.engines.record.verify import OPENING_VERB, Kind, Problem, Verification, verify_log

__all__ = [
    "EMPTY_ROOT",
    "OPENING_VERB",
    "CanonicalError",
    "Checkpoint",
    "CheckpointError",
    "Flaw",
    "Frontier",
    "KeyType",
    "Kind",
    "Leaf",
    "LeafError",
    "MemoryStore",
    "NodeStore",
    "Note",
    "NoteError",
    "Problem",
    "Signature",
    "SignatureError",
    "SignedCheckpoint",
    "SignerKey",
    "UnsignedError",
    "Verification",
    "VerifierKey",
    "canonical_json",
    "leaf_hash",
    "node_hash",
    "text_hash",
    "verify_consistency",
    "verify_inclusion",
    "verify_log",
]
