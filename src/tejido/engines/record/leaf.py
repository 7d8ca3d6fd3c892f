"""A leaf of the public record: one public act, in the form that is hashed.

A leaf names organisations and posts, never a person; free text stays outside it and is present only as a
salted hash, so that two people can withdraw the text for safety while every proof still holds.
docs/record-format.md has the format for those who write a verifier of their own.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from tejido.engines.record.canonical import canonical_json

Value: TypeAlias = str | int | bool | Sequence[str] | None

VERSION = 1
SALT_BYTES = 32
MAX_LEAF_BYTES = 16_384
MAX_FIELD_CHARACTERS = 300  # longer strings are text, and text must stay where it can be withdrawn
MAX_INTEGER = 2**53 - 1  # RFC 8785 numbers are IEEE doubles

_TEXT_DOMAIN = b"tejido/record/text/v1\x00"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_VERB = re.compile(r"(?=.{1,80}\Z)[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,3}", re.ASCII)
_ACTOR = re.compile(rf"site|(?:organisation|post|initiative):{_UUID}", re.ASCII)
_SUBJECT = re.compile(rf"site|place:[0-9]{{2}}(?:[0-9]{{3}})?|[a-z][a-z0-9_]*:{_UUID}", re.ASCII)
_PERSON = re.compile(r"(?:person|people|member|account|user|officer):", re.IGNORECASE)
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KEYS = ("actor", "day", "fields", "index", "subject", "text", "v", "verb")
# Equal to RFC 8785 for what a checked leaf can hold (ASCII keys, no floats, small integers) and five times
# as fast as the library; a property test compares the two.
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class Flaw(StrEnum):
    """What can be wrong with a leaf; the value is an English phrase that follows the name of the field."""

    MISSING = "is missing"
    UNKNOWN = "is not part of a leaf"
    VERSION = "is not a version that is known"
    INTEGER = "is not an integer between the bounds of 2^53-1"
    DAY = "is not a day that exists, written YYYY-MM-DD"
    VERB = "is not of the form app.noun.verb"
    SUBJECT = "is neither site, nor a place with its key, nor a kind and a UUID"
    ACTOR = "is neither site, nor an organisation, a post or a group as such"
    PERSON = "names a person"
    VALUE = "is not a string, integer, boolean, null or list of strings"
    UNICODE = "is not valid Unicode"
    LONG = "is too long"
    HASH = "is neither null nor 64 lower-case hexadecimal digits"
    OBJECT = "is not a JSON object"
    CANONICAL = "is not in canonical form (RFC 8785)"


class LeafError(ValueError):
    """A leaf that the record refuses: `field` is wrong in the way `flaw` says."""

    def __init__(self, field: str, flaw: Flaw) -> None:
        super().__init__(f"{field} {flaw}")
        self.field = field
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Leaf:
    """One public act. A leaf that exists is valid: making one raises LeafError otherwise.

    `index` counts from 0; `day` is the day of the act, never an hour; `verb` reads app.noun.verb; `subject`
    is what it was done to; `actor` is `organisation:UUID`, `post:UUID`, `initiative:UUID` (the group that
    runs it as such, where it has no organisation) or `site`; `fields` are public
    values, scalars or lists of strings (kept as tuples); `text` is the salted hash of the public text (see
    `text_hash`), or None where there is none.
    """

    index: int
    day: datetime.date
    verb: str
    subject: str
    actor: str
    fields: Mapping[str, Value]
    text: str | None = None

    def __post_init__(self) -> None:
        if type(self.day) is not datetime.date:  # a datetime is a date too, but holds an hour
            raise LeafError("day", Flaw.DAY)
        # A copy of its own, with tuples for lists: what was checked can't change afterwards.
        kept = {name: tuple(value) if isinstance(value, list) else value for name, value in self.fields.items()}
        object.__setattr__(self, "fields", MappingProxyType(kept))
        plain = self._plain()
        _check(plain)
        if len(_write(plain).encode()) > MAX_LEAF_BYTES:
            raise LeafError("leaf", Flaw.LONG)

    def _plain(self) -> dict[str, Any]:
        items = self.fields.items()
        return {
            "v": VERSION,
            "index": self.index,
            "day": self.day.isoformat(),
            "verb": self.verb,
            "subject": self.subject,
            "actor": self.actor,
            "fields": {name: list(value) if isinstance(value, tuple) else value for name, value in items},
            "text": self.text,
        }

    def encode(self) -> bytes:
        """Give the canonical JSON whose hash enters the tree."""
        return canonical_json(self._plain())

    @classmethod
    def parse(cls, line: bytes) -> "Leaf":
        """Read the canonical JSON of a leaf. Raises LeafError for other bytes, even if they mean the same."""
        plain = parse_plain(line)
        day = datetime.date.fromisoformat(plain.pop("day"))
        del plain["v"]
        return cls(day=day, **plain)


def parse_plain(line: bytes) -> dict[str, Any]:
    """Check the canonical JSON of a leaf and give it as a plain dictionary; faster than `Leaf.parse`.

    Raises LeafError.
    """
    if len(line) > MAX_LEAF_BYTES:
        raise LeafError("leaf", Flaw.LONG)
    try:
        plain = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise LeafError("leaf", Flaw.OBJECT) from None
    _check(plain)
    if _write(plain).encode() != line:  # repeated keys, spaces, other escapes and other orders all end here
        raise LeafError("leaf", Flaw.CANONICAL)
    return plain  # type: ignore[no-any-return]  # _check has made sure that it is a dictionary


def write_plain(plain: dict[str, Any]) -> bytes:
    """Check a leaf given as a plain dictionary (lists, no tuples) and write its canonical JSON; undoes `parse_plain`.

    Raises LeafError.
    """
    _check(plain)
    line = _write(plain).encode()
    if len(line) > MAX_LEAF_BYTES:
        raise LeafError("leaf", Flaw.LONG)
    return line


def text_hash(salt: bytes, text: str) -> str:
    """Hash a public text for its leaf: SHA-256(domain || salt || UTF-8 of the text), in hexadecimal.

    The domain is `tejido/record/text/v1` and a zero byte; the salt is 32 random bytes, of its own for every
    text, so that once text and salt are withdrawn nobody can find the text by trying. Domain and salt have
    fixed lengths: no two pairs give the same bytes. The text enters as it is, without normalisation or
    trimming.

    Raises ValueError for a salt of another length or a text that is not valid Unicode.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(_TEXT_DOMAIN + salt + text.encode()).hexdigest()


def _check(plain: Any) -> None:
    """Raise LeafError unless `plain` is a leaf as JSON reads it."""
    if not isinstance(plain, dict):
        raise LeafError("leaf", Flaw.OBJECT)
    if tuple(sorted(plain)) != _KEYS:
        _refuse_keys(plain)
    if type(plain["v"]) is not int or plain["v"] != VERSION:
        raise LeafError("v", Flaw.VERSION)
    if type(plain["index"]) is not int or not 0 <= plain["index"] <= MAX_INTEGER:
        raise LeafError("index", Flaw.INTEGER)
    _check_day(plain["day"])
    _check_pattern("verb", plain["verb"], _VERB, Flaw.VERB)
    _check_pattern("subject", plain["subject"], _SUBJECT, Flaw.SUBJECT)
    _check_pattern("actor", plain["actor"], _ACTOR, Flaw.ACTOR)
    if not isinstance(plain["fields"], dict):
        raise LeafError("fields", Flaw.OBJECT)
    for name, value in plain["fields"].items():
        _check_field(name, value)
    if plain["text"] is not None:
        _check_pattern("text", plain["text"], _HASH, Flaw.HASH)


def _refuse_keys(plain: dict[Any, Any]) -> None:
    for key in plain:
        if key not in _KEYS:
            raise LeafError(_shown(key), Flaw.UNKNOWN)
    raise LeafError(next(key for key in _KEYS if key not in plain), Flaw.MISSING)


def _check_day(value: Any) -> None:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value) and datetime.date.fromisoformat(value):
            return
    except ValueError:
        pass
    raise LeafError("day", Flaw.DAY)


def _check_pattern(field: str, value: Any, pattern: re.Pattern[str], flaw: Flaw) -> None:
    if not isinstance(value, str):
        raise LeafError(field, flaw)
    if _PERSON.match(value):
        raise LeafError(field, Flaw.PERSON)
    if not pattern.fullmatch(value):
        raise LeafError(field, flaw)


def _check_field(name: Any, value: Any) -> None:
    if not isinstance(name, str) or not _FIELD.fullmatch(name):
        raise LeafError(f"fields.{_shown(name)}", Flaw.UNKNOWN)
    if isinstance(value, str):
        _check_string(name, value)
    elif type(value) is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise LeafError(f"fields.{name}", Flaw.INTEGER)
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, str):
                raise LeafError(f"fields.{name}", Flaw.VALUE)
            _check_string(name, item)
    elif value is not None and type(value) is not bool:
        raise LeafError(f"fields.{name}", Flaw.VALUE)


def _check_string(name: str, value: str) -> None:
    if len(value) > MAX_FIELD_CHARACTERS:
        raise LeafError(f"fields.{name}", Flaw.LONG)
    if _PERSON.match(value):
        raise LeafError(f"fields.{name}", Flaw.PERSON)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise LeafError(f"fields.{name}", Flaw.UNICODE) from None


def _shown(key: Any) -> str:
    """Give a key that a stranger wrote in a form that fits one line."""
    return ascii(key)[:80]
