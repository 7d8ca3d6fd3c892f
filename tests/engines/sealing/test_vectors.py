"""The vectors of the format: made again, opened by the engine, and opened by a reader that is not the engine."""

import hashlib
import json

from tejido.engines import sealing
from tejido.engines.sealing import Context, Pair, bundle, printed, receipts
from tests.engines.sealing import apart, make_vectors
from tests.engines.sealing.make_vectors import CONTENT, FOLDER

KEPT = json.loads((FOLDER / "vectors.json").read_text())
FILE = (FOLDER / "file.sealed").read_bytes()
BUNDLE = (FOLDER / "bundle.sealed").read_bytes()
CONTEXT = Context(
    bytes.fromhex(KEPT["context"]["report"]),
    bytes.fromhex(KEPT["context"]["item"]),
    KEPT["context"]["kind"],
    KEPT["context"]["version"],
)


def of(row, *names):
    """Some fields of a vector as bytes."""
    return [bytes.fromhex(row[name]) for name in names]


def test_vectors_follow_from_their_words():
    assert make_vectors.vectors() == KEPT


def test_vectors_of_the_address_and_fingerprints():
    assert CONTEXT.address.decode() == KEPT["context"]["address"]
    for row in KEPT["fingerprints"]:
        assert sealing.fingerprint(*of(row, "public", "signing")) == row["fingerprint"]


def test_vectors_of_locked_keys():
    for row in KEPT["locked"]:
        secret, locked = of(row, "secret", "locked")
        assert sealing.unlock(locked, row["password"]) == secret


def test_vectors_of_wraps():
    for row in KEPT["wraps"]:
        private, address, secret, wrapped = of(row, "private", "address", "secret", "wrapped")
        assert sealing.unwrap(wrapped, Pair.of(private), address) == secret
    thread, item = (bytes.fromhex(row["address"]) for row in KEPT["wraps"])
    assert sealing.wrap_address(CONTEXT.report, "organisation") == thread
    assert sealing.wrap_address(CONTEXT.report, "organisation", CONTEXT.item) == item


def test_vectors_of_items_and_small_boxes():
    key, address, data, sealed = of(KEPT["small"], "key", "address", "data", "sealed")
    assert sealing.open_small(key, sealed, address) == data
    for row in KEPT["items"][:2]:
        key, sealed = of(row, "key", "sealed")
        assert sealing.open_item(key, sealed, context=CONTEXT).decode() == row["text"]


def test_vectors_of_receipts():
    for row in KEPT["receipts"]:
        derived = receipts.derive(row["receipt"], bytes.fromhex(row["pepper"]))
        assert [derived.lookup, derived.key] == of(row, "lookup", "key")
        assert receipts.normalise(row["receipt"].lower().replace("-", " ")) == row["receipt"]


def test_vectors_of_the_statement():
    row = KEPT["statement"]
    organisation, public, signing, signature = of(row, "organisation", "public", "signing", "signature")
    stated = sealing.statement(organisation, row["version"], public, signing)
    assert stated.decode() == row["statement"]
    assert sealing.verify(stated, signature, signing)


def test_vectors_of_printed_keys():
    row = KEPT["printed"]
    public, data = of(row, "public", "data")
    assert printed.write_public(public) == row["public_printed"]
    assert printed.write_lines(data) == row["lines"]


def test_vector_of_the_file():
    key = bytes.fromhex(KEPT["file"]["key"])
    context = Context(CONTEXT.report, CONTEXT.item, "file")
    header, chunks = sealing.open_file(key, [FILE], context)
    content = b"".join(chunks)
    assert (header.name, hashlib.sha256(content).hexdigest()) == (KEPT["file"]["name"], KEPT["file"]["content_sha256"])
    assert apart.file(key, FILE, context.address) == ("cobro.jpg", "image/jpeg", len(CONTENT), CONTENT)


def test_vector_of_the_bundle():
    private = bytes.fromhex(KEPT["bundle"]["private"])
    parts = list(bundle.read([BUNDLE], [Pair.of(private)]))
    assert [part.text.decode() for part in parts[1:]] == KEPT["bundle"]["texts"]
    (thread, _), (_, wrapped), *items = apart.bundle(BUNDLE, private)
    report = bytes.fromhex(thread["report"])
    key = apart.unwrap(wrapped, private, b"|".join([b"wrap", report, b"", b"organisation"]))
    texts = [
        apart.item(
            key, body, apart.address(report, bytes.fromhex(head["item"]), head["kind"], head["version"])
        ).decode()
        for head, body in items
    ]
    assert texts == KEPT["bundle"]["texts"]


def test_reader_apart_reads_what_the_engine_seals_now():
    pair, key = sealing.draw_pair(), sealing.draw_key()
    sealed = sealing.seal_item(key, "Ñandú".encode(), context=CONTEXT)
    assert apart.item(key, sealed, CONTEXT.address).decode() == "Ñandú"
    assert apart.unwrap(sealing.wrap(key, pair.public, b"here"), pair.private, b"here") == key
    assert (
        apart.unlock(sealing.lock(pair.private, "ñandú de noche", ops=1, mem=65536), "ñandú de noche") == pair.private
    )
    receipt = receipts.draw().replace("-", "")
    assert apart.check(receipt[:-1]) == receipt[-1]
    derived = receipts.derive(receipt, bytes(32))
    assert apart.receipt(receipt, bytes(32)) == (derived.lookup, derived.key)
