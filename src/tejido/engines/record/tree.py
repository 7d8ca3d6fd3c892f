"""The Merkle tree of the public record (RFC 9162, section 2.1), over any store of its nodes.

A node of level l and index i is the hash over the leaves i * 2^l .. (i + 1) * 2^l - 1: only such complete
subtrees are stored, so no stored node ever changes. Appending writes two nodes on average and log2(n) at
most. Each function that reads has a twin `nodes_for_…` that names the nodes it will read, so that a
database can fetch them in one query and hand them over in a MemoryStore.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()  # RFC 9162, 2.1.1: the hash of an empty list

Position: TypeAlias = tuple[int, int]
_Range: TypeAlias = tuple[int, int]


class NodeStore(Protocol):
    """Where the hashes of complete subtrees lie."""

    def get(self, level: int, index: int) -> bytes:
        """Give the hash of a node that was put before. Raises LookupError where there is none."""
        ...

    def put(self, level: int, index: int, node: bytes) -> None:
        """Keep the hash of a new node. No node is put twice."""
        ...


class MemoryStore:
    """Nodes in a dictionary: for tests, and for the nodes that a database fetched beforehand."""

    def __init__(self, nodes: Mapping[Position, bytes] | None = None) -> None:
        self.nodes = dict(nodes or {})

    def get(self, level: int, index: int) -> bytes:
        """Give the hash of a node. Raises KeyError where there is none."""
        return self.nodes[level, index]

    def put(self, level: int, index: int, node: bytes) -> None:
        """Keep the hash of a node."""
        self.nodes[level, index] = node


def leaf_hash(leaf: bytes) -> bytes:
    """Hash the bytes of a leaf: SHA-256(0x00 || leaf)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children into their parent: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(store: NodeStore, size: int, leaf: bytes) -> None:
    """Add the leaf whose hash is `leaf` to a log of `size` leaves: write the subtrees that it completes.

    Raises ValueError for a hash of another length, LookupError when the store lacks a node of
    `nodes_for_append`.
    """
    if len(leaf) != HASH_BYTES:
        raise ValueError(f"a hash has {HASH_BYTES} bytes, not {len(leaf)}")
    new = [(0, size, leaf)]
    for level, index in nodes_for_append(size):
        leaf = node_hash(store.get(level, index), leaf)
        new.append((level + 1, index >> 1, leaf))
    for level, index, node in new:
        store.put(level, index, node)


def nodes_for_append(size: int) -> list[Position]:
    """Name the nodes that `append` reads: the complete subtrees that wait for a sibling, lowest first."""
    _check(size >= 0, "a size is not negative")
    nodes = []
    level = 0
    while size >> level & 1:
        nodes.append((level, (size >> level) - 1))
        level += 1
    return nodes


def root(store: NodeStore, size: int) -> bytes:
    """Give the root hash of the first `size` leaves."""
    return _fold(store, (0, size)) if size else EMPTY_ROOT


def nodes_for_root(size: int) -> list[Position]:
    """Name the nodes that `root` reads: one for each bit that is set in `size`."""
    _check(size >= 0, "a size is not negative")
    return _subtrees((0, size))


def inclusion_proof(store: NodeStore, index: int, size: int) -> list[bytes]:
    """Give the path that shows leaf `index` to be in the log of `size` leaves (RFC 9162, 2.1.3.1).

    Raises ValueError unless 0 <= index < size.
    """
    return [_fold(store, part) for part in _inclusion_ranges(index, size)]


def nodes_for_inclusion(index: int, size: int) -> list[Position]:
    """Name the nodes that `inclusion_proof` reads."""
    return [node for part in _inclusion_ranges(index, size) for node in _subtrees(part)]


def consistency_proof(store: NodeStore, first: int, second: int) -> list[bytes]:
    """Give the path that shows the log of `first` leaves to be a prefix of that of `second`.

    RFC 9162, 2.1.4.1; empty when both are equal or the first is empty.
    Raises ValueError unless 0 <= first <= second.
    """
    return [_fold(store, part) for part in _consistency_ranges(first, second)]


def nodes_for_consistency(first: int, second: int) -> list[Position]:
    """Name the nodes that `consistency_proof` reads."""
    return [node for part in _consistency_ranges(first, second) for node in _subtrees(part)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether `proof` shows the leaf of hash `leaf` to be number `index` of `size` under `root`.

    RFC 9162, 2.1.3.2. Never raises for a malformed proof: it is simply no proof.
    """
    if not 0 <= index < size or not _are_hashes([leaf, root, *proof]):
        return False
    here, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether `proof` shows the log of `first` leaves to be a prefix of that of `second`.

    RFC 9162, 2.1.4.2; the empty log is a prefix of every log. Never raises for a malformed proof.
    """
    if not 0 <= first <= second or not _are_hashes([first_root, second_root, *proof]):
        return False
    if first in (0, second):
        return not proof and first_root == (second_root if first else EMPTY_ROOT)
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


class Frontier:
    """A log that keeps only the complete subtrees at its right edge: log2(n) hashes, enough for its root."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # of falling level, one for each bit set in the size

    def append(self, leaf: bytes) -> None:
        """Add the leaf whose hash is `leaf`."""
        waiting = self.size
        while waiting & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            waiting >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root hash of all leaves so far."""
        return _join(self._peaks) if self._peaks else EMPTY_ROOT


def _inclusion_ranges(index: int, size: int) -> list[_Range]:
    """Split PATH(index, D[size]) into the ranges of leaves that its hashes cover, leaf to root."""
    _check(0 <= index < size, "an inclusion proof needs 0 <= index < size")
    start, end = 0, size
    ranges = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def _consistency_ranges(first: int, second: int) -> list[_Range]:
    """Split PROOF(first, D[second]) into the ranges of leaves that its hashes cover, in the RFC's order."""
    _check(0 <= first <= second, "a consistency proof needs 0 <= first <= second")
    if first == 0:
        return []
    start, end = 0, second
    ranges = []
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # otherwise the verifier knows this hash: it is the first root
        ranges.append((start, end))
    return ranges[::-1]


def _split(width: int) -> int:
    """Give the largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1


def _subtrees(part: _Range) -> list[Position]:
    """Cut a range of leaves into complete subtrees, left to right."""
    start, end = part
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def _fold(store: NodeStore, part: _Range) -> bytes:
    return _join([store.get(level, index) for level, index in _subtrees(part)])


def _join(subtrees: Sequence[bytes]) -> bytes:
    """Join complete subtrees of falling size into the hash of the range that they cover."""
    found = subtrees[-1]
    for left in subtrees[-2::-1]:
        found = node_hash(left, found)
    return found


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _check(holds: bool, rule: str) -> None:
    if not holds:
        raise ValueError(rule)
