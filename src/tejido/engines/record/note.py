"""Signed notes (C2SP signed-note): a text that people can read, and below it lines that sign it.

Two kinds of signature are known: Ed25519 over the text (type 0x01), with which a log signs, and the
timestamped cosignature/v1 (type 0x04, C2SP tlog-cosignature), with which a witness says that it saw the log
grow honestly. Signatures by keys that the reader does not know are kept and ignored, whatever their type.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
MAX_TIME = 2**63 - 1

_DASH = "\N{EM DASH} "
_ID_BYTES = 4
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_PRIVATE = "PRIVATE+KEY+"


class NoteError(ValueError):
    """A note, key or signature that is malformed or does not hold; the message says why in one line."""


class SignatureError(NoteError):
    """A note of good form whose signature by a known key is wrong; `name` is that of the key."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class UnsignedError(SignatureError):
    """A note of good form that somebody did not sign who should have."""


class KeyType(IntEnum):
    """The signature types of C2SP signed-note that are known here."""

    LOG = 0x01
    WITNESS = 0x04


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key: whose signatures these are. `public` is the 32 bytes of Ed25519."""

    name: str
    public: bytes
    type: KeyType = KeyType.LOG

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public) != _KEY_BYTES:
            raise NoteError(f"an Ed25519 public key has {_KEY_BYTES} bytes, not {len(self.public)}")

    @property
    def id(self) -> bytes:
        """Give the key id: SHA-256(name || newline || type || public key), cut to four bytes."""
        material = self.name.encode() + b"\n" + bytes([self.type]) + self.public
        return hashlib.sha256(material).digest()[:_ID_BYTES]

    @classmethod
    def parse(cls, vkey: str) -> "VerifierKey":
        """Read `name+hex id+base64(type || public key)`. Raises NoteError, also for an id of another key."""
        parts = vkey.strip().split("+", 2)
        if len(parts) != 3:
            raise NoteError("a verifier key has the form name+id+key")
        name, stated, material = parts[0], parts[1], _decode(parts[2], "the verifier key")
        if len(material) != 1 + _KEY_BYTES or material[0] not in tuple(KeyType):
            raise NoteError("the verifier key is neither Ed25519 (0x01) nor cosignature/v1 (0x04)")
        key = cls(name, material[1:], KeyType(material[0]))
        if key.id.hex() != stated:
            raise NoteError(f"the verifier key states the id {stated[:8]!a}, but its own is {key.id.hex()}")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encode(bytes([self.type]) + self.public)}"


@dataclass(frozen=True)
class SignerKey:
    """The private half of a key. Never shown: only `encode` gives it away."""

    name: str
    seed: bytes = field(repr=False)
    type: KeyType = KeyType.LOG

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.seed) != _KEY_BYTES:
            raise NoteError(f"an Ed25519 seed has {_KEY_BYTES} bytes, not {len(self.seed)}")

    @classmethod
    def generate(cls, name: str, type: KeyType = KeyType.LOG) -> "SignerKey":
        """Make a new key from the random numbers of the system."""
        return cls(name, bytes(SigningKey.generate()), type)

    @classmethod
    def parse(cls, skey: str) -> "SignerKey":
        """Read `PRIVATE+KEY+name+hex id+base64(type || seed)`. Raises NoteError, which shows no secret."""
        parts = skey.strip().removeprefix(_PRIVATE).split("+", 2)
        if not skey.strip().startswith(_PRIVATE) or len(parts) != 3:
            raise NoteError("a signer key has the form PRIVATE+KEY+name+id+key")
        material = _decode(parts[2], "the signer key")
        if len(material) != 1 + _KEY_BYTES or material[0] not in tuple(KeyType):
            raise NoteError("the signer key is neither Ed25519 (0x01) nor cosignature/v1 (0x04)")
        key = cls(parts[0], material[1:], KeyType(material[0]))
        if key.verifier.id.hex() != parts[1]:
            raise NoteError("the signer key states an id that is not its own")
        return key

    def encode(self) -> str:
        """Write the key as text, for the file or setting in which it is kept."""
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{_encode(bytes([self.type]) + self.seed)}"

    @property
    def verifier(self) -> VerifierKey:
        """Give the public half."""
        return VerifierKey(self.name, bytes(SigningKey(self.seed).verify_key), self.type)

    def sign(self, text: str, *, time: int | None = None) -> "Signature":
        """Sign the text of a note. A witness's key needs `time` (seconds since 1970), a log's takes none."""
        message, stamp = text.encode(), b""
        if self.type is KeyType.WITNESS:
            if time is None or not 0 <= time <= MAX_TIME:
                raise NoteError("a cosignature needs a time from 0 to 2^63-1")
            message, stamp = _cosigned(text, time), time.to_bytes(_TIME_BYTES, "big")
        elif time is not None:
            raise NoteError("only a cosignature has a time")
        signed = SigningKey(self.seed).sign(message).signature
        return Signature(self.name, self.verifier.id, stamp + signed)


@dataclass(frozen=True)
class Signature:
    """One signature line: who signed (name and key id), and the bytes, whatever their type."""

    name: str
    key_id: bytes
    blob: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {_encode(self.key_id + self.blob)}"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a signature line without its newline. Raises NoteError."""
        words = line.removeprefix(_DASH).split(" ")
        if not line.startswith(_DASH) or len(words) != 2:
            raise NoteError("a signature line has the form: em dash, key name, base64")
        _check_name(words[0])
        blob = _decode(words[1], "the signature")
        if len(blob) <= _ID_BYTES:
            raise NoteError(f"the signature of {words[0]} is too short")
        return cls(words[0], blob[:_ID_BYTES], blob[_ID_BYTES:])

    def is_by(self, key: VerifierKey) -> bool:
        """Say whether the line claims to be by `key`; whether it holds is for `check` to say."""
        return self.name == key.name and self.key_id == key.id

    def check(self, text: str, key: VerifierKey) -> int | None:
        """Check the signature of `text` by `key`; give the time of a cosignature, None for a log's signature.

        Raises SignatureError when it does not hold.
        """
        stamp, time, message = b"", None, text.encode()
        if key.type is KeyType.WITNESS:
            stamp = self.blob[:_TIME_BYTES]
            time = int.from_bytes(stamp, "big")
            message = _cosigned(text, time)
        signed = self.blob[len(stamp) :]
        try:
            if len(signed) != _SIGNATURE_BYTES or (time or 0) > MAX_TIME:
                raise BadSignatureError
            VerifyKey(key.public).verify(message, signed)
        except BadSignatureError:
            reason = f"the signature of {self.name} ({self.key_id.hex()}) does not hold"
            raise SignatureError(reason, self.name) from None
        return time


@dataclass(frozen=True)
class Note:
    """A text, which ends in a newline, and the signatures below it in their order."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, note: str | bytes) -> "Note":
        """Read a signed note; checks its form only. Raises NoteError."""
        whole = _decode_text(note)
        text, blank, lines = whole.rpartition("\n\n")
        if not blank:
            raise NoteError("the note has no blank line between text and signatures")
        if not lines.endswith("\n"):
            raise NoteError("the note has no signature, or does not end in a newline")
        signatures = tuple(Signature.parse(line) for line in lines[:-1].split("\n"))
        if len(signatures) > MAX_SIGNATURES:
            raise NoteError(f"the note has more than {MAX_SIGNATURES} signatures")
        return cls(text + "\n", signatures)

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def adding(self, more: Iterable[Signature]) -> "Note":
        """Give the same note with more signatures; one by a key that had signed before takes its place."""
        new = tuple(more)
        replaced = {(signature.name, signature.key_id) for signature in new}
        kept = tuple(old for old in self.signatures if (old.name, old.key_id) not in replaced)
        return replace(self, signatures=kept + new)

    def check(self, keys: Sequence[VerifierKey]) -> dict[VerifierKey, int | None]:
        """Check each signature by one of `keys` and give who signed, with the time of cosignatures.

        Unknown signatures are ignored; the answer may be empty, and says who of `keys` did not sign. Raises
        SignatureError when a signature that claims to be by one of `keys` does not hold.
        """
        signed: dict[VerifierKey, int | None] = {}
        for signature in self.signatures:
            for key in keys:
                if signature.is_by(key):
                    signed[key] = signature.check(self.text, key)
        return signed


def _cosigned(text: str, time: int) -> bytes:
    """Give the message of a cosignature/v1 (C2SP tlog-cosignature)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _check_name(name: str) -> None:
    if not name or "+" in name or any(sign.isspace() or not sign.isprintable() for sign in name):
        raise NoteError(f"{name[:80]!a} is not the name of a key: not empty, without spaces and plus signs")


def _decode_text(note: str | bytes) -> str:
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError(f"the note is longer than {MAX_NOTE_BYTES} bytes")
    try:
        text = note.decode() if isinstance(note, bytes) else note
        text.encode()
    except UnicodeError:
        raise NoteError("the note is not valid UTF-8") from None
    if any(sign < " " and sign != "\n" for sign in text):
        raise NoteError("the note holds a control character")
    return text


def _encode(blob: bytes) -> str:
    return base64.b64encode(blob).decode()


def _decode(text: str, what: str) -> bytes:
    """Read standard base64 and nothing that merely resembles it: one blob has one text."""
    try:
        blob = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(f"{what} is not base64") from None
    if _encode(blob) != text:
        raise NoteError(f"{what} is not base64 in its only form")
    return blob
