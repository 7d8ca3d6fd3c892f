"""Verify a whole log from nothing but what is published: leaves, checkpoint, the texts that are shown.

Reads the leaves once, in their order, and keeps log2(n) hashes: the server is asked for nothing that it
could make up.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tejido.engines.record import checkpoint as checkpoints
from tejido.engines.record.leaf import SALT_BYTES, LeafError, parse_plain, text_hash
from tejido.engines.record.note import NoteError, SignatureError, UnsignedError, VerifierKey
from tejido.engines.record.tree import Frontier, leaf_hash

MAX_PROBLEMS = 50
OPENING_VERB = "record.log.opened"  # the act of leaf 0, whose field `key` holds the log's verifier key

_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}", re.ASCII)


class Kind(StrEnum):
    """What can be found wrong; the value is an English sentence with named places for the values."""

    LEAF = "leaf %(index)d: %(field)s %(flaw)s"
    ORDER = "leaf %(index)d says that it is number %(stated)d"
    SIZE = "the checkpoint speaks of %(stated)d leaves, the log has %(found)d"
    ROOT = "the leaves do not give the root that the checkpoint states"
    CHECKPOINT = "the checkpoint is malformed: %(reason)s"
    FORGED = "the signature of %(name)s under the checkpoint does not hold"
    UNSIGNED = "%(name)s did not sign the checkpoint with a key that is known"
    KEY = "the key that leaf 0 declares is malformed: %(reason)s"
    SINCE = "the earlier checkpoint is malformed: %(reason)s"
    SINCE_FORGED = "the signature of %(name)s under the earlier checkpoint does not hold"
    SINCE_UNSIGNED = "%(name)s did not sign the earlier checkpoint with a key that is known"
    ORIGIN = "the earlier checkpoint is of another log: %(stated)s"
    SHRUNK = "the earlier checkpoint speaks of %(stated)d leaves, now there are %(found)d"
    REWRITTEN = "the first %(stated)d leaves are not those of the earlier checkpoint: the log was rewritten"
    TEXT = "the text of leaf %(index)d is not the one that was recorded"
    TEXT_FORM = "line %(line)d of the texts is not of its form"
    TEXT_ORDER = "line %(line)d of the texts is out of order"
    TEXT_LEAF = "there is a text for leaf %(index)d, which records none"
    MORE = "and %(count)d more"


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold: in English by `str`, in parts for whoever says it in another language."""

    kind: Kind
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self.kind % self.values


@dataclass(frozen=True)
class Verification:
    """What verifying found. `ok` says that there is no problem; size and root are those of the leaves read.

    `signers` are the keys whose signature of the checkpoint was checked: empty when no key was known, and
    then nothing shows whose the checkpoint is. Texts are counted by whether they were compared with their
    leaf, withdrawn (a tombstone), or absent without one.
    """

    ok: bool
    size: int
    root: bytes
    problems: tuple[Problem, ...]
    signers: tuple[VerifierKey, ...] = ()
    texts_checked: int = 0
    texts_withdrawn: int = 0
    texts_absent: int = 0


def verify_log(
    leaves: Iterable[bytes],
    checkpoint: str | bytes,
    *,
    keys: Sequence[VerifierKey] = (),
    witnesses: Sequence[VerifierKey] = (),
    since: str | bytes | None = None,
    texts: Iterable[bytes] = (),
) -> Verification:
    """Verify that `leaves` are the log that `checkpoint` states and that it grew out of that of `since`.

    `leaves` and `texts` are lines of JSON in the order of their index (with or without their newline). The
    checkpoint must be signed by one of `keys`; without any, by the key that leaf 0 declares, which finds a
    changed checkpoint but not a log that was replaced whole. `witnesses` must each have cosigned. Never
    raises for what the log's server wrote: all that does not hold is in `problems`, the first 50 of it.
    """
    found = _Findings()
    now = _read_checkpoint(checkpoint, Kind.CHECKPOINT, found)
    before = _read_checkpoint(since, Kind.SINCE, found) if since is not None else None
    walk = _Walk(found, [one.checkpoint.size for one in (now, before) if one])
    walk.leaves(leaves, _Texts(texts, found))
    _compare(walk, now, before, found)
    known = keys or walk.declared
    signers: tuple[VerifierKey, ...] = ()
    if now and (known or witnesses):
        signers = _check_signatures(checkpoint, known, witnesses, found, Kind.FORGED, Kind.UNSIGNED)
    if before and since is not None and known:
        _check_signatures(since, known, (), found, Kind.SINCE_FORGED, Kind.SINCE_UNSIGNED)
    problems = found.all()
    return Verification(not problems, walk.frontier.size, walk.frontier.root(), problems, signers, *walk.texts)


@dataclass
class _Findings:
    """Problems in the order in which they were found: the first ones, and how many more."""

    first: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, kind: Kind, **values: Any) -> None:
        if len(self.first) < MAX_PROBLEMS:
            self.first.append(Problem(kind, values))
        else:
            self.more += 1

    def all(self) -> tuple[Problem, ...]:
        return (*self.first, *([Problem(Kind.MORE, {"count": self.more})] if self.more else []))


class _Texts:
    """The texts beside the log, one step ahead of the leaves."""

    def __init__(self, lines: Iterable[bytes], found: _Findings) -> None:
        self._found = found
        self._entries = self._read(lines)
        self._next = next(self._entries, None)

    def of(self, index: int) -> dict[str, Any] | None:
        """Give the entry of leaf `index`; to be asked in rising order."""
        entry = self._next
        if entry is None or entry["index"] != index:
            return None
        self._next = next(self._entries, None)
        return entry

    def refuse_rest(self) -> None:
        """Report what is left once all leaves were read."""
        while self._next is not None:
            self._found.add(Kind.TEXT_LEAF, index=self._next["index"])
            self._next = next(self._entries, None)

    def _read(self, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
        last = -1
        for number, line in enumerate(lines, start=1):
            entry = _read_text(line)
            if entry is None:
                self._found.add(Kind.TEXT_FORM, line=number)
            elif entry["index"] <= last:
                self._found.add(Kind.TEXT_ORDER, line=number)
            else:
                last = entry["index"]
                yield entry


class _Walk:
    """One pass over the leaves: the tree's right edge, the roots at the sizes asked for, counts of texts."""

    def __init__(self, found: _Findings, sizes: Sequence[int]) -> None:
        self.frontier = Frontier()
        self.roots: dict[int, bytes] = {}
        self.declared: list[VerifierKey] = []
        self.texts = [0, 0, 0]  # checked, withdrawn, absent
        self._found = found
        self._sizes = frozenset(sizes)

    def leaves(self, lines: Iterable[bytes], texts: _Texts) -> None:
        """Take in all leaves."""
        frontier, sizes = self.frontier, self._sizes
        self._note_root()
        for index, line in enumerate(lines):
            leaf = line.removesuffix(b"\n")
            frontier.append(leaf_hash(leaf))
            if index + 1 in sizes:
                self._note_root()
            self._check(index, leaf, texts.of(index))
        texts.refuse_rest()

    def _note_root(self) -> None:
        if self.frontier.size in self._sizes:
            self.roots[self.frontier.size] = self.frontier.root()

    def _check(self, index: int, leaf: bytes, text: dict[str, Any] | None) -> None:
        try:
            plain = parse_plain(leaf)
        except LeafError as problem:
            self._found.add(Kind.LEAF, index=index, field=problem.field, flaw=problem.flaw)
            return
        if plain["index"] != index:
            self._found.add(Kind.ORDER, index=index, stated=plain["index"])
        if index == 0:
            self._read_opening(plain)
        if plain["text"] is not None:
            self._check_text(index, plain["text"], text)
        elif text is not None:
            self._found.add(Kind.TEXT_LEAF, index=index)

    def _read_opening(self, plain: dict[str, Any]) -> None:
        key = plain["fields"].get("key") if plain["verb"] == OPENING_VERB else None
        if isinstance(key, str):
            try:
                self.declared.append(VerifierKey.parse(key))
            except NoteError as problem:
                self._found.add(Kind.KEY, reason=str(problem))

    def _check_text(self, index: int, recorded: str, text: dict[str, Any] | None) -> None:
        if text is None:
            self.texts[2] += 1
        elif "withdrawn" in text:
            self.texts[1] += 1
        else:
            self.texts[0] += 1
            if text_hash(bytes.fromhex(text["salt"]), text["text"]) != recorded:
                self._found.add(Kind.TEXT, index=index)


def _read_checkpoint(note: str | bytes, kind: Kind, found: _Findings) -> checkpoints.SignedCheckpoint | None:
    try:
        return checkpoints.parse(note)
    except NoteError as problem:
        found.add(kind, reason=str(problem))
        return None


def _compare(
    walk: _Walk,
    now: checkpoints.SignedCheckpoint | None,
    before: checkpoints.SignedCheckpoint | None,
    found: _Findings,
) -> None:
    """Compare the leaves with what both checkpoints state of them."""
    size = walk.frontier.size
    if now:
        stated = now.checkpoint
        if stated.size != size:
            found.add(Kind.SIZE, stated=stated.size, found=size)
        if stated.size in walk.roots and walk.roots[stated.size] != stated.root:
            found.add(Kind.ROOT)
        size = min(size, stated.size)
    if before:
        earlier = before.checkpoint
        if now and earlier.origin != now.checkpoint.origin:
            found.add(Kind.ORIGIN, stated=earlier.origin)
        if earlier.size > size:
            found.add(Kind.SHRUNK, stated=earlier.size, found=size)
        elif walk.roots[earlier.size] != earlier.root:
            found.add(Kind.REWRITTEN, stated=earlier.size)


def _check_signatures(
    note: str | bytes,
    keys: Sequence[VerifierKey],
    witnesses: Sequence[VerifierKey],
    found: _Findings,
    forged: Kind,
    unsigned: Kind,
) -> tuple[VerifierKey, ...]:
    """Give who signed a checkpoint that has the right form."""
    try:
        return tuple(checkpoints.verify(note, keys, witnesses))
    except UnsignedError as problem:
        found.add(unsigned, name=problem.name)
    except SignatureError as problem:
        found.add(forged, name=problem.name)
    return ()


def _read_text(line: bytes) -> dict[str, Any] | None:
    """Read {"index", "salt", "text"} or the tombstone {"index", "withdrawn": true}; else give None."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or type(entry.get("index")) is not int:
        return None
    if entry.keys() == {"index", "withdrawn"}:
        return entry if entry["withdrawn"] is True else None
    if entry.keys() != {"index", "salt", "text"} or not isinstance(entry["text"], str):
        return None
    if not isinstance(entry["salt"], str) or not _SALT.fullmatch(entry["salt"]):
        return None
    try:
        entry["text"].encode()
    except UnicodeEncodeError:
        return None
    return entry
