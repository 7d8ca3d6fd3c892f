"""Wrapping a secret for somebody's public key: a sealed box with its address bound inside.

Form: 2 bytes mark, then libsodium's sealed box (an X25519 key for this box alone, XSalsa20-Poly1305) around 32 bytes of
binding and the secret. The binding is BLAKE2b of the address, the recipient and the secret.
"""

import hashlib
import hmac

from nacl.bindings import crypto_box_seal, crypto_box_seal_open
from nacl.exceptions import CryptoError

from tejido.engines.sealing.keys import PUBLIC_BYTES, Pair
from tejido.engines.sealing.refusal import CannotOpen

OVERHEAD = 2 + 48 + 32  # bytes that a wrap is longer than its secret

_MARK = b"W1"
_BINDING_BYTES = 32


def wrap(secret: bytes, to: bytes, context: bytes) -> bytes:
    """Wrap `secret` so that only the private half of `to` opens it, and only at `context`.

    Raises ValueError for what is no public key.
    """
    if len(to) != PUBLIC_BYTES:
        raise ValueError("a public key has 32 bytes")
    try:
        return _MARK + crypto_box_seal(_binding(secret, to, context) + secret, to)
    except CryptoError:
        raise ValueError("this is no public key that can be sealed to") from None


def unwrap(wrapped: bytes, pair: Pair, context: bytes) -> bytes:
    """Give back the secret. Raises CannotOpen."""
    if wrapped[:2] != _MARK or len(wrapped) < OVERHEAD:
        raise CannotOpen
    try:
        inside = crypto_box_seal_open(wrapped[2:], pair.public, pair.private)
    except (CryptoError, ValueError):
        raise CannotOpen from None
    binding, secret = inside[:_BINDING_BYTES], inside[_BINDING_BYTES:]
    if not hmac.compare_digest(binding, _binding(secret, pair.public, context)):
        raise CannotOpen
    return secret


def _binding(secret: bytes, to: bytes, context: bytes) -> bytes:
    material = len(context).to_bytes(4, "big") + context + to + secret
    return hashlib.blake2b(material, person=b"tejido1 wrap", digest_size=_BINDING_BYTES).digest()
