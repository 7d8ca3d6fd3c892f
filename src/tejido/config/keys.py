"""The instance's secrets, in one file that lies outside the database and outside its backups."""

import base64
import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

BYTES = 32


class Keys(NamedTuple):
    """What the site cannot work without, and what a stolen database must not contain."""

    django: str
    people: bytes  # seals names and e-mail addresses of members, and turns a name into its look-up handle
    record: bytes  # Ed25519 seed that signs the checkpoints of the public record


def load_keys(folder: Path) -> Keys:
    """Read `folder`/instance.json; make it, readable by its owner only, on the first run.

    Raises ImproperlyConfigured for a file that is damaged: other keys would open nothing that was sealed.
    """
    path = folder / "instance.json"
    if not path.exists():
        _make(path)
    try:
        stored = json.loads(path.read_text())
        people, record = (base64.b64decode(stored[name], validate=True) for name in ("people", "record"))
        if not (stored["django"] and len(people) == len(record) == BYTES):
            raise ValueError("a key is too short")
    except (ValueError, KeyError, TypeError) as problem:
        raise ImproperlyConfigured(f"{path} is damaged ({problem}); put your copy of it back") from problem
    return Keys(django=stored["django"], people=people, record=record)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {name: base64.b64encode(secrets.token_bytes(BYTES)).decode() for name in ("people", "record")}
    fresh["django"] = secrets.token_urlsafe(48)
    beside = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(fresh, file)
    try:
        os.link(beside, path)  # whoever comes first makes the keys; a second process takes the same
    except FileExistsError:
        pass
    finally:
        beside.unlink()
