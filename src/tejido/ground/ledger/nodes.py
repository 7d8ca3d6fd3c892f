"""The tree's nodes in the site's table: those that the engine names are read in one query and handed to it."""

from collections.abc import Iterable

from tejido.engines.record import EMPTY_ROOT, MemoryStore, tree
from tejido.ground.ledger.models import Node


def fetched(positions: Iterable[tuple[int, int]]) -> MemoryStore:
    """Return a store that holds these nodes (level, position); the engine raises KeyError for one that is missing."""
    places = {Node.number_of(level, position): (level, position) for level, position in positions}
    if not places:
        return MemoryStore()
    rows = Node.objects.filter(pk__in=places).values_list("number", "digest")
    return MemoryStore({places[number]: bytes(digest) for number, digest in rows})


def keep(nodes: Iterable[tuple[tuple[int, int], bytes]]) -> None:
    """Write new nodes in one query."""
    rows = [Node(number=Node.number_of(*place), digest=digest) for place, digest in nodes]
    Node.objects.bulk_create(rows)


def root_of(size: int) -> bytes:
    """Return the root of the first `size` leaves. Costs one query."""
    return tree.root(fetched(tree.nodes_for_root(size)), size) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """Return the path from leaf `index` to the root of `size` leaves. Costs one query. Raises ValueError."""
    return tree.inclusion_proof(fetched(tree.nodes_for_inclusion(index, size)), index, size)


def consistency_proof(first: int, second: int) -> list[bytes]:
    """Return the path that shows the log of `first` leaves to be a prefix of that of `second`. One query."""
    return tree.consistency_proof(fetched(tree.nodes_for_consistency(first, second)), first, second)
