"""What a thief carries away: the database or a dump of it, and the sealed files; not the folder of keys."""

import os
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection


def database() -> dict[str, bytes]:
    """Return the database as it lies on disk with its write-ahead log, or as `pg_dump` gives it."""
    if connection.vendor == "sqlite":
        main = Path(connection.settings_dict["NAME"])
        files = [main, Path(f"{main}-wal"), Path(f"{main}-shm")]
        return {path.name: path.read_bytes() for path in files if path.exists()}
    values = connection.settings_dict
    asked = [("-h", values["HOST"]), ("-p", str(values["PORT"] or "")), ("-U", values["USER"])]
    options = [part for option, value in asked if value for part in (option, value)]
    env = os.environ | {"PGPASSWORD": values["PASSWORD"] or ""}
    done = subprocess.run(["pg_dump", *options, values["NAME"]], env=env, check=True, capture_output=True)
    return {"dump": done.stdout}


def media() -> dict[str, bytes]:
    """Return all sealed files, each with its name."""
    folder = Path(settings.STORAGES["sealed"]["OPTIONS"]["location"])
    return {path.name: path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everything() -> dict[str, bytes]:
    """Return all of it."""
    return database() | media()


def holding(secret: bytes, taken: dict[str, bytes]) -> list[str]:
    """Return in which of the files `secret` stands: as it is, or in hex, as a dump writes bytes."""
    forms = {secret, secret.hex().encode()}
    return sorted(name for name, data in taken.items() if any(form in data for form in forms))
