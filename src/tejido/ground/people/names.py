"""Names of members, which the database never holds in clear.

A name is looked up by a keyed hash and shown by opening a sealed copy; both keys come from one that lies outside the
database and its backups. Who steals the database learns neither who is a member nor whether somebody is.
"""

import hashlib
import unicodedata

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import Aead

HANDLE_BYTES = 32


class CannotOpen(Exception):  # noqa: N818  names what happened
    """The sealed text does not belong to this instance's key."""


def _derived(purpose: bytes) -> bytes:
    return hashlib.blake2b(key=settings.KEYS.people, person=purpose, digest_size=32).digest()


def digest_of(text: str, *, purpose: str) -> str:
    """Return the keyed BLAKE2b of `text` in hex (64 characters); `purpose` (at most 16 letters) keeps uses apart."""
    return hashlib.blake2b(text.encode(), key=_derived(purpose.encode()), digest_size=HANDLE_BYTES).hexdigest()


def handle_of(name: str) -> str:
    """Return the look-up handle of `name`, the same for every way to type the name.

    Case, accent composition and blanks, at the ends or doubled, make no difference.
    """
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return digest_of(folded, purpose="tejido-handle")


def seal(text: str, *, purpose: str) -> bytes:
    """Return `text` sealed with XChaCha20-Poly1305; `purpose` is bound to it and must be given again to open it."""
    return bytes(Aead(_derived(b"tejido-seal")).encrypt(text.encode(), aad=purpose.encode()))


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Return the text in `sealed`. Raises CannotOpen where the key or the purpose is another."""
    try:
        return Aead(_derived(b"tejido-seal")).decrypt(bytes(sealed), aad=purpose.encode()).decode()
    except CryptoError as problem:
        raise CannotOpen from problem
