"""Leaves, tree and checkpoints: each leaf in its place, each node what the leaves give, each checkpoint over them."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from tejido.engines.record import OPENING_VERB, NoteError, VerifierKey, checkpoint, leaf_hash, node_hash
from tejido.engines.record.tree import Frontier
from tejido.ground.ledger import keys
from tejido.ground.ledger.auditing.findings import Findings, Kind
from tejido.ground.ledger.lines import COLUMNS, line_of_values
from tejido.ground.ledger.models import Checkpoint, Leaf, Node
from tejido.ground.ledger.queries import size_of_log

BATCH = 4096
"""Leaves whose nodes are compared at once."""
NOTHING = bytes(32)
"""Stands for the hash of a leaf that has none."""


def check_log(found: Findings) -> None:
    """Walk over all leaves once."""
    key = _check_opening(found)
    tree, frontier = _Tree(found), Frontier()
    waiting = Checkpoint.objects.order_by("size").iterator(chunk_size=BATCH)
    due = next(waiting, None)
    for digest in _digests(found):
        frontier.append(digest)
        tree.append(digest)
        while due is not None and due.size <= frontier.size:
            _check_checkpoint(found, due, frontier.root() if due.size == frontier.size else None, key)
            due = next(waiting, None)
    tree.finish()
    while due is not None:
        found.add(Kind.BEYOND, size=due.size)
        due = next(waiting, None)
    found.leaves, stated = frontier.size, size_of_log()
    if stated != frontier.size:
        found.add(Kind.SIZE, stated=stated, found=frontier.size)


def _check_opening(found: Findings) -> VerifierKey | None:
    """Return the key by which checkpoints must be signed: the one that this site holds and leaf 0 declares."""
    opening = Leaf.objects.filter(pk=0).first()
    if opening is None:
        return None
    try:
        signer = keys.signer()
    except (NoteError, ImproperlyConfigured):
        signer = None
    if signer is None or opening.verb != OPENING_VERB:
        found.add(Kind.OPENING)
    return signer.verifier if signer else None


def _digests(found: Findings) -> Iterator[bytes]:
    """Give the hash of each leaf in order, as the columns say it."""
    expected = 0
    rows = Leaf.objects.order_by("index").values_list(*COLUMNS)
    for values in rows.iterator(chunk_size=BATCH):
        index: Any = values[0]
        if index != expected:
            found.add(Kind.GAP, before=expected - 1, index=index)
        expected = index + 1
        try:
            yield leaf_hash(line_of_values(*values))
        except (ValueError, TypeError, AttributeError) as problem:
            found.add(Kind.LEAF, index=index, reason=str(problem))
            yield NOTHING


def _check_checkpoint(found: Findings, row: Checkpoint, root: bytes | None, key: VerifierKey | None) -> None:
    try:
        if key is not None:
            checkpoint.verify(row.note, [key])
        stated = checkpoint.parse(row.note).checkpoint
    except NoteError as problem:
        found.add(Kind.CHECKPOINT, size=row.size, reason=str(problem))
        return
    if stated.size != row.size or stated.root != root:
        found.add(Kind.ROOT, size=row.size)


class _Tree:
    """The nodes that the leaves give, compared with the table a batch at a time."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._size = self._count = 0
        self._peaks: list[bytes] = []
        self._batch: dict[int, bytes] = {}

    def append(self, digest: bytes) -> None:
        level, position = 0, self._size
        self._batch[Node.number_of(level, position)] = digest
        while position & 1:
            digest = node_hash(self._peaks.pop(), digest)
            level, position = level + 1, position >> 1
            self._batch[Node.number_of(level, position)] = digest
        self._peaks.append(digest)
        self._size += 1
        if self._size % BATCH == 0:
            self._compare()
            self._found.seen(BATCH)

    def finish(self) -> None:
        """Compare the rest, and count what does not belong."""
        self._compare()
        extra = Node.objects.count() - self._count
        if extra > 0:
            self._found.add(Kind.NODE_EXTRA, count=extra)

    def _compare(self) -> None:
        low = [number for number in self._batch if number >= 2 * (self._size - BATCH)]
        high = [number for number in self._batch if number < 2 * (self._size - BATCH)]  # of subtrees that end here
        span = Q(number__range=(min(low, default=0), max(low, default=0)))
        rows = Node.objects.filter(span | Q(number__in=high)).values_list("number", "digest").iterator(chunk_size=BATCH)
        there = {number: bytes(digest) for number, digest in rows}
        self._count += len(self._batch.keys() & there.keys())
        for number, digest in self._batch.items():
            if there.get(number) != digest:
                node = Node(number=number)
                kind = Kind.NODE if number in there else Kind.NODE_MISSING
                self._found.add(kind, level=node.level, position=node.position)
        self._batch = {}
