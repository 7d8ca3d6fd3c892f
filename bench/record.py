"""The public record in the site's tables: appending, proving, verifying, auditing, against computing everything anew.

`tejido bench record` measures at 20,000 entries. `python -m bench.record 1000000` does so at a million; DATABASE_URL
says on which database (a test database of its own is made and dropped).
"""

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.measuring import Row, compare

ENTRIES = 20_000
BATCH = 5_000
APPENDS = 200
PEER = "whole tree anew with hashlib, hashes of leaves in memory"
FIRST_DAY = date(2020, 1, 1)


def rows(size: int = ENTRIES) -> list[dict]:
    """Measure in an installation of its own, in another process."""
    root = Path(__file__).resolve().parents[1]
    home = tempfile.mkdtemp(prefix="tejido-bench-")
    path = f"{root / 'src'}{os.pathsep}{root}"
    environment = os.environ | {"TEJIDO_HOME": home, "PYTHONPATH": path, "LANGUAGE": "en"}
    environment["DJANGO_SETTINGS_MODULE"] = "tejido.config.settings"
    try:
        run = [sys.executable, "-m", "bench.record", str(size), "--json"]
        done = subprocess.run(run, env=environment, cwd=root, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"tejido: the bench of the record failed: {done.stderr[-800:]}")
        return json.loads(done.stdout.splitlines()[-1])  # Django says before which cache table it found
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measured(size: int) -> list[Row]:
    """Fill the log to `size` entries and measure on it. Django must be set up, on a database that may be written to."""
    from django.db import connection

    fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    where = f"{size:,} entries, {connection.vendor}"
    return [
        appending(where),
        proving(where),
        growing(where),
        checkpointing(where),
        verifying(where),
        auditing(where),
    ]


def fill(size: int) -> None:
    """Write the log as appending would have, in bulk: every third entry has a text."""
    from tejido.engines.record import leaf_hash, node_hash, text_hash
    from tejido.ground.ledger.actions.appending import _opening
    from tejido.ground.ledger.lines import line_of
    from tejido.ground.ledger.models import Leaf, LeafText, LogSize, Node

    leaves = _leaves(size, _opening(FIRST_DAY))
    peaks: list[bytes] = []
    while batch := list(islice(leaves, BATCH)):
        texts, nodes = [], []
        for leaf in batch:
            if leaf.index % 3 == 1:
                salt, text = leaf.index.to_bytes(32, "big"), f"Encender {leaf.index} luminarias del parque"
                leaf.text_hash = text_hash(salt, text)
                texts.append(LeafText(leaf=leaf, salt=salt, text=text))
            level, position, digest = 0, leaf.index, leaf_hash(line_of(leaf))
            nodes.append(Node(number=Node.number_of(0, position), digest=digest))
            while position & 1:
                digest = node_hash(peaks.pop(), digest)
                level, position = level + 1, position >> 1
                nodes.append(Node(number=Node.number_of(level, position), digest=digest))
            peaks.append(digest)
        Leaf.objects.bulk_create(batch)
        LeafText.objects.bulk_create(texts)
        Node.objects.bulk_create(nodes)
    LogSize.objects.update_or_create(pk=1, defaults={"size": size})


def _leaves(size: int, opening) -> Iterator:
    from tejido.ground.ledger.models import Leaf

    yield opening
    for index in range(1, size):
        yield Leaf(
            index=index,
            day=FIRST_DAY + timedelta(days=index * 2000 // size),
            verb="commitment.date.moved" if index % 4 else "commitment.made",
            subject=f"thing:{UUID(int=index // 8)}",
            actor=f"organisation:{UUID(int=index % 500)}",
            fields={"due_on": "2026-06-30", "state": "accepted", "postponed": index % 7, "causes": ["corruption"]},
        )


def appending(where: str) -> Row:
    """One act in a transaction of its own; the peer computes the root of all leaves anew."""
    from django.db import transaction

    from tejido.ground.ledger.actions import append
    from tejido.ground.ledger.nodes import root_of
    from tejido.ground.ledger.queries import size_of_log
    from tejido.ground.ledger.vocabulary import Name

    subject, actor = Name(f"thing:{UUID(int=1)}"), Name(f"organisation:{UUID(int=1)}")
    calls: list[float] = []
    waits: list[float] = []

    def ours() -> bytes:
        for number in range(APPENDS):
            began = time.perf_counter()
            with transaction.atomic():
                called = time.perf_counter()
                append("commitment.date.moved", subject=subject, by=actor, day=FIRST_DAY, text="Texto", number=number)
                calls.append(time.perf_counter() - called)
            waits.append(time.perf_counter() - began)
        return root_of(size_of_log())

    hashes = leaf_digests()

    def peer() -> bytes:
        hashes.extend(leaf_digests(len(hashes)))
        return whole_root(hashes)

    row = compare(f"append ({where})", ours, PEER, peer, runs=3)
    call, whole = statistics.median(calls) * 1000, statistics.median(waits) * 1000
    return _per(row, APPENDS, note=f"wall time of the call {call:.2f} ms (median), with its commit {whole:.2f} ms")


def proving(where: str) -> Row:
    """Inclusion proofs of entries all over the log; the peer computes the tree anew for one."""
    from tejido.ground.ledger.nodes import inclusion_proof
    from tejido.ground.ledger.queries import size_of_log

    size, hashes = size_of_log(), leaf_digests()
    spread = [size * part // 100 for part in range(100)]
    return _proofs(
        f"inclusion proof ({where})",
        [lambda index=index: inclusion_proof(index, size) for index in spread],
        lambda: whole_path(spread[37], hashes),
        37,
    )


def growing(where: str) -> Row:
    """Consistency proofs from all sizes; the peer computes both trees anew for one."""
    from tejido.ground.ledger.nodes import consistency_proof
    from tejido.ground.ledger.queries import size_of_log

    size, hashes = size_of_log(), leaf_digests()
    firsts = [1 + size * part // 100 for part in range(100)]
    return _proofs(
        f"consistency proof ({where})",
        [lambda first=first: consistency_proof(first, size) for first in firsts],
        lambda: whole_growth(firsts[37], hashes),
        37,
    )


def _proofs(name: str, makes: list[Callable[[], list[bytes]]], peer: Callable[[], list[bytes]], one: int) -> Row:
    waits: list[float] = []

    def ours() -> list[bytes]:
        made = []
        for make in makes:
            began = time.perf_counter()
            made.append(make())
            waits.append(time.perf_counter() - began)
        return made[one]

    row = compare(name, ours, PEER, peer, runs=3)
    return _per(row, len(makes), note=f"slowest {max(waits) * 1000:.2f} ms")


def checkpointing(where: str) -> Row:
    """Signing the log as it stands; the peer computes the root anew."""
    from django.utils import timezone

    from tejido.engines.record import checkpoint
    from tejido.ground.ledger.actions import make_checkpoint
    from tejido.ground.ledger.models import Checkpoint

    def ours() -> bytes:
        Checkpoint.objects.all().delete()
        return checkpoint.parse(make_checkpoint(now=timezone.now()).note).checkpoint.root

    hashes = leaf_digests()
    return compare(f"checkpoint ({where})", ours, PEER, lambda: whole_root(hashes), runs=3)


def verifying(where: str) -> Row:
    """The whole log as anybody verifies it, read from the table; the peer is a plain reading of the RFCs."""
    from tejido.engines.record import verify_log
    from tejido.ground.ledger import publishing
    from tejido.ground.ledger.models import Checkpoint, LeafText

    note = Checkpoint.objects.get().note
    waits: list[float] = []

    def ours() -> tuple[bool, bytes]:
        began = time.perf_counter()
        texts = map(publishing.text_line, LeafText.objects.order_by("leaf_id").iterator(chunk_size=BATCH))
        found = verify_log(publishing.leaf_lines(), note, texts=texts)
        waits.append(time.perf_counter() - began)
        return found.ok, found.root

    def peer() -> tuple[bool, bytes]:
        import rfc8785

        digests = []
        for line in publishing.leaf_lines():
            leaf = line.removesuffix(b"\n")
            if rfc8785.dumps(json.loads(leaf)) != leaf:
                return False, b""
            digests.append(hashlib.sha256(b"\x00" + leaf).digest())
        return True, whole_root(digests)

    row = compare(f"whole verification ({where})", ours, "json, rfc8785, hashlib; no texts", peer, runs=1)
    return _per(row, 1, note=f"{min(waits):.1f} s, with {LeafText.objects.count():,} texts")


def auditing(where: str) -> Row:
    """Leaves, tree, texts and checkpoints compared with each other inside the site."""
    import resource

    from tejido.ground.ledger.auditing import audit_site

    began = time.process_time()
    found = audit_site(FIRST_DAY)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"{found.leaves:,} leaves, at most {memory:.0f} MB in this process"
    return Row(f"audit ({where})", seconds, "none", None, None, found.ok, (seconds, seconds), note)


def leaf_digests(start: int = 0) -> list[bytes]:
    """Read the hashes of the leaves from `start` on; peers hold them in memory."""
    from django.db.models import F

    from tejido.ground.ledger.models import Node

    leaves = Node.objects.alias(odd=F("number").bitand(1)).filter(odd=0, number__gte=2 * start).order_by("number")
    return [bytes(digest) for digest in leaves.values_list("digest", flat=True).iterator(chunk_size=BATCH)]


def whole_root(digests: list[bytes]) -> bytes:
    """The root as RFC 9162 defines it, level by level."""
    while len(digests) > 1:
        even = len(digests) & ~1
        sides = zip(digests[0:even:2], digests[1:even:2], strict=True)
        pairs = [hashlib.sha256(b"\x01" + one + two).digest() for one, two in sides]
        digests = pairs + digests[even:]
    return digests[0]


def whole_path(index: int, digests: list[bytes]) -> list[bytes]:
    """The inclusion proof as RFC 9162, 2.1.3.1 defines it."""
    if len(digests) == 1:
        return []
    half = 1 << (len(digests) - 1).bit_length() - 1
    if index < half:
        return [*whole_path(index, digests[:half]), whole_root(digests[half:])]
    return [*whole_path(index - half, digests[half:]), whole_root(digests[:half])]


def whole_growth(first: int, digests: list[bytes], *, is_known: bool = True) -> list[bytes]:
    """The consistency proof as RFC 9162, 2.1.4.1 defines it."""
    if first == len(digests):
        return [] if is_known else [whole_root(digests)]
    half = 1 << (len(digests) - 1).bit_length() - 1
    if first <= half:
        return [*whole_growth(first, digests[:half], is_known=is_known), whole_root(digests[half:])]
    return [*whole_growth(first - half, digests[half:], is_known=False), whole_root(digests[:half])]


def _per(row: Row, count: int, *, note: str) -> Row:
    """The same for one of `count` things that ours did in a run."""
    ours, spread = row.ours_cpu_s / count, tuple(seconds / count for seconds in row.spread_cpu_s)
    ratio = row.peer_cpu_s / ours if row.peer_cpu_s and ours else None
    return Row(row.name, ours, row.peer, row.peer_cpu_s, ratio, row.same_outcome, spread, note)


def main() -> None:
    """Measure in this process, on a test database."""
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    size = int(next((word for word in sys.argv[1:] if word.isdigit()), ENTRIES))
    made = setup_databases(verbosity=0, interactive=False)
    try:
        found = measured(size)
    finally:
        teardown_databases(made, verbosity=0)
    if "--json" in sys.argv:
        print(json.dumps([row.as_json() for row in found], ensure_ascii=False))
        return
    for row in found:
        peer = f"{row.peer}: {row.peer_cpu_s:.3f} s, {row.ratio:,.0f}x" if row.peer_cpu_s and row.ratio else row.peer
        print(f"{row.name}: {row.ours_cpu_s:.6f} s | {peer}{'' if row.same_outcome else ' OTHER OUTCOME'} | {row.note}")


if __name__ == "__main__":
    main()
