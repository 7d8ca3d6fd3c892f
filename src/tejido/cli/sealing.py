"""`tejido sealing …`: keys that are kept off the site, and reading apart from it. Needs no database and no site."""

import json
from datetime import date
from pathlib import Path
from typing import TextIO
from uuid import UUID

import click

from tejido.cli.sealing_keys import (
    passphrase_option,
    read_key_file,
    read_public,
    refuse_to_overwrite,
    take_passphrase,
    unlock,
    unlock_all,
    warn,
    write_private_file,
)
from tejido.cli.sealing_threads import Bundle
from tejido.cli.words import _
from tejido.engines import sealing as engine
from tejido.engines.sealing import CannotOpen, keyfile, printed

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MINUTES = 15  # that the reader waits for its next page before it ends

key_option = click.option(
    "--key",
    "key_files",
    type=FILE,
    multiple=True,
    required=True,
    help=_("The key file that opens it; repeatable, for an organisation that had several keys."),
)
json_option = click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))


@click.group(help=_("Keys that are kept off the site, and reading sealed reports apart from it."))
def sealing() -> None:
    """Hold the commands of sealing."""


@sealing.command(
    "new-key",
    help=_(
        "Make a key and write it to FILE, locked by a passphrase. Print the file, keep it and the passphrase in two "
        "places outside the municipality; only its public key goes to the site."
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--for",
    "purpose",
    type=click.Choice(["recovery", "reading"]),
    default="recovery",
    show_default=True,
    help=_("recovery: opens what the organisation's key opens. reading: an organisation's own key, to read apart."),
)
@click.option("--name", default="", help=_("A remark in the file, such as whose key it is; leave it out if in doubt."))
@passphrase_option
@json_option
def new_key(*, file: Path, purpose: str, name: str, passphrase_file: TextIO | None, as_json: bool) -> None:
    """Write a new key file; refuse to touch one that exists."""
    refuse_to_overwrite(file)  # before a passphrase is thought of
    passphrase = take_passphrase(passphrase_file, new=True)
    signing = engine.draw_signing() if purpose == "reading" else None
    made = keyfile.make(engine.draw_pair(), signing, passphrase)
    write_private_file(file, made.text(_remarks(purpose, name)))
    if made.unlock(passphrase) is None or read_key_file(file) != made:
        raise click.ClickException(_("%(file)s was not written whole; delete it and try again") % {"file": file})
    if not as_json:
        warn(_("The key is in %(file)s. Print it, and give the site its public key only.") % {"file": file})
        warn(_("Without this file and its passphrase nobody opens what is sealed to it, we neither."))
    _tell(made, as_json=as_json, file=str(file))


@sealing.command(
    help=_(
        "Show the fingerprint of a public key, to compare it aloud with the one that the site shows. KEY is a key "
        "file, or a public key as it was printed; SIGNING is the public key that signs, where the organisation has one."
    )
)
@click.argument("key", metavar="KEY")
@click.argument("signing", metavar="[SIGNING]", default="")
@json_option
def fingerprint(*, key: str, signing: str, as_json: bool) -> None:
    """Print eight groups of five digits."""
    if Path(key).is_file():
        _tell(read_key_file(Path(key)), as_json=as_json)
    else:
        public = read_public(key)
        _tell(keyfile.KeyFile(public, read_public(signing) if signing else b"", b""), as_json=as_json)


@sealing.command(
    help=_(
        "Sign with the key in FILE that NEXT is the organisation's next key, for an organisation that reads apart. "
        "NEXT is the next key's own file."
    )
)
@click.argument("file", type=FILE)
@click.argument("next_file", metavar="NEXT", type=FILE)
@click.option("--organisation", type=click.UUID, required=True, help=_("The organisation's identifier on the site."))
@click.option("--version", type=click.IntRange(1), required=True, help=_("The number of the next key."))
@click.option("--recovery", default="", help=_("The recovery key's public key, as it was printed."))
@passphrase_option
@json_option
def sign(
    *,
    file: Path,
    next_file: Path,
    organisation: UUID,
    version: int,
    recovery: str,
    passphrase_file: TextIO | None,
    as_json: bool,
) -> None:
    """Print a signature in hexadecimal digits."""
    following = read_key_file(next_file)
    _pair, signing = unlock(file, take_passphrase(passphrase_file, new=False))
    if signing is None or not following.signing:
        raise click.ClickException(_("only keys made with --for reading sign and are signed"))
    halves = (following.public, following.signing, read_public(recovery) if recovery else b"")
    signature = engine.sign(engine.statement(organisation.bytes, version, *halves), signing).hex()
    click.echo(json.dumps({"signature": signature, "signed_by": signing.public.hex()}) if as_json else signature)


@sealing.command(
    "open",
    help=_(
        "Open a BUNDLE that was exported from the site and write its conversations and files into a folder, or to "
        "standard output. From then on they lie in clear: “tejido sealing read” shows them without writing anything."
    ),
)
@click.argument("bundle_file", metavar="BUNDLE", type=FILE)
@key_option
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help=_("A new folder to write into."))
@click.option("--stdout", "to_stdout", is_flag=True, help=_("Print the conversations, without files."))
@passphrase_option
def open_(
    *,
    bundle_file: Path,
    key_files: tuple[Path, ...],
    into: Path | None,
    to_stdout: bool,
    passphrase_file: TextIO | None,
) -> None:
    """Open a bundle whole, or write nothing."""
    from tejido.cli.sealing_folder import transcript, write_folder

    if (into is None) == (not to_stdout):
        raise click.ClickException(_("say either --into FOLDER or --stdout"))
    if into is not None and into.exists() and any(into.iterdir()):
        raise click.ClickException(_("%(folder)s is not empty; name a new folder") % {"folder": into})
    opened = _opened(bundle_file, key_files, passphrase_file)
    if into is None:
        click.echo("\n".join(transcript(thread) for thread in opened.threads))
        return
    write_folder(opened, into)
    warn(
        _("%(number)d conversations are now in clear in %(folder)s: whoever gets this disk reads them.")
        % {"number": len(opened.threads), "folder": into}
    )
    warn(_("Delete the folder as soon as you can; a deleted file may remain on the disk."))


@sealing.command(
    help=_(
        "Read a BUNDLE in the browser of this machine, and of no other: the pages are made on 127.0.0.1, nothing is "
        "written, nothing leaves the machine. Ends by itself."
    )
)
@click.argument("bundle_file", metavar="BUNDLE", type=FILE)
@key_option
@click.option("--port", default=0, type=click.IntRange(0, 65535), help=_("The port to answer on; any free one."))
@click.option(
    "--minutes",
    default=MINUTES,
    show_default=True,
    type=click.IntRange(1, 240),
    help=_("End after so many minutes in which nothing was read."),
)
@passphrase_option
def read(
    *, bundle_file: Path, key_files: tuple[Path, ...], port: int, minutes: int, passphrase_file: TextIO | None
) -> None:
    """Serve the conversations of a bundle on the loopback."""
    from tejido.cli.sealing_reader import Reader

    with Reader(_opened(bundle_file, key_files, passphrase_file), port=port, idle_seconds=minutes * 60) as reader:
        warn(
            _("Copy this address into a private window of the browser on this machine; it works only while this runs:")
        )
        click.echo(reader.address)
        reader.serve()
    warn(_("The reader has ended; close the window."))


def _opened(bundle_file: Path, key_files: tuple[Path, ...], passphrase_file: TextIO | None) -> Bundle:
    pairs = unlock_all(key_files, passphrase_file)
    try:
        return Bundle(bundle_file, pairs)
    except CannotOpen:
        refused = _("%(file)s does not open: it is not for this key, or it was changed or cut short on the way")
        raise click.ClickException(refused % {"file": bundle_file}) from None


def _remarks(purpose: str, name: str) -> str:
    what = {
        "recovery": _("Recovery key: opens what was sealed to the organisation."),
        "reading": _("Key of an organisation that reads apart from the site."),
    }
    lines = [what[purpose], name, date.today().isoformat()]
    lines += [_("Keep it on paper, outside the municipality, apart from its passphrase.")]
    lines += [_("The site needs nothing but the line “public” (and “signing” where there is one).")]
    return "\n".join(line for line in lines if line)


def _tell(key: keyfile.KeyFile, *, as_json: bool, **more: str) -> None:
    public, signing = printed.write_public(key.public), printed.write_public(key.signing) if key.signing else ""
    if as_json:
        told = {"fingerprint": key.fingerprint, "public": public, "signing": signing}
        click.echo(json.dumps({**told, "public_hex": key.public.hex(), "signing_hex": key.signing.hex(), **more}))
        return
    click.echo(_("fingerprint: %(fingerprint)s") % {"fingerprint": key.fingerprint})
    click.echo(_("public: %(public)s") % {"public": public})
    if signing:
        click.echo(_("signing: %(signing)s") % {"signing": signing})
