"""The key that receipts are looked up with: it comes from the instance's keys, outside the database and its backups."""

import hashlib

from django.conf import settings


def of_receipts() -> bytes:
    """Return the 32 bytes."""
    return hashlib.blake2b(key=settings.KEYS.people, person=b"tejido-receipts", digest_size=32).digest()
