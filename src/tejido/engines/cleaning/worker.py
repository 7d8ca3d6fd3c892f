"""The process that draws: `python -m tejido.engines.cleaning.worker`, spoken to over pipes only.

Takes its order (limits, and what to cover) as one JSON line and the file's bytes after it, until the input ends.
Answers `ready` once it has shut itself in, then one JSON line and the bytes it speaks of. Nothing it says is trusted by
the other side.
"""

import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from tejido.engines.cleaning.contract import READY, Cleaned, Damaged, Limits, NotCleaned, Region, TooLarge
from tejido.engines.cleaning.kinds import Format, format_of

_OPEN_FILES = 3  # input, output, complaints: nothing else is opened from here on


def main(source: BinaryIO, sink: BinaryIO) -> None:
    """Read one file, draw it, write the answer."""
    order = json.loads(source.readline())
    limits = Limits(**order["limits"])
    cover = [Region(**region) for region in order["cover"]]
    take_little(limits)
    # Within the limit on memory, before the one on files
    from tejido.engines.cleaning import images, pdfs  # noqa: F401  loaded for draw()

    shut_in()
    sink.write(READY)
    sink.flush()
    try:
        cleaned = draw(source.read(), limits, cover)
    except NotCleaned as refusal:
        answer = {"refused": type(refusal).__name__, "reason": refusal.reason, "limit": refusal.limit}
        sink.write(json.dumps(answer).encode() + b"\n")
    else:
        head, *parts = _told(cleaned)
        sink.write(head + b"\n")
        for part in parts:
            sink.write(part)
    sink.flush()


def draw(data: bytes, limits: Limits, cover: Sequence[Region] = ()) -> Cleaned:
    """Draw `data` in this very process. Raises NotCleaned and nothing else that Python can catch."""
    from tejido.engines.cleaning import images, pdfs

    if len(data) > limits.max_bytes:
        raise TooLarge("bytes", limits.max_bytes // 2**20)
    found = format_of(data)
    try:
        pdf = found is Format.PDF
        cleaned = pdfs.draw_pdf(data, limits) if pdf else images.draw_image(data, found, limits, cover)
    except NotCleaned:
        raise
    except MemoryError:
        raise TooLarge("memory") from None
    except Exception:  # decoders raise a dozen kinds, from struct.error to SyntaxError
        raise Damaged("unreadable") from None
    if len(cleaned.data) > limits.max_output_bytes:
        raise TooLarge("output", limits.max_output_bytes // 2**20)
    return cleaned


def _told(cleaned: Cleaned) -> list[bytes]:
    head: dict[str, Any] = asdict(cleaned)
    parts = [head.pop("data")]
    head["size"] = len(parts[0])
    if head["preview"]:
        parts.append(head["preview"].pop("data"))
        head["preview"]["size"] = len(parts[1])
    return [json.dumps(head).encode(), *parts]


def take_little(limits: Limits) -> None:
    """Give up for good all memory and time beyond the limits, and the right to write files."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))  # SIGXCPU, then SIGKILL
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """Give up for good opening files and starting processes."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
