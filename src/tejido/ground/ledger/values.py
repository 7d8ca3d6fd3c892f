"""Python's values as a leaf holds them: the same form when an act is appended and when an audit compares."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

Plain = str | int | bool | None | list[str]


def plain(value: object) -> Plain:
    """Return `value` as a leaf holds it.

    Days become ISO days, moments ISO in UTC to the second, ids and rows the text of their key, decimals their digits,
    bytes (keys, signatures) hexadecimal, collections sorted lists of these.

    Raises TypeError for anything else: binary floats, words that change with the
    language of the page, text with a zero character, which PostgreSQL cannot hold.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | memoryview | dict | Model | Promise):
        return sorted(_word(item) for item in value)
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, str):
        if "\x00" in value:
            raise TypeError("a zero character")
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("a moment without a zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Model):
        return str(value.pk)
    raise TypeError(f"a {type(value).__name__}")
