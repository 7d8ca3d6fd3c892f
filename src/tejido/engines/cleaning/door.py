"""The public door: ask a shut-in process to draw a file, believe nothing it says."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import tejido
from tejido.engines.cleaning.contract import (
    READY,
    REFUSALS,
    Cleaned,
    Damaged,
    Kind,
    Limits,
    NotCleaned,
    Preview,
    Region,
    TookTooLong,
    TooLarge,
)
from tejido.engines.cleaning.kinds import Format, format_of

_AT_ONCE = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))  # bounds the machine's memory
_SOURCE = str(Path(tejido.__file__).parent.parent)  # where the process finds this package without an environment
_COMMAND = [sys.executable, "-s", "-B", "-m", "tejido.engines.cleaning.worker"]
_HEAD = 4096  # bytes that the answer's first lines may have
_CHUNK = 256 * 1024
_BEGINNINGS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-1.4\n",
}
_DEFAULT = Limits()


def clean(data: bytes, *, limits: Limits = _DEFAULT, cover: Sequence[Region] = ()) -> Cleaned:
    """Draw an image or a PDF afresh, so that only what the eye sees is left of it.

    What lies in a region of `cover` is not left: each becomes one flat colour (see `images.covered`), in the preview
    too. A PDF cannot be covered. Raises ValueError for it.

    JPEG, PNG and WebP become JPEG or PNG, upright and in sRGB; a PDF becomes a PDF with one picture a page.
    What the file is, its content decides. Nothing is written to disk. What pixels themselves may hold (a
    camera's noise, a printer's dots, a watermark) stays. Safe to call from several threads.
    Raises NotAcceptedKind, TooLarge, Damaged, TookTooLong (all NotCleaned), and RuntimeError where the
    drawing process cannot be started at all.
    """
    if len(data) > limits.max_bytes:
        raise TooLarge("bytes", limits.max_bytes // 2**20)
    if format_of(data) is Format.PDF and cover:
        raise ValueError("only pictures can be covered")
    deadline = time.monotonic() + limits.wall_seconds
    if not _AT_ONCE.acquire(timeout=limits.wall_seconds):
        raise TookTooLong("busy")
    try:
        said, ended = _asked(data, limits, cover, deadline)
    finally:
        _AT_ONCE.release()
    return _understood(said, ended, limits)


def _asked(data: bytes, limits: Limits, cover: Sequence[Region], deadline: float) -> tuple[bytes, int]:
    """Give the process its order and the file; return what it said, cut at what it may say, and how it ended."""
    process = subprocess.Popen(  # noqa: S603  a fixed command, no shell
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a decoder's complaint may quote the file, and would end up in a log
        cwd=_SOURCE,
        env={},
        start_new_session=True,
    )
    try:
        order = {"limits": asdict(limits), "cover": [asdict(region) for region in cover]}
        said = _talked(process, json.dumps(order).encode() + b"\n" + data, limits, deadline)
        return said, process.wait(timeout=max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise TookTooLong("drawing") from None
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _talked(process: "subprocess.Popen[bytes]", words: bytes, limits: Limits, deadline: float) -> bytes:
    assert process.stdin is not None and process.stdout is not None
    to_say, said = memoryview(words), bytearray()
    most = 2 * _HEAD + 2 * limits.max_output_bytes
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdin, selectors.EVENT_WRITE)
        waiting.register(process.stdout, selectors.EVENT_READ)
        while process.stdout in (key.fileobj for key in waiting.get_map().values()):
            ready = waiting.select(deadline - time.monotonic())
            if not ready or time.monotonic() > deadline:
                raise TookTooLong("drawing")
            for key, _ in ready:
                if key.fileobj is process.stdout:
                    heard = os.read(key.fd, _CHUNK)
                    said += heard
                    if not heard or len(said) > most:
                        waiting.unregister(process.stdout)
                    continue
                try:
                    to_say = to_say[os.write(key.fd, to_say[:_CHUNK]) :]
                except BrokenPipeError:
                    to_say = to_say[:0]
                if not to_say:
                    waiting.unregister(process.stdin)
                    process.stdin.close()
    return bytes(said)


def _understood(said: bytes, ended: int, limits: Limits) -> Cleaned:
    if ended == -signal.SIGXCPU:
        raise TookTooLong("drawing")
    if not said.startswith(READY):
        command = " ".join(_COMMAND)
        raise RuntimeError(f"the drawing process did not start; run `echo '{{}}' | {command}` in {_SOURCE} to see why")
    if ended != 0:  # killed by the system, or its own memory is spoilt: the file is to blame
        raise Damaged("unreadable")
    head, found, body = said[len(READY) :].partition(b"\n")
    if not found or len(head) > _HEAD:
        raise Damaged("unreadable")
    try:
        answer = json.loads(head)
        if "refused" in answer:
            raise _refusal(answer)
        return _cleaned(answer, body, limits)
    except (ValueError, KeyError, TypeError):
        raise Damaged("unreadable") from None


def _refusal(answer: dict[str, Any]) -> NotCleaned:
    return REFUSALS[answer["refused"]](str(answer["reason"]), int(answer["limit"]))


def _cleaned(answer: dict[str, Any], body: bytes, limits: Limits) -> Cleaned:
    size, small = int(answer["size"]), answer["preview"]
    data, rest = body[:size], body[size:]
    preview = small and Preview(
        media_type=_media_type(small, rest),
        data=rest,
        width=_number(small["width"], limits.longest_side),
        height=_number(small["height"], limits.longest_side),
    )
    if len(data) != size or len(rest) != (int(small["size"]) if small else 0):
        raise ValueError("cut off")
    side = max(limits.longest_side, limits.page_side) + 1
    return Cleaned(
        kind=Kind(answer["kind"]),
        media_type=_media_type(answer, data),
        data=data,
        width=_number(answer["width"], side),
        height=_number(answer["height"], side),
        pages=_number(answer["pages"], limits.max_pages),
        preview=preview or None,
    )


def _media_type(answer: dict[str, Any], data: bytes) -> str:
    said = str(answer["media_type"])
    if not data.startswith(_BEGINNINGS[said]):
        raise ValueError("not what it says")
    return said


def _number(said: object, most: int) -> int:
    if not isinstance(said, int) or not 1 <= said <= most:
        raise ValueError("no such number")
    return said
