"""`tejido record …`: check a public record from outside, by what it publishes, and one's own from inside."""

import base64
import http.client
import itertools
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from tejido.cli.installation import start_django
from tejido.cli.record_words import say
from tejido.cli.words import _
from tejido.engines.record import NoteError, Verification, VerifierKey, checkpoint, verify_log
from tejido.engines.record.example import example_files
from tejido.engines.record.leaf import MAX_LEAF_BYTES
from tejido.engines.record.note import MAX_NOTE_BYTES

MAX_TEXT_BYTES = 4_000_000
SECONDS = 30  # to wait for a server that says nothing


@dataclass(frozen=True)
class Source:
    """A record as it is published: its checkpoint, its leaves and its texts, the latter two line by line."""

    note: bytes
    leaves: Iterable[bytes]
    texts: Iterable[bytes]


@click.group(help=_("The public record: check it, and files to write a verifier of your own."))
def record() -> None:
    """Hold the commands of the record."""


@record.command(
    help=_(
        "Check a whole public record: every leaf, its order, the signed checkpoint, the texts that are shown. "
        "SOURCE is the address of a record, or a file of leaves (JSON Lines) beside its checkpoint.txt; without it, "
        "the record of this site is read from its database."
    )
)
@click.argument("source", required=False)
@click.option(
    "--since",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("A checkpoint that you kept: the record must have grown out of it."),
)
@click.option("--key", "keys", multiple=True, help=_("The verifier key of the record that you trust; repeatable."))
@click.option(
    "--witness", "witnesses", multiple=True, help=_("The key of a witness that must have cosigned; repeatable.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
@click.pass_context
def verify(
    context: click.Context,
    source: str | None,
    since: Path | None,
    keys: tuple[str, ...],
    witnesses: tuple[str, ...],
    as_json: bool,
) -> None:
    """Verify a record and exit with 1 when anything in it does not hold."""
    trusted, cosigners = [_read_key(key) for key in keys], [_read_key(key) for key in witnesses]
    try:
        earlier = since.read_bytes() if since else None
        found = _verify(_open(source) if source else _own(), trusted, cosigners, earlier, quiet=as_json)
    except (OSError, http.client.HTTPException) as problem:
        _refuse(problem)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        _tell(found, trusted)
    if not found.ok:
        context.exit(1)


@record.command(help=_("Write a tiny record with its keys to DIRECTORY, to try a verifier of your own on."))
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def example(directory: Path) -> None:
    """Write the files of the example in docs/record-format.md."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in example_files().items():
            (directory / name).write_bytes(content)
            click.echo(directory / name)
    except OSError as problem:
        _refuse(problem)


@record.command(
    help=_(
        "Replay the record of this site and compare with it: leaves, tree, signed checkpoints, texts, and every "
        "public value that follows from an act. Says what somebody changed in the database behind the site's back."
    )
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
@click.pass_context
def audit(context: click.Context, as_json: bool) -> None:
    """Audit the site and exit with 1 when anything does not hold."""
    start_django()
    from django.utils.timezone import localdate

    from tejido.cli.audit_words import tell
    from tejido.ground.ledger.auditing import audit_site
    from tejido.ground.ledger.queries import size_of_log

    if as_json or not sys.stderr.isatty():
        found = audit_site(localdate())
    else:
        with click.progressbar(length=size_of_log(), label=_("Auditing the site"), file=sys.stderr) as bar:
            found = audit_site(localdate(), seen=bar.update)
    if as_json:
        counts = {"compared": found.compared, "leaves": found.leaves, "left_out": found.left_out}
        problems = [str(problem) for problem in found.problems]
        click.echo(json.dumps({"ok": found.ok, **counts, "problems": problems}, ensure_ascii=False))
    else:
        tell(found)
    if not found.ok:
        context.exit(1)


def _verify(
    source: Source,
    keys: list[VerifierKey],
    witnesses: list[VerifierKey],
    since: bytes | None,
    *,
    quiet: bool,
) -> Verification:
    with _progress(source, quiet) as leaves:
        return verify_log(leaves, source.note, keys=keys, witnesses=witnesses, since=since, texts=source.texts)


def _progress(source: Source, quiet: bool) -> AbstractContextManager[Iterable[bytes]]:
    """Show a bar where somebody looks on."""
    size = _size(source.note)
    if quiet or not size or not sys.stderr.isatty():
        return nullcontext(source.leaves)
    label, step = _("Checking the record"), max(1, size // 200)
    return click.progressbar(source.leaves, size, label, file=sys.stderr, update_min_steps=step)


def _open(source: str) -> Source:
    if source.startswith(("http://", "https://")):
        return _open_address(source.rstrip("/").removesuffix("/leaves.jsonl"))
    leaves = Path(source)
    if leaves.is_dir():
        leaves /= "leaves.jsonl"
    texts = leaves.parent / "texts.jsonl"
    return Source(
        (leaves.parent / "checkpoint.txt").read_bytes(),
        _lines(leaves.open("rb"), MAX_LEAF_BYTES),
        _lines(texts.open("rb"), MAX_TEXT_BYTES) if texts.exists() else (),
    )


def _own() -> Source:
    """Take this site's own record from its tables, as it would be published now."""
    start_django()
    from django.utils import timezone

    from tejido.ground.ledger import publishing
    from tejido.ground.ledger.actions import fresh_checkpoint

    made = fresh_checkpoint(now=timezone.now())
    if made is None:
        raise click.ClickException(_("the record of this site has not begun"))
    texts = publishing.text_lines(0, timezone.localdate(), end=made.size)
    return Source(made.note.encode(), publishing.leaf_lines(0, made.size), texts)


def _open_address(address: str) -> Source:
    """Take the checkpoint first: what the record grew by since is not under its signature."""
    with _fetch(f"{address}/checkpoint.txt") as answer:
        note = answer.read(MAX_NOTE_BYTES + 1)
    size = _size(note)
    leaves = itertools.islice(_leaf_pages(f"{address}/leaves.jsonl"), size)
    return Source(note, leaves, _text_pages(f"{address}/texts.jsonl", size))


def _leaf_pages(address: str) -> Iterator[bytes]:
    """Read page after page, each from the leaf after the last one, up to a page without leaves."""
    number, before = 0, -1
    while number > before:
        before = number
        for line in _lines(_fetch(f"{address}?from={number}"), MAX_LEAF_BYTES):
            number += 1
            yield line


def _text_pages(address: str, size: int) -> Iterator[bytes]:
    """Read page after page, each from the index after the last one; a record may publish no texts at all."""
    number, before = 0, -1
    while before < number < size:
        before = number
        try:
            page = _fetch(f"{address}?from={number}")
        except urllib.error.HTTPError as problem:
            if problem.code == http.HTTPStatus.NOT_FOUND and number == 0:
                return
            raise
        for line in _lines(page, MAX_TEXT_BYTES):
            index = _index(line)
            number = max(number, index + 1)
            if index < 0 or before <= index < size:  # a server of plain files gives all lines every time
                yield line


def _index(line: bytes) -> int:
    """Give the index that a line of texts states, -1 for a line that states none: the engine will say so."""
    try:
        return int(json.loads(line)["index"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return -1


def _fetch(address: str) -> BinaryIO:
    request = urllib.request.Request(address, headers={"Accept": "*/*"})  # noqa: S310  http(s) only: see _open
    answer: BinaryIO = urllib.request.urlopen(request, timeout=SECONDS)  # noqa: S310  the same
    return answer


def _lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Read line by line; what has no line end comes in pieces, which are no leaves, instead of filling the memory."""
    with stream:
        yield from iter(lambda: stream.readline(most + 1), b"")


def _size(note: bytes) -> int:
    """Give the size that a checkpoint states; 0 for what is no checkpoint, which the engine will say."""
    try:
        return checkpoint.parse(note).checkpoint.size
    except NoteError:
        return 0


def _read_key(vkey: str) -> VerifierKey:
    try:
        return VerifierKey.parse(vkey)
    except NoteError as problem:
        _refuse(problem)


def _refuse(problem: Exception) -> NoReturn:
    """Say in one line what went wrong before anything could be checked."""
    message = str(problem)
    if isinstance(problem, urllib.error.HTTPError):
        message = f"{problem.url}: {problem.code} {problem.reason}"
    elif isinstance(problem, OSError) and problem.filename:
        message = f"{problem.filename}: {problem.strerror}"
    raise click.ClickException(" ".join(message.split())) from problem


def _as_json(found: Verification) -> dict[str, Any]:
    return {
        "ok": found.ok,
        "size": found.size,
        "root": base64.b64encode(found.root).decode(),
        "problems": [str(problem) for problem in found.problems],
        "signers": [str(key) for key in found.signers],
        "texts": {
            "checked": found.texts_checked,
            "withdrawn": found.texts_withdrawn,
            "absent": found.texts_absent,
        },
    }


def _tell(found: Verification, trusted: list[VerifierKey]) -> None:
    """Say in words what was found: figures and problems, and in one line on standard error whether it holds."""
    root = base64.b64encode(found.root).decode()
    click.echo(_("%(size)d leaves, root %(root)s") % {"size": found.size, "root": root})
    counts = {
        "checked": found.texts_checked,
        "withdrawn": found.texts_withdrawn,
        "absent": found.texts_absent,
    }
    click.echo(_("texts: %(checked)d compared, %(withdrawn)d withdrawn, %(absent)d not published") % counts)
    for key in found.signers:
        click.echo(_("signed by %(key)s") % {"key": key})
    if found.signers and not trusted:
        click.echo(_("that key comes from the record itself: compare it with one you trust, or give --key"))
    for problem in found.problems:
        click.echo(f"- {say(problem)}")
    if not found.ok:
        click.echo(_("The record does not hold."), err=True)
    elif not found.signers:
        click.echo(_("The leaves hold, but no key is known: whose record it is was not checked."), err=True)
    else:
        click.echo(_("The record holds."))
