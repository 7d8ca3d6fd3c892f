"""Pairs of keys: to seal to (X25519), to sign with (Ed25519), locked by a password, told apart by fingerprints."""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from nacl.bindings import (
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
    crypto_scalarmult_base,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

from tejido.engines.sealing import box
from tejido.engines.sealing.context import ID_BYTES
from tejido.engines.sealing.refusal import CannotOpen

PUBLIC_BYTES = 32
PRIVATE_BYTES = 32
SIGNATURE_BYTES = 64
OPS = 3  # passes of Argon2id
MEM = 64 * 1024 * 1024  # bytes of memory of Argon2id
MOST_OPS = 16
MOST_MEM = 1024 * 1024 * 1024

_LOCK = b"L1"
_SALT_BYTES = 16
_COST_BYTES = 8
_GROUPS, _DIGITS = 8, 5


@dataclass(frozen=True)
class Pair:
    """An X25519 pair: whoever has `public` can seal to it, only `private` opens. Raises ValueError if they differ."""

    private: bytes = field(repr=False)
    public: bytes

    def __post_init__(self) -> None:
        if len(self.private) != PRIVATE_BYTES or crypto_scalarmult_base(self.private) != self.public:
            raise ValueError("these are not the two halves of one pair")

    @classmethod
    def of(cls, private: bytes) -> "Pair":
        """Make the pair of a private half of 32 bytes. Raises ValueError."""
        if len(private) != PRIVATE_BYTES:
            raise ValueError("a private half has 32 bytes")
        return cls(private, crypto_scalarmult_base(private))


@dataclass(frozen=True)
class SigningPair:
    """An Ed25519 pair; `private` is the seed of 32 bytes. Raises ValueError if the halves differ."""

    private: bytes = field(repr=False)
    public: bytes

    def __post_init__(self) -> None:
        if len(self.private) != PRIVATE_BYTES or crypto_sign_seed_keypair(self.private)[0] != self.public:
            raise ValueError("these are not the two halves of one pair")

    @classmethod
    def of(cls, private: bytes) -> "SigningPair":
        """Make the pair of a seed of 32 bytes. Raises ValueError."""
        if len(private) != PRIVATE_BYTES:
            raise ValueError("a seed has 32 bytes")
        return cls(private, crypto_sign_seed_keypair(private)[0])


def draw_pair() -> Pair:
    """Draw a pair to seal to."""
    return Pair.of(random(PRIVATE_BYTES))


def draw_signing() -> SigningPair:
    """Draw a pair to sign with."""
    return SigningPair.of(random(PRIVATE_BYTES))


def fingerprint(public: bytes, signing: bytes = b"") -> str:
    """Give eight groups of five digits (133 bits), to be read aloud and compared; `signing` is bound in where there.

    Digits, since letters sound alike (b and v) and are named otherwise in each language.
    """
    material = hashlib.blake2b(public + signing, person=b"tejido1 finger", digest_size=5 * _GROUPS).digest()
    numbers = (int.from_bytes(material[at : at + 5], "big") for at in range(0, len(material), 5))
    return " ".join(f"{number % 10**_DIGITS:0{_DIGITS}d}" for number in numbers)


def lock(private: bytes, password: str, *, ops: int = OPS, mem: int = MEM) -> bytes:
    """Lock a secret with a password by Argon2id; `ops` passes over `mem` bytes; salt and cost are kept inside.

    Raises ValueError for costs that `unlock` would not accept.
    """
    if not (1 <= ops <= MOST_OPS and 8192 <= mem <= MOST_MEM):
        raise ValueError("the cost of the password is out of bounds")
    head = ops.to_bytes(4, "big") + (mem // 1024).to_bytes(4, "big") + random(_SALT_BYTES)
    return _LOCK + head + box.seal(_LOCK, _password_key(password, head), private, head)


def unlock(locked: bytes, password: str) -> bytes:
    """Give back the secret that `lock` locked. Raises CannotOpen, also for a wrong password."""
    head, sealed = locked[2 : 2 + _COST_BYTES + _SALT_BYTES], locked[2 + _COST_BYTES + _SALT_BYTES :]
    if locked[:2] != _LOCK or len(sealed) < box.OVERHEAD:
        raise CannotOpen
    return box.open_box(_LOCK, _password_key(password, head), sealed, head)


def statement(
    organisation_id: bytes, version: int, public: bytes, signing_public: bytes, recovery_public: bytes = b""
) -> bytes:
    """Give the text by which an organisation says which keys are its own from `version` on, to be signed.

    Raises ValueError unless ids have 16 and keys 32 bytes (`recovery_public` may be empty).
    """
    if len(organisation_id) != ID_BYTES or len(recovery_public) not in (0, PUBLIC_BYTES):
        raise ValueError("an id has 16 bytes, a public key 32")
    if len(public) != PUBLIC_BYTES or len(signing_public) != PUBLIC_BYTES or version < 0:
        raise ValueError("a public key has 32 bytes, a version is a number from 0")
    lines = ["tejido1 organisation key", organisation_id.hex(), str(version)]
    lines += [key.hex() or "-" for key in (public, signing_public, recovery_public)]
    return "".join(f"{line}\n" for line in lines).encode()


def sign(stated: bytes, pair: SigningPair) -> bytes:
    """Sign a statement: 64 bytes."""
    return SigningKey(pair.private).sign(stated).signature


def verify(stated: bytes, signature: bytes, signing_public: bytes) -> bool:
    """Say whether the signature of a statement holds."""
    if len(signature) != SIGNATURE_BYTES or len(signing_public) != PUBLIC_BYTES:
        return False
    try:
        VerifyKey(signing_public).verify(stated, signature)
    except (BadSignatureError, CryptoError, ValueError):
        return False
    return True


def _password_key(password: str, head: bytes) -> bytes:
    ops, kibibytes = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if not (1 <= ops <= MOST_OPS and 8 <= kibibytes <= MOST_MEM // 1024):
        raise CannotOpen
    salt = head[_COST_BYTES:]
    text = unicodedata.normalize("NFC", password).encode(errors="surrogatepass")  # one ñ, whatever keyboard wrote it
    return crypto_pwhash_alg(32, text, salt, ops, kibibytes * 1024, crypto_pwhash_ALG_ARGON2ID13)
