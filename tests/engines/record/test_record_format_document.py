"""docs/record-format.md holds the bytes that the example has, and a verifier written from it alone agrees."""

import base64
import hashlib
import io
import json
import re
from pathlib import Path

import pytest

from tejido.engines.record import VerifierKey, verify_log
from tejido.engines.record.example import example_files

DOCUMENT = Path(__file__).parents[3] / "docs" / "record-format.md"
FILES = example_files()


def shown(name):
    """Give the block that the document shows for a file."""
    found = re.search(rf"`{re.escape(name)}`[^\n]*:\n\n```\w+\n(.*?)```\n", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert found, name
    return found[1].encode()


@pytest.mark.parametrize("name", FILES)
def test_document_shows_the_files_of_the_example(name):
    assert shown(name) == FILES[name]


def test_root_computed_as_the_document_says_is_that_of_the_checkpoint():
    leaves = shown("leaves.jsonl").split(b"\n")[:-1]

    def root(part):
        if len(part) == 1:
            return hashlib.sha256(b"\x00" + part[0]).digest()
        k = 1 << (len(part) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + root(part[:k]) + root(part[k:])).digest()

    assert base64.b64encode(root(leaves)).decode() == shown("checkpoint.txt").decode().split("\n")[2]
    assert base64.b64encode(root(leaves[:3])).decode() == shown("earlier.txt").decode().split("\n")[2]


def test_text_hashed_as_the_document_says_is_that_of_its_leaf():
    text = json.loads(shown("texts.jsonl").split(b"\n")[0])
    leaf = json.loads(shown("leaves.jsonl").split(b"\n")[text["index"]])
    material = b"tejido/record/text/v1\x00" + bytes.fromhex(text["salt"]) + text["text"].encode()
    assert hashlib.sha256(material).hexdigest() == leaf["text"]


def test_example_holds_with_its_keys_and_its_earlier_checkpoint():
    log, witness = (VerifierKey.parse(key) for key in shown("keys.txt").decode().splitlines())
    found = verify_log(
        shown("leaves.jsonl").splitlines(),
        shown("checkpoint.txt"),
        keys=[log],
        witnesses=[witness],
        since=shown("earlier.txt"),
        texts=shown("texts.jsonl").splitlines(),
    )
    assert (found.ok, found.signers) == (True, (log, witness))


@pytest.mark.parametrize("name", ["leaves.jsonl", "texts.jsonl", "checkpoint.txt", "earlier.txt"])
def test_any_changed_byte_of_the_example_is_found(name):
    keys = [VerifierKey.parse(key) for key in FILES["keys.txt"].decode().splitlines()]
    missed = []
    for at in range(len(FILES[name])):
        files = dict(FILES)
        files[name] = FILES[name][:at] + bytes([FILES[name][at] ^ 1]) + FILES[name][at + 1 :]
        found = verify_log(
            io.BytesIO(files["leaves.jsonl"]),
            files["checkpoint.txt"],
            keys=keys[:1],
            witnesses=keys[1:],
            since=files["earlier.txt"],
            texts=io.BytesIO(files["texts.jsonl"]),
        )
        if found.ok:
            missed.append(at)
    assert missed == []
