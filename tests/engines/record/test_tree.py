"""The Merkle tree against the reference vectors of Certificate Transparency and against the RFC's definition."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.engines.record import EMPTY_ROOT, Frontier, MemoryStore, leaf_hash, tree
from tejido.engines.record.tree import verify_consistency, verify_inclusion

# The eight leaves and the roots with which RFC 6962 and RFC 9162 implementations are tested everywhere.
REFERENCE = [
    bytes.fromhex(leaf)
    for leaf in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LARGEST = 70


def log_of(leaves):
    """Append leaves to a store in memory, one by one."""
    store = MemoryStore()
    for size, leaf in enumerate(leaves):
        tree.append(store, size, leaf_hash(leaf))
    return store


def defined_root(leaves):
    """Compute the root as RFC 9162, 2.1.1 defines it, all leaves at hand."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:k]) + defined_root(leaves[k:])).digest()


MANY = [str(number).encode() for number in range(LARGEST)]
STORE = log_of(MANY)
MANY_ROOTS = [defined_root(MANY[:size]) for size in range(LARGEST + 1)]


class CountingStore(MemoryStore):
    """Remembers which nodes were read and written."""

    def __init__(self, nodes):
        super().__init__(nodes)
        self.read = []
        self.written = []

    def get(self, level, index):
        self.read.append((level, index))
        return super().get(level, index)

    def put(self, level, index, node):
        self.written.append((level, index))
        super().put(level, index, node)


@pytest.mark.parametrize("size", range(9))
def test_root_of_the_reference_leaves(size):
    assert tree.root(log_of(REFERENCE), size).hex() == ROOTS[size]


@pytest.mark.parametrize("index, size", INCLUSION)
def test_inclusion_proof_of_the_reference_leaves(index, size):
    proof = tree.inclusion_proof(log_of(REFERENCE), index, size)
    assert [node.hex() for node in proof] == INCLUSION[index, size]


@pytest.mark.parametrize("first, second", CONSISTENCY)
def test_consistency_proof_of_the_reference_leaves(first, second):
    proof = tree.consistency_proof(log_of(REFERENCE), first, second)
    assert [node.hex() for node in proof] == CONSISTENCY[first, second]


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_root_and_frontier_follow_the_definition(size):
    frontier = Frontier()
    for leaf in MANY[:size]:
        frontier.append(leaf_hash(leaf))
    assert (tree.root(STORE, size), frontier.root(), frontier.size) == (
        MANY_ROOTS[size],
        MANY_ROOTS[size],
        size,
    )


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_inclusion_proof_holds_for_its_leaf_alone(size):
    for index in range(size):
        proof = tree.inclusion_proof(STORE, index, size)
        held = [
            other
            for other in range(size)
            if verify_inclusion(leaf_hash(MANY[index]), other, size, proof, MANY_ROOTS[size])
        ]
        assert held == [index]
        assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, MANY_ROOTS[size])


@pytest.mark.parametrize("second", range(LARGEST + 1))
def test_every_consistency_proof_holds(second):
    for first in range(second + 1):
        proof = tree.consistency_proof(STORE, first, second)
        assert verify_consistency(first, second, MANY_ROOTS[first], MANY_ROOTS[second], proof)


@pytest.mark.parametrize("second", [2, 7, 8, 33, 70])
def test_consistency_proof_fails_for_another_size_or_root(second):
    for first in range(1, second):
        proof = tree.consistency_proof(STORE, first, second)
        roots = MANY_ROOTS[first], MANY_ROOTS[second]
        assert not verify_consistency(first, second, leaf_hash(b"x"), roots[1], proof)
        assert not verify_consistency(first, second, roots[0], leaf_hash(b"x"), proof)
        assert not verify_consistency(first + 1, second, *roots, proof)
        assert not verify_consistency(first - 1, second, *roots, proof)
        assert not verify_consistency(second, first, *roots, proof)


@given(st.integers(1, LARGEST), st.data())
def test_inclusion_proof_that_was_changed_fails(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(STORE, index, size)
    changed = data.draw(st.sampled_from(list(changes(proof))))
    assert not verify_inclusion(leaf_hash(MANY[index]), index, size, changed, MANY_ROOTS[size])


@given(st.integers(1, LARGEST), st.data())
def test_consistency_proof_that_was_changed_fails(second, data):
    first = data.draw(st.integers(1, second))
    proof = tree.consistency_proof(STORE, first, second)
    changed = data.draw(st.sampled_from(list(changes(proof))))
    assert not verify_consistency(first, second, MANY_ROOTS[first], MANY_ROOTS[second], changed)


def changes(proof):
    """Give each proof that differs from `proof` by one bit, one element, one length or one exchange."""
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    for at, node in enumerate(proof):
        yield [*proof[:at], bytes([node[0] ^ 1]) + node[1:], *proof[at + 1 :]]
        yield [*proof[:at], node[:-1], *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
    for at in range(len(proof) - 1):
        yield [*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]]


@pytest.mark.parametrize("size", range(LARGEST))
def test_append_reads_the_nodes_it_names_and_writes_no_node_twice(size):
    before = {(level, index): node for (level, index), node in STORE.nodes.items() if (index + 1) << level <= size}
    store = CountingStore({position: before[position] for position in tree.nodes_for_append(size)})
    tree.append(store, size, leaf_hash(MANY[size]))
    assert store.read == tree.nodes_for_append(size)
    assert len(store.written) == len(store.read) + 1 <= size.bit_length() + 1
    assert not set(store.written) & set(before)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_reads_need_no_other_nodes_than_those_named(size):
    store = CountingStore(STORE.nodes)
    tree.root(store, size)
    assert store.read == tree.nodes_for_root(size)
    for index in range(size):
        store.read.clear()
        tree.inclusion_proof(store, index, size)
        assert store.read == tree.nodes_for_inclusion(index, size)
        store.read.clear()
        tree.consistency_proof(store, index, size)
        assert store.read == tree.nodes_for_consistency(index, size)


def test_proofs_in_a_log_of_a_million_million_leaves_read_few_nodes():
    size = 10**12 - 1
    assert len(tree.nodes_for_inclusion(123_456_789, size)) < 2 * 40
    assert len(tree.nodes_for_consistency(123_456_789, size)) < 2 * 40
    assert len(tree.nodes_for_append(size)) < 40


@pytest.mark.parametrize(
    "call",
    [
        lambda: tree.inclusion_proof(STORE, 5, 5),
        lambda: tree.inclusion_proof(STORE, -1, 5),
        lambda: tree.consistency_proof(STORE, 6, 5),
        lambda: tree.consistency_proof(STORE, -1, 5),
        lambda: tree.append(MemoryStore(), 0, b"short"),
        lambda: tree.append(MemoryStore(), -1, bytes(32)),
        lambda: tree.nodes_for_root(-1),
    ],
)
def test_wrong_arguments_are_refused(call):
    with pytest.raises(ValueError):
        call()


def test_a_missing_node_is_said_by_its_place():
    with pytest.raises(KeyError, match=r"\(2, 0\)"):
        tree.root(MemoryStore(), 4)


def test_the_empty_log_is_a_prefix_of_every_log_and_of_no_other_root():
    assert verify_consistency(0, 5, EMPTY_ROOT, MANY_ROOTS[5], [])
    assert not verify_consistency(0, 5, bytes(32), MANY_ROOTS[5], [])


def test_roots_of_all_sizes_differ():
    assert len(set(MANY_ROOTS)) == LARGEST + 1
    assert all(a != b for a, b in itertools.pairwise(MANY_ROOTS))
