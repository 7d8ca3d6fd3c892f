"""Which database: SQLite beside the keys by default, PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

EXAMPLE = "postgresql://user:password@host:5432/name"
# WAL lets readers go on while one writes; secure_delete overwrites what is deleted, so that the file does not keep it.
SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"


def database(url: str, home: Path) -> dict[str, Any]:
    """Return Django's description of the database that `url` names, or of the embedded one in `home`.

    Raises ImproperlyConfigured for an address that names none; without the address, which holds a password.
    """
    if url:
        try:
            found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        except ValueError:
            raise ImproperlyConfigured(f"DATABASE_URL must look like {EXAMPLE}") from None
    else:
        found = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "tejido.sqlite3",
            "CONN_MAX_AGE": None,
        }
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE}
        found["TEST"] = {"NAME": home / "test.sqlite3"}  # a file, so that threads and the browser share it
    return found
