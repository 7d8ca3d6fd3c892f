"""Opened conversations as text, and as a folder in clear for whoever asked for one."""

import os
from collections.abc import Iterable
from pathlib import Path

from tejido.cli.sealing_threads import Bundle, Entry, Told, safe_name, side_in_words
from tejido.cli.words import _
from tejido.engines.sealing import CannotOpen


def transcript(thread: Told) -> str:
    """Write a conversation as text."""
    heading = _("Conversation %(number)d, begun on %(day)s") % {"number": thread.number, "day": thread.opened_on}
    lines = [heading, "=" * len(heading), ""]
    if thread.closed_on:
        lines += [_("closed on %(day)s") % {"day": thread.closed_on}, ""]
    if not thread.is_open:
        lines += [_("This conversation is not sealed to this key."), ""]
    for entry in thread.entries:
        lines += [f"{side_in_words(entry.side)} · {entry.when}", *_said(entry), ""]
    for file in thread.files:
        named = _("File %(number)d: %(name)s (%(size)d bytes)")
        shown = {"number": file.number, "name": file.name, "size": file.size}
        lines.append(named % shown if file.opens else _("File %(number)d does not open.") % {"number": file.number})
    return "\n".join(_printable(line) for line in lines).rstrip() + "\n"


def write_folder(opened: Bundle, folder: Path) -> None:
    """Write each conversation into a folder of its own that only its owner reads. Raises OSError, CannotOpen."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for thread in opened.threads:
        inside = folder / f"{thread.number:03d}"
        inside.mkdir(mode=0o700)
        _write(inside / _("conversation.txt"), [transcript(thread).encode()])
        for file in thread.files:
            if file.opens:
                _write(inside / safe_name(file.name, file.number), opened.content(file.number))


def _said(entry: Entry) -> list[str]:
    if entry.lines is None:
        return [_("(this does not open: it was changed, or is not for this key)")]
    return [f"{label}: {value}" if label else value for label, value in entry.lines]


def _printable(text: str) -> str:
    """Leave out what a terminal would obey; line ends and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        try:
            file.writelines(chunks)
        except CannotOpen:
            path.unlink()
            raise
