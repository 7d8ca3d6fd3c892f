"""Reading official files line by line: packed or not, UTF-8 or cp1252, any line end, with or without BOM."""

import bz2
import csv
import gzip
import hashlib
import io
import lzma
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    import _csv

OPENERS: dict[str, Callable[[BinaryIO], object]] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
SUFFIXES = (".csv", ".csv.xz", ".csv.gz", ".csv.bz2")
HEAD = 4096
BLOCK = 1 << 20

Progress = Callable[[int], object]


class Refusal(Exception):  # noqa: N818  an answer to whoever loads the file
    """A line of a file, or the whole file (line 0), cannot be taken; says why."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Table:
    """A file that is open: the heading, and the lines beneath with their numbers."""

    heading: list[str]
    lines: Iterator[tuple[int, list[str]]]


class _Counted(io.RawIOBase):
    """A file that tells how many bytes have been read of it."""

    def __init__(self, raw: BinaryIO, tell: Progress) -> None:
        self.raw_file, self.tell_progress = raw, tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed names a wider buffer
        data = self.raw_file.read(len(buffer))
        buffer[: len(data)] = data
        self.tell_progress(len(data))
        return len(data)


def official_files(path: Path) -> list[Path]:
    """Give the file, or all CSV files of a folder by name."""
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.iterdir() if one.is_file() and one.name.lower().endswith(SUFFIXES))


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path, progress: Progress) -> Iterator[Table]:
    """Open a table; bytes that are no text become `\ufffd`, which no cell may hold. Raise Refusal where it is empty."""
    with path.open("rb") as raw:
        counted = io.BufferedReader(_Counted(raw, progress), BLOCK)
        opener = OPENERS.get(path.suffix.lower())
        unpacked = cast("BinaryIO", opener(cast("BinaryIO", counted))) if opener else counted
        plain = io.BufferedReader(cast("io.RawIOBase", unpacked), BLOCK)
        text = io.TextIOWrapper(plain, encoding=_encoding(plain.peek(HEAD)[:HEAD]), errors="replace", newline="")
        reader = csv.reader(text, strict=True)
        try:
            heading = [name.strip() for name in next(reader, [])]
        except (csv.Error, EOFError, lzma.LZMAError, OSError) as problem:
            raise Refusal(1, _("cannot be read: %(problem)s") % {"problem": problem}) from problem
        if not heading:
            raise Refusal(1, _("the file is empty"))
        yield Table(heading, _numbered(reader))


def _encoding(head: bytes) -> str:
    """Tell the encoding by the heading, which has accents in every official layout that is not plain ASCII."""
    heading = head.split(b"\n", 1)[0]
    try:
        heading.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _numbered(reader: "_csv.Reader") -> Iterator[tuple[int, list[str]]]:
    try:
        for row in reader:
            yield reader.line_num, row
    except (csv.Error, EOFError, lzma.LZMAError, OSError) as problem:
        raise Refusal(reader.line_num + 1, _("cannot be read: %(problem)s") % {"problem": problem}) from problem
