"""What sealing itself costs: CPU seconds of the cryptography of one report of 1,000 characters, as the vault seals it.

Peer: age's own parts (X25519, HKDF, ChaCha20-Poly1305) called through the same library, without padding, addresses or
commitments: two recipients' stanzas and one payload. It is what any such design pays at least.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from typing import Any

from nacl import bindings as sodium
from nacl.utils import random

from bench.measuring import Row, compare
from tejido.engines import sealing
from tejido.engines.sealing import Context, FileHeader, Pair

TEXT = ("Pasaron otra vez a cobrar, son los mismos del martes. " * 20)[:1000].encode()
PEPPER = bytes(32)
AGE = "age's parts, two recipients (same library)"
RUNS = 9
REPORTS = 200
PHOTO = 5_000_000
GOAL_S = 0.002


def rows() -> Iterator[dict[str, Any]]:
    """Measure sealing a report, opening it by receipt, opening it as a member, and a photo of 5 MB."""
    member = sealing.draw_pair()
    report = seal_report(member.public)
    times = range(REPORTS)
    row = compare(
        "seal a report of 1,000 characters and draw its receipt",
        lambda: [len(seal_report(member.public)) > 0 for _ in times],
        AGE,
        lambda: [len(_age(TEXT, [member.public, member.public])) > 0 for _ in times],
        runs=RUNS,
    )
    yield _each(row, f"goal <= {GOAL_S} s")
    yield _alone("open it by its receipt", lambda: open_by_receipt(report))
    yield _alone("open it as a member", lambda: open_as_member(report, member))
    yield _photo(report)


def crypto_cpu_s() -> float:
    """Return the CPU seconds of sealing one report, for those who compare theirs with it."""
    member = sealing.draw_pair()
    began = time.process_time()
    for _ in range(REPORTS):
        seal_report(member.public)
    return (time.process_time() - began) / REPORTS


def seal_report(to: bytes) -> dict[str, Any]:
    """Everything that is sealed for one report: a thread's keys for both sides, the first text, the receipt."""
    pair, key, inside = sealing.draw_pair(), sealing.draw_key(), sealing.draw_key()
    receipt = sealing.receipts.draw()
    derived = sealing.receipts.derive(receipt, PEPPER)
    thread, context = random(16), Context(random(16), random(16), "reporter")
    return {
        "receipt": receipt,
        "lookup": derived.lookup,
        "thread": thread,
        "public": pair.public,
        "context": context,
        "locked": sealing.seal_small(derived.key, pair.private, thread),
        "reporter": sealing.wrap(key, pair.public, sealing.wrap_address(thread, "reporter")),
        "organisation": sealing.wrap(key + inside, to, sealing.wrap_address(thread, "organisation")),
        "item": sealing.seal_item(key, TEXT, context=context),
    }


def open_by_receipt(report: dict[str, Any]) -> bytes:
    """What the reporter's coming back costs."""
    derived = sealing.receipts.derive(report["receipt"], PEPPER)
    pair = Pair(sealing.open_small(derived.key, report["locked"], report["thread"]), report["public"])
    key = sealing.unwrap(report["reporter"], pair, sealing.wrap_address(report["thread"], "reporter"))
    return sealing.open_item(key, report["item"], context=report["context"])


def open_as_member(report: dict[str, Any], pair: Pair) -> bytes:
    """What reading costs whoever has the organisation's key open."""
    address = sealing.wrap_address(report["thread"], "organisation")
    key = sealing.unwrap(report["organisation"], pair, address)[:32]
    return sealing.open_item(key, report["item"], context=report["context"])


def _alone(name: str, work: Callable[[], bytes]) -> dict[str, Any]:
    def reports() -> bool:
        return all(work() == TEXT for _ in range(REPORTS))

    row = compare(name, reports, "no peer", lambda: True, runs=RUNS)
    return _each(row, "") | {"peer_cpu_s": None, "ratio": None}


def _photo(report: dict[str, Any]) -> dict[str, Any]:
    content, key = random(PHOTO), sealing.draw_key()
    header = FileHeader("foto.jpg", "image/jpeg", PHOTO)

    def peer() -> int:
        nonce = random(24)
        sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(content, b"", nonce, key)
        return len(sealed) - 16

    row = compare(
        "seal a photo of 5 MB as a stream, padded",
        lambda: sum(map(len, sealing.seal_file(key, [content], header, report["context"]))),
        "one XChaCha20-Poly1305 box, unpadded",
        peer,
        runs=RUNS,
        same=lambda mine, theirs: mine == sealing.sealed_size(PHOTO) and theirs == PHOTO,
    )
    return row.as_json() | {"note": f"{sealing.sealed_size(PHOTO) / PHOTO:.2f}x the size, which is padding"}


def _age(text: bytes, recipients: list[bytes]) -> bytes:
    key, sealed = random(16), b""
    for public in recipients:
        private = random(32)
        own = sodium.crypto_scalarmult_base(private)
        shared = sodium.crypto_scalarmult(private, public)
        wrapping = _hkdf(shared, own + public, b"age-encryption.org/v1/X25519")
        sealed += own + sodium.crypto_aead_chacha20poly1305_ietf_encrypt(key, b"", bytes(12), wrapping)
    sealed += hmac.digest(_hkdf(key, b"", b"header"), sealed, hashlib.sha256)
    nonce = random(16)
    payload = _hkdf(key, nonce, b"payload")
    return sealed + nonce + sodium.crypto_aead_chacha20poly1305_ietf_encrypt(text, b"", bytes(12), payload)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    drawn = hmac.digest(salt or bytes(32), secret, hashlib.sha256)
    return hmac.digest(drawn, info + b"\x01", hashlib.sha256)


def _each(row: Row, note: str) -> dict[str, Any]:
    found = row.as_json()
    found["ours_cpu_s"] /= REPORTS
    found["peer_cpu_s"] = row.peer_cpu_s / REPORTS if row.peer_cpu_s else None
    found["spread_cpu_s"] = tuple(one / REPORTS for one in row.spread_cpu_s)
    return found | {"note": note}
