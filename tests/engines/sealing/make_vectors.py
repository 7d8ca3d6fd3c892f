"""Makes vectors/: `python -m tests.engines.sealing.make_vectors`.

All in vectors.json follows from the words in `drawn`, so that whoever runs this gets the same file. libsodium draws the
start of its file streams itself: file.sealed and bundle.sealed are new each time, and only read by the tests.
"""

import hashlib
import json
from pathlib import Path

from nacl import bindings as sodium

from tejido.engines.sealing import Context, FileHeader, bundle, seal_file
from tests.engines.sealing import apart

FOLDER = Path(__file__).parent / "vectors"
WHERE = {"report": "report of the vectors", "item": "item of the vectors", "kind": "reporter", "version": 1}
TEXTS = ["", "Hoy pasaron otra vez a cobrar.", "ñ" * 3000]
PASSWORD = "contraseña de ejemplo"
CONTENT = b"No es una foto. " * 1000


def drawn(name, size=32):
    """What would be drawn at random, from a name."""
    return hashlib.blake2b(name.encode(), digest_size=size, person=b"tejido vectors").digest()


def address():
    return apart.address(drawn(WHERE["report"], 16), drawn(WHERE["item"], 16), WHERE["kind"], WHERE["version"])


def vectors():
    """Everything in vectors.json."""
    context = {"report": drawn(WHERE["report"], 16).hex(), "item": drawn(WHERE["item"], 16).hex(), "version": 1}
    return {
        "context": {**context, "kind": WHERE["kind"], "address": address().decode()},
        "fingerprints": [_fingerprint(b""), _fingerprint(drawn("signing"))],
        "locked": [_locked("cheap", 1, 8192), _locked("as in use", 3, 65536)],
        "wraps": [_wrap(b"", "wrap of the thread"), _wrap(drawn(WHERE["item"], 16), "wrap of the item")],
        "small": _small(),
        "items": [_item(text, f"item {number}") for number, text in enumerate(TEXTS)],
        "receipts": [_receipt(f"receipt {number}") for number in range(3)],
        "statement": _statement(),
        "printed": _printed(),
        "file": {"key": drawn("key of the file").hex(), "name": "cobro.jpg", "content_sha256": _sha(CONTENT)},
        "bundle": {"private": drawn("private").hex(), "texts": TEXTS[1:]},
    }


def _fingerprint(signing):
    public = sodium.crypto_scalarmult_base(drawn("private"))
    return {"public": public.hex(), "signing": signing.hex(), "fingerprint": apart.fingerprint(public, signing)}


def _locked(name, passes, kibibytes):
    head = passes.to_bytes(4, "big") + kibibytes.to_bytes(4, "big") + drawn(f"salt {name}", 16)
    key = apart.password_key(PASSWORD, passes, kibibytes, head[8:])
    sealed = apart.box(b"L1", key, drawn("private"), head, drawn(f"nonce {name}", 24))
    return {"password": PASSWORD, "secret": drawn("private").hex(), "locked": (b"L1" + head + sealed).hex()}


def _wrap(item, name):
    public = sodium.crypto_scalarmult_base(drawn("private"))
    where = b"|".join([b"wrap", drawn(WHERE["report"], 16), item, b"organisation"])
    wrapped = apart.wrapped(drawn("key"), public, where, drawn(name))
    return {
        "private": drawn("private").hex(),
        "address": where.hex(),
        "secret": drawn("key").hex(),
        "wrapped": wrapped.hex(),
    }


def _small():
    sealed = apart.box(b"S1", drawn("key"), drawn("private"), b"where it lies", drawn("nonce small", 24))
    return {
        "key": drawn("key").hex(),
        "address": b"where it lies".hex(),
        "data": drawn("private").hex(),
        "sealed": sealed.hex(),
    }


def _item(text, name):
    sealed = apart.box(b"I1", drawn("key"), apart.padded(text.encode()), address(), drawn(f"nonce {name}", 24))
    return {"key": drawn("key").hex(), "text": text, "sealed": sealed.hex() if len(sealed) < 5000 else _sha(sealed)}


def _receipt(name):
    signs = "".join(apart.ALPHABET[byte % 32] for byte in drawn(name, 20))
    signs += apart.check(signs)
    lookup, key = apart.receipt(signs, drawn("pepper"))
    grouped = "-".join([signs[0:4], signs[4:8], signs[8:12], signs[12:16], signs[16:21]])
    return {"receipt": grouped, "pepper": drawn("pepper").hex(), "lookup": lookup.hex(), "key": key.hex()}


def _statement():
    public = sodium.crypto_scalarmult_base(drawn("private"))
    signing, secret = sodium.crypto_sign_seed_keypair(drawn("seed"))
    text = f"tejido1 organisation key\n{drawn('organisation', 16).hex()}\n2\n{public.hex()}\n{signing.hex()}\n-\n"
    signature = sodium.crypto_sign(text.encode(), secret)[:64]
    return {
        "organisation": drawn("organisation", 16).hex(),
        "version": 2,
        "public": public.hex(),
        "signing": signing.hex(),
        "statement": text,
        "signature": signature.hex(),
    }


def _printed():
    public = sodium.crypto_scalarmult_base(drawn("private"))
    signs = apart.base32(public) + apart.print_check(public, 4)
    parts = [drawn("private")[:20], drawn("private")[20:]]
    lines = [
        (f"{number:02d}", apart.base32(part) + apart.print_check(bytes([number]) + part, 2))
        for number, part in enumerate(parts, 1)
    ]
    return {
        "public": public.hex(),
        "public_printed": "-".join(signs[at : at + 4] for at in range(0, len(signs), 4)),
        "data": drawn("private").hex(),
        "lines": [" ".join([number, *(s[at : at + 4] for at in range(0, len(s), 4))]) for number, s in lines],
    }


def _sha(data):
    return hashlib.sha256(data).hexdigest()


def sealed_file():
    context = Context(drawn(WHERE["report"], 16), drawn(WHERE["item"], 16), "file")
    header = FileHeader("cobro.jpg", "image/jpeg", len(CONTENT))
    return b"".join(seal_file(drawn("key of the file"), [CONTENT], header, context))


def sealed_bundle():
    report = drawn(WHERE["report"], 16)
    items = [
        bundle.SealedItem(drawn(f"id {number}", 16), "reporter", "2026-11-22", _bundled(text, number))
        for number, text in enumerate(TEXTS[1:])
    ]
    wraps = [bundle.SealedWrap(bytes.fromhex(_wrap(b"", "wrap of the thread")["wrapped"]))]
    threads = [bundle.SealedThread(report, "2026-11-22", wraps=wraps, items=items)]
    return b"".join(bundle.write(threads, to=[sodium.crypto_scalarmult_base(drawn("private"))]))


def _bundled(text, number):
    where = apart.address(drawn(WHERE["report"], 16), drawn(f"id {number}", 16), "reporter", 1)
    return apart.box(b"I1", drawn("key"), apart.padded(text.encode()), where, drawn(f"bundled {number}", 24))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "vectors.json").write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n")
    (FOLDER / "file.sealed").write_bytes(sealed_file())
    (FOLDER / "bundle.sealed").write_bytes(sealed_bundle())
