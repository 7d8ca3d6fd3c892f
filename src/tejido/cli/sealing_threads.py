"""What a bundle holds, put in words, for the commands that read apart from the site. Nothing here touches the disk."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tejido.cli.words import _
from tejido.engines.sealing import CannotOpen, Pair, bundle

MOST_NAME = 80  # characters of a file's name
READ_AT_ONCE = 1 << 20

_UNSAFE = re.compile(r"[^\w.\- ]+")


@dataclass(frozen=True)
class Entry:
    """Something that was said: by which side, when (to the hour), and its lines; None where it does not open."""

    side: str
    when: str
    order: int
    lines: list[tuple[str, str]] | None = field(repr=False)


@dataclass(frozen=True)
class Attached:
    """A file of a thread; its content is read from the bundle again by its `number`."""

    number: int
    name: str
    type: str
    size: int
    opens: bool


@dataclass
class Told:
    """A thread as people read it."""

    number: int
    report: str
    opened_on: str
    closed_on: str
    is_open: bool
    entries: list[Entry] = field(default_factory=list, repr=False)
    files: list[Attached] = field(default_factory=list, repr=False)


class Bundle:
    """A bundle file with the pairs that open it. It was read to its end before anything of it is shown."""

    def __init__(self, path: Path, pairs: Sequence[Pair]) -> None:
        """Read and check all of it. Raises CannotOpen, OSError."""
        self._path, self._pairs = path, pairs
        self.threads: list[Told] = []
        number = 0
        for part in self._parts():
            if isinstance(part, bundle.ReadThread):
                opened = Told(len(self.threads) + 1, part.report.hex(), part.opened_on, part.closed_on, part.is_open)
                self.threads.append(opened)
            elif not self.threads:
                raise CannotOpen
            elif isinstance(part, bundle.ReadItem):
                self.threads[-1].entries.append(_entry(part))
            else:
                number += 1
                self.threads[-1].files.append(_attached(part, number))
        for thread in self.threads:
            thread.entries.sort(key=lambda entry: (entry.order, entry.when))

    def content(self, number: int) -> Iterator[bytes]:
        """Give the content of a file, piece by piece. Raises CannotOpen where there is none or it does not open."""
        at = 0
        for part in self._parts():
            if isinstance(part, bundle.ReadFile):
                at += 1
                if at == number:
                    if part.header is None:
                        raise CannotOpen
                    yield from part.chunks
                    return
        raise CannotOpen

    def _parts(self) -> Iterator[bundle.Part]:
        with self._path.open("rb") as file:
            yield from bundle.read(iter(lambda: file.read(READ_AT_ONCE), b""), self._pairs)


def safe_name(name: str, number: int) -> str:
    """Give a name that is one name in one folder, whatever the sender called the file."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")[-MOST_NAME:].strip(" .")
    return f"{number:02d}-{plain or 'file'}"


def side_in_words(side: str) -> str:
    """Say who wrote an entry."""
    words = {
        "reporter": _("The person who tells"),
        "organisation": _("The organisation"),
        bundle.INSIDE: _("Note among members"),
    }
    return words.get(side, side)


def _entry(part: bundle.ReadItem) -> Entry:
    if part.text is None:
        return Entry(part.kind, part.on, 0, None)
    try:
        said = json.loads(part.text)
        payload, hour, order, kind = said["payload"], str(said["hour"]), int(said["order"]), str(said["kind"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Entry(part.kind, part.on, 0, [("", part.text.decode(errors="replace"))])
    return Entry(part.kind, f"{hour.replace('T', ' ')} h UTC · {kind}", order, _lines(payload))


def _lines(payload: Any) -> list[tuple[str, str]]:
    """Give what was sealed as pairs of label and value; the text itself, which has no label, first."""
    if not isinstance(payload, dict):
        return [("", _value(payload))]
    text = [("", _value(payload["text"]))] if payload.get("text") else []
    return text + [
        (str(name), _value(value)) for name, value in payload.items() if name != "text" and value not in ("", None, [])
    ]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _attached(part: bundle.ReadFile, number: int) -> Attached:
    if part.header is None:
        return Attached(number, "", "", 0, opens=False)
    size = 0
    try:
        for chunk in part.chunks:
            size += len(chunk)
    except CannotOpen:
        return Attached(number, "", "", 0, opens=False)
    return Attached(number, part.header.name, part.header.type, size, opens=True)
