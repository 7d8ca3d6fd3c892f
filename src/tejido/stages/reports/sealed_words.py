"""Short words that the site hands out and takes back without keeping them: in hidden fields, addresses, one cookie.

Sealed under keys derived from the instance's secret, each purpose under its own, so that none can stand for another.
"""

import base64
import hashlib

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import Aead


class NotOurs(ValueError):  # noqa: N818  names what happened
    """The words were not sealed here, or for another purpose, or were changed."""


def seal_words(words: bytes, *, purpose: str) -> str:
    """Return `words` sealed, in letters that can stand in an address; `purpose` has at most 16 letters."""
    sealed = bytes(_box(purpose).encrypt(words, aad=purpose.encode()))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_words(sealed: str, *, purpose: str) -> bytes:
    """Return what was sealed for this purpose. Raises NotOurs."""
    try:
        raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return _box(purpose).decrypt(raw, aad=purpose.encode())
    except (CryptoError, ValueError, TypeError):
        raise NotOurs from None


def _box(purpose: str) -> Aead:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=purpose.encode(), digest_size=32).digest()
    return Aead(key)
