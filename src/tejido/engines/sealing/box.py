"""The symmetric box that everything here is made of: XChaCha20-Poly1305 under a derived key, with a commitment.

Form: 2 bytes mark, 24 bytes nonce, 32 bytes commitment, then the ciphertext with its 16 bytes tag. Key and commitment
are BLAKE2b-512 of the nonce and the address under the caller's key, so that a box opens under one key and at one
address only (XChaCha20-Poly1305 alone lets somebody build a box that opens to two texts under two keys; Dodis,
Grubbs, Ristenpart, Woodage: Fast Message Franking, 2018).
"""

import hashlib
import hmac

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from tejido.engines.sealing.refusal import CannotOpen

KEY_BYTES = 32
MARK_BYTES = 2
NONCE_BYTES = 24
COMMITMENT_BYTES = 32
TAG_BYTES = 16
OVERHEAD = MARK_BYTES + NONCE_BYTES + COMMITMENT_BYTES + TAG_BYTES  # bytes that a box is longer than what is in it

_PERSON = b"tejido1 box"


def draw_key() -> bytes:
    """Draw a key of 32 bytes from the random numbers of the system."""
    return random(KEY_BYTES)


def derive(key: bytes, nonce: bytes, mark: bytes, address: bytes) -> tuple[bytes, bytes]:
    """Give the key of one box and its commitment, 32 bytes each. Raises ValueError for a key that is not 32 bytes."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    both = hashlib.blake2b(nonce + mark + address, key=key, person=_PERSON, digest_size=64).digest()
    return both[:32], both[32:]


def seal(mark: bytes, key: bytes, clear: bytes, address: bytes) -> bytes:
    """Seal `clear` so that it opens only under `key`, at `address` and as what `mark` says it is."""
    nonce = random(NONCE_BYTES)
    own, commitment = derive(key, nonce, mark, address)
    return mark + nonce + commitment + crypto_aead_xchacha20poly1305_ietf_encrypt(clear, mark + address, nonce, own)


def open_box(mark: bytes, key: bytes, sealed: bytes, address: bytes) -> bytes:
    """Give back what was sealed. Raises CannotOpen."""
    if len(sealed) < OVERHEAD or sealed[:MARK_BYTES] != mark or len(key) != KEY_BYTES:
        raise CannotOpen
    nonce = sealed[MARK_BYTES : MARK_BYTES + NONCE_BYTES]
    body = MARK_BYTES + NONCE_BYTES + COMMITMENT_BYTES
    own, commitment = derive(key, nonce, mark, address)
    if not hmac.compare_digest(commitment, sealed[MARK_BYTES + NONCE_BYTES : body]):
        raise CannotOpen
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[body:], mark + address, nonce, own)
    except CryptoError:
        raise CannotOpen from None
