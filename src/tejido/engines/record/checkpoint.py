"""Checkpoints (C2SP tlog-checkpoint): the size and root of a log in three lines, signed, for anybody to keep.

Whoever keeps one can show later that the log was rewritten: with `tejido record verify --since` against the
leaves, or as a witness that cosigns only what is consistent with what it cosigned before.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tejido.engines.record.note import KeyType, Note, NoteError, SignerKey, UnsignedError, VerifierKey
from tejido.engines.record.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class CheckpointError(NoteError):
    """A note that is not a checkpoint, or a key that may not sign it; the message says why in one line."""


@dataclass(frozen=True)
class Checkpoint:
    """The state of a log: whose it is, how many leaves it has, and their root hash."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(line and line.isprintable() for line in lines):
            raise CheckpointError("the lines of a checkpoint are not empty and hold no control characters")
        if self.size < 0:
            raise CheckpointError("the size of a log is not negative")
        if len(self.root) != HASH_BYTES:
            raise CheckpointError(f"the root of a checkpoint has {HASH_BYTES} bytes, not {len(self.root)}")

    @property
    def text(self) -> str:
        """Give the text that is signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), root, *self.extensions))

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint, without signatures. Raises CheckpointError."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not text.endswith("\n"):
            raise CheckpointError("a checkpoint has three lines: origin, size, root")
        if not _SIZE.fullmatch(lines[1]):
            raise CheckpointError("the size of the checkpoint is not a decimal number without leading zeroes")
        try:
            root = base64.b64decode(lines[2], validate=True)
        except ValueError:
            raise CheckpointError("the root of the checkpoint is not base64") from None
        checkpoint = cls(lines[0], int(lines[1]), root, tuple(lines[3:]))
        if checkpoint.text != text:
            raise CheckpointError("the root of the checkpoint is not base64 in its only form")
        return checkpoint


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint as it was read, with its signatures, which reading does not check."""

    checkpoint: Checkpoint
    note: Note


def sign(checkpoint: Checkpoint, key: SignerKey) -> str:
    """Sign a checkpoint as its log: give the note that is published.

    Raises CheckpointError unless `key` is a log's key that bears the name of the origin.
    """
    if key.type is not KeyType.LOG or key.name != checkpoint.origin:
        raise CheckpointError(f"{key.name} is not the key of the log {checkpoint.origin}")
    return str(Note(checkpoint.text, (key.sign(checkpoint.text),)))


def cosign(note: str | bytes, key: SignerKey, *, time: int) -> str:
    """Add a witness's cosignature of `time` (seconds since 1970) to a checkpoint that it found consistent.

    Takes the place of an earlier one by the same key. Raises NoteError.
    """
    if key.type is not KeyType.WITNESS:
        raise CheckpointError(f"{key.name} is not the key of a witness")
    signed = parse(note)
    return str(signed.note.adding([key.sign(signed.checkpoint.text, time=time)]))


def parse(note: str | bytes) -> SignedCheckpoint:
    """Read a published checkpoint; checks its form, not its signatures. Raises NoteError."""
    signed = Note.parse(note)
    return SignedCheckpoint(Checkpoint.parse(signed.text), signed)


def verify(
    note: str | bytes, keys: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> dict[VerifierKey, int | None]:
    """Check that one of the log's `keys` signed a checkpoint, and all `witnesses`; give who signed and when.

    Signatures by other keys are ignored. The time is that of a cosignature, None for a log's signature.
    Raises NoteError for a malformed note, SignatureError when a known signature does not hold or is absent.
    """
    signed = parse(note).note.check([*keys, *witnesses])
    if not any(key in signed for key in keys):
        raise UnsignedError("no known key of the log signed the checkpoint", parse(note).checkpoint.origin)
    for witness in witnesses:
        if witness not in signed:
            raise UnsignedError(f"the witness {witness.name} did not sign the checkpoint", witness.name)
    return signed
