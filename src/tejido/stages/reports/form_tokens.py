"""One-use form tokens: a sealed moment, of which only a digest is kept, and only once it has sent something.

A token takes the place of a cookie: no other site can read one, so no other site can make a browser send a form of ours
twice or in a hurry. It lasts a day, since some write slowly. Past the quota it carries the moment from which it sends.
"""

import hashlib
import secrets
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tejido.stages.reports.sealed_words import NotOurs, open_words, seal_words

LASTS = timedelta(hours=24)
_PURPOSE = "form-token"
_SHAPE = struct.Struct(">qq16s")  # issued at, sends from (seconds since 1970), 16 random bytes


class BadToken(ValueError):  # noqa: N818  names what happened
    """The token was made up, changed, or is older than a day."""


@dataclass(frozen=True)
class FormToken:
    """A token that is ours and still holds."""

    digest: str
    issued_at: datetime
    sends_from: datetime

    def has_waited(self, now: datetime) -> bool:
        """Say whether it was given out to wait, and has waited."""
        return self.issued_at < self.sends_from <= now


def issue(now: datetime, *, wait: timedelta = timedelta()) -> str:
    """Return a fresh token that sends after `wait`."""
    at = int(now.timestamp())
    body = _SHAPE.pack(at, at + int(wait.total_seconds()), secrets.token_bytes(16))
    return seal_words(body, purpose=_PURPOSE)


def read(token: str, now: datetime) -> FormToken:
    """Return what the token says. Raises BadToken."""
    try:
        body = open_words(token, purpose=_PURPOSE)
        issued, sends, _random = _SHAPE.unpack(body)
    except (NotOurs, struct.error):
        raise BadToken from None
    age = now.timestamp() - issued
    if not -60 <= age <= LASTS.total_seconds():
        raise BadToken
    digest = hashlib.blake2b(body, digest_size=32).hexdigest()
    return FormToken(digest, datetime.fromtimestamp(issued, UTC), datetime.fromtimestamp(sends, UTC))
