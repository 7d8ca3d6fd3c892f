"""Key files at the command line: made with care, read with a passphrase that is asked for and never shown."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from tejido.cli.words import _
from tejido.engines.sealing import CannotOpen, Pair, SigningPair, keyfile, printed

LEAST_PASSPHRASE = 14  # characters

passphrase_option = click.option(
    "--passphrase-file",
    type=click.File("r", encoding="utf-8"),
    help=_("Read the passphrase from the first line of this file (- is standard input) instead of asking for it."),
)


def take_passphrase(file: TextIO | None, *, new: bool) -> str:
    """Ask for a passphrase, twice for a new one, or read it. Raises ClickException for a new one that is too short."""
    if file is not None:
        passphrase = file.readline().rstrip("\r\n")
    else:
        passphrase = click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=new, err=True)
    if new and len(passphrase) < LEAST_PASSPHRASE:
        least = _("the passphrase needs at least %(least)d characters; five words that nobody would guess do well")
        raise click.ClickException(least % {"least": LEAST_PASSPHRASE})
    return passphrase


def read_key_file(path: Path) -> keyfile.KeyFile:
    """Read a key file; say which line is wrong where it was typed in by hand. Raises ClickException, OSError."""
    if path.stat().st_size > keyfile.MOST_BYTES:
        raise click.ClickException(_("%(file)s is not a key file") % {"file": path})
    try:
        return keyfile.read(path.read_text("utf-8", errors="replace"))
    except keyfile.NotAKeyFile as problem:
        if problem.line:
            wrong = _("%(file)s: line %(line)02d of the locked part is not as it was printed")
            raise click.ClickException(wrong % {"file": path, "line": problem.line}) from None
        raise click.ClickException(_("%(file)s is not a key file") % {"file": path}) from None


def unlock(path: Path, passphrase: str) -> tuple[Pair, SigningPair | None]:
    """Open a key file. Raises ClickException for a wrong passphrase."""
    try:
        return read_key_file(path).unlock(passphrase)
    except CannotOpen:
        raise click.ClickException(_("this passphrase does not open the key")) from None


def unlock_all(paths: Sequence[Path], passphrase_file: TextIO | None) -> list[Pair]:
    """Open several key files. A passphrase that opened one is tried on the next before another is asked for.

    From a file, the next line is taken where that one does not open a key. Raises ClickException where one stays shut.
    """
    pairs: list[Pair] = []
    known = ""
    for path in paths:
        key = read_key_file(path)
        try:
            if not known:
                raise CannotOpen
            pairs.append(key.unlock(known)[0])
        except CannotOpen:
            if len(paths) > 1 and passphrase_file is None:
                warn(str(path))
            known = take_passphrase(passphrase_file, new=False)
            pairs.append(unlock(path, known)[0])
    return pairs


def refuse_to_overwrite(path: Path) -> None:
    """Raises ClickException where something of this name exists, be it a link that leads nowhere."""
    if os.path.lexists(path):
        exists = _("%(file)s exists already and is not overwritten: it may be the only key to what was sealed to it")
        raise click.ClickException(exists % {"file": path})


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner reads, safe on the disk. Raises ClickException where it exists, OSError."""
    refuse_to_overwrite(path)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def read_public(typed: str) -> bytes:
    """Read a public key as it was printed. Raises ClickException."""
    try:
        return printed.read_public(typed)
    except printed.Misread:
        wrong = _("this is neither a key file nor a public key as it was printed: %(typed)s")
        raise click.ClickException(wrong % {"typed": typed[:80]}) from None


def warn(*lines: str) -> None:
    """Say something beside the result."""
    for line in lines:
        click.echo(line, err=True)
