"""Sessions whose row betrays nothing: the content is sealed, the key is a digest.

Django keeps both in clear, so that whoever steals the database could read a second factor being set up, and walk in as
anybody who is signed in. Here the row holds the digest of the cookie and a sealed text; the key lies outside.
"""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from tejido.ground.people.names import CannotOpen, digest_of, seal, unseal

BEGAN = "_began"  # when the session began, in seconds
ROW_KEY = 40  # characters that Django's table has for it


class SessionStore(DatabaseStore):
    """Django's sessions in the database, made unreadable there."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the sealed content."""
        return base64.b64encode(seal(json.dumps(session_dict), purpose="session")).decode()

    def decode(self, session_data: Any) -> dict[str, Any]:
        """Return the content; nothing where it cannot be opened, so that the person signs in again."""
        try:
            opened: dict[str, Any] = json.loads(unseal(base64.b64decode(session_data), purpose="session"))
        except (CannotOpen, ValueError):
            return {}
        return opened

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row for `data`: whatever is written later, it ends four hours after it began."""
        began = datetime.fromtimestamp(data.setdefault(BEGAN, int(timezone.now().timestamp())), UTC)
        row = super().create_model_instance(data)
        row.session_key = _row_key(row.session_key)
        row.expire_date = min(row.expire_date, began + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        return row

    def exists(self, session_key: str) -> bool:
        """Say whether a session has this key."""
        return self.model.objects.filter(session_key=_row_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """Erase a session; this one where none is named."""
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=_row_key(key)).delete()

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        key = self.session_key
        row = key and self.model.objects.filter(session_key=_row_key(key), expire_date__gt=timezone.now()).first()
        if not row:
            self._session_key = None
            return None
        return row


def _row_key(session_key: str) -> str:
    return digest_of(session_key, purpose="tejido-session")[:ROW_KEY]
