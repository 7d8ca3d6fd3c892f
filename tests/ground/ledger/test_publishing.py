"""The record as files: what a verifier and a witness read, from the site itself."""

import base64
import json
import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.cache import caches
from django.utils import timezone

from tejido.cli import record as command
from tejido.engines.record import VerifierKey, checkpoint, leaf_hash, verify_log
from tejido.engines.record.tree import verify_consistency
from tejido.ground.ledger import keys, publishing, showing
from tejido.ground.ledger.actions import RecordBroken, make_checkpoint, make_daily_checkpoint
from tejido.ground.ledger.models import Checkpoint, Leaf, LeafText, LogSize, Node
from tests.ground.ledger.things import OTHER, act, acts

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PROGRAM = Path(publishing.__file__).parent / "templates/ledger/check_entry.txt"


@pytest.fixture(autouse=True)
def _minute_passed():
    """Each test begins as if nobody had asked for a checkpoint within the minute."""
    caches["default"].clear()


def body(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def pages(client, name: str, last: int) -> list[bytes]:
    """Read page after page as a verifier does."""
    lines, start = [], 0
    while start <= last:
        page = body(client.get(f"/bitacora/{name}?from={start}")).splitlines()
        if not page:
            break
        lines += page
        start = json.loads(page[-1])["index"] + 1
    return lines


def test_published_record_verifies(client, monkeypatch):
    monkeypatch.setattr(publishing, "PAGE", 7)
    acts(30)
    note = body(client.get("/bitacora/checkpoint.txt"))
    key = VerifierKey.parse(body(client.get("/bitacora/key.txt")).decode())
    leaves, texts = pages(client, "leaves.jsonl", 30), pages(client, "texts.jsonl", 30)
    found = verify_log(leaves, note, keys=[key], texts=texts)
    assert (found.ok, found.size, found.texts_checked, found.texts_absent) == (True, 31, 10, 0)


@pytest.mark.django_db(transaction=True)
def test_command_verifies_the_site_at_its_address(live_server):
    acts(12)
    source = command._open(f"{live_server.url}/bitacora")
    found = command._verify(source, [keys.signer().verifier], [], None, quiet=True)
    assert (found.ok, found.size, found.texts_checked) == (True, 13, 4)


def test_command_verifies_the_sites_own_tables(monkeypatch):
    monkeypatch.setattr(publishing, "PAGE", 2)
    run = partial(CliRunner().invoke, command.record, ["verify", "--json"], env={"LANGUAGE": "en"})
    assert run().exit_code == 1
    acts(12)
    done = run()
    assert (done.exit_code, json.loads(done.stdout)["texts"]["checked"]) == (0, 4)
    LeafText.objects.filter(pk=1).update(text="otro")
    assert json.loads(run().stdout)["problems"] == ["the text of leaf 1 is not the one that was recorded"]


def test_text_that_may_not_be_shown_is_not_published(client, monkeypatch):
    monkeypatch.setattr(showing, "_shows", {"thing": lambda ids, today: set()})
    monkeypatch.setattr(publishing, "PAGE", 2)
    acts(12)
    act(subject=OTHER, text="Secreto")
    monkeypatch.setattr(showing, "_shows", {"thing": lambda ids, today: {OTHER.record_name.partition(":")[2]}})
    assert [json.loads(line)["text"] for line in pages(client, "texts.jsonl", 20)] == ["Secreto"]


def test_text_is_published_with_its_salt(client):
    made = act(text="Veinte «lámparas»\nen el parque")
    assert [json.loads(line) for line in pages(client, "texts.jsonl", 1)] == [
        {"index": 1, "salt": made.text_beside.salt.hex(), "text": "Veinte «lámparas»\nen el parque"}
    ]


def test_checkpoint_is_signed_and_states_the_log(client):
    acts(4)
    note = body(client.get("/bitacora/checkpoint.txt"))
    assert checkpoint.verify(note, [keys.signer().verifier])
    assert checkpoint.parse(note).checkpoint.size == 5
    assert checkpoint.parse(note).checkpoint.origin == "127.0.0.1:8000/bitacora"


def test_checkpoint_is_made_at_most_once_a_minute(client):
    act()
    first = body(client.get("/bitacora/checkpoint.txt"))
    act()
    second = body(client.get("/bitacora/checkpoint.txt"))
    assert second != first  # the first of all was made without asking whether a minute had passed
    act()
    assert body(client.get("/bitacora/checkpoint.txt")) == second
    caches["default"].clear()
    assert checkpoint.parse(body(client.get("/bitacora/checkpoint.txt"))).checkpoint.size == 4


def test_checkpoint_of_a_log_that_did_not_grow_is_the_same():
    act()
    first = make_checkpoint(now=NOW)
    assert make_checkpoint(now=NOW + timedelta(days=1)) == first
    assert make_daily_checkpoint(NOW) == "2"
    assert Checkpoint.objects.count() == 1


def test_checkpoint_before_the_first_act_is_none(client):
    assert make_checkpoint(now=NOW) is None
    assert make_daily_checkpoint(NOW) == "0"
    answer = client.get("/bitacora/checkpoint.txt")
    assert (answer.status_code, answer.content) == (404, b"the record has not begun\n")


def test_checkpoint_is_never_of_a_smaller_size():
    acts(6)
    make_checkpoint(now=NOW)
    LogSize.objects.update(size=4)
    with pytest.raises(RecordBroken):
        make_checkpoint(now=NOW)


def test_checkpoint_of_a_rewritten_tree_is_not_signed(client):
    acts(6)
    kept = make_checkpoint(now=NOW)
    acts(2)
    Node.objects.filter(pk=Node.number_of(1, 0)).update(digest=bytes(32))
    Node.objects.filter(pk=Node.number_of(2, 0)).update(digest=bytes(32))
    with pytest.raises(RecordBroken):
        make_checkpoint(now=NOW)
    assert "does not grow" in make_daily_checkpoint(NOW)
    assert body(client.get("/bitacora/checkpoint.txt")).decode() == kept.note


def test_checkpoint_by_another_key_than_the_declared_is_not_made(settings):
    act()
    settings.KEYS = settings.KEYS._replace(record=bytes(32))
    with pytest.raises(RecordBroken, match="key"):
        make_checkpoint(now=NOW)


def test_earlier_checkpoint_can_be_had(client):
    act()
    kept = make_checkpoint(now=NOW)
    act()
    make_checkpoint(now=NOW)
    assert body(client.get("/bitacora/puntos/2.txt")).decode() == kept.note
    assert client.get("/bitacora/puntos/7.txt").status_code == 404


@pytest.mark.parametrize(("count", "index"), [(1, 0), (1, 1), (8, 3), (20, 20), (20, 7)])
def test_program_of_the_page_checks_an_entry_with_its_proof(client, tmp_path, count, index):
    acts(count)
    leaf, proof, program = tmp_path / "leaf.json", tmp_path / "leaf.tlog-proof", tmp_path / "check.py"
    leaf.write_bytes(body(client.get(f"/bitacora/{index}/leaf.json")))
    proof.write_bytes(body(client.get(f"/bitacora/pruebas/inclusion?leaf={index}")))
    program.write_text(PROGRAM.read_text())
    run = [sys.executable, str(program), str(leaf), str(proof)]
    assert subprocess.check_output(run) == b"holds\n"
    leaf.write_bytes(leaf.read_bytes().replace(b"2026", b"2025"))
    assert subprocess.check_output(run) == b"DOES NOT HOLD\n"


def test_inclusion_proof_is_under_the_checkpoint_that_is_asked_for(client):
    acts(3)
    make_checkpoint(now=NOW)
    acts(9)
    proof = body(client.get("/bitacora/pruebas/inclusion?leaf=2&size=4")).decode()
    head, note = proof.split("\n\n", 1)
    assert head.splitlines()[:2] == ["c2sp.org/tlog-proof@v1", "index 2"]
    assert checkpoint.parse(note).checkpoint.size == 4


def test_consistency_proof_is_what_a_witness_takes(client):
    acts(5)
    old = checkpoint.parse(make_checkpoint(now=NOW).note).checkpoint
    acts(9)
    head, note = body(client.get("/bitacora/pruebas/consistencia?first=6")).decode().split("\n\n", 1)
    first, *path = head.splitlines()
    new = checkpoint.parse(note).checkpoint
    assert (first, new.size) == ("old 6", 15)
    assert verify_consistency(6, 15, old.root, new.root, [base64.b64decode(line) for line in path])


def test_leaf_file_is_what_is_hashed(client):
    made = act()
    line = body(client.get("/bitacora/1/leaf.json"))
    assert leaf_hash(line) == bytes(Node.objects.get(pk=Node.number_of(0, made.index)).digest)


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("pruebas/inclusion", 400, "leaf must be a whole number"),
        ("pruebas/inclusion?leaf=x", 400, "leaf must be a whole number"),
        ("pruebas/inclusion?leaf=99", 404, "leaf 99 is not under"),
        ("pruebas/inclusion?leaf=0&size=99", 404, "no checkpoint of 99"),
        ("pruebas/consistencia?first=-1", 400, "first must be"),
        ("pruebas/consistencia?first=99", 400, "no prefix"),
        ("pruebas/consistencia?first=1&second=", 400, "second must be"),
        ("leaves.jsonl?from=99999999999999999999", 400, "from must be"),
        ("99/leaf.json", 404, "no leaf 99"),
        ("99999999999999999999/leaf.json", 404, "no leaf"),
    ],
)
def test_file_that_does_not_exist_is_answered_in_one_line(client, address, status, reason):
    act()
    answer = client.get(f"/bitacora/{address}")
    assert (answer.status_code, answer.content.count(b"\n")) == (status, 1)
    assert reason in answer.content.decode()


def test_pages_of_leaves_end_with_the_log(client):
    acts(3)
    assert body(client.get("/bitacora/leaves.jsonl?from=4")) == b""
    assert body(client.get("/bitacora/texts.jsonl?from=4")) == b""


def test_files_are_read_only(client):
    assert client.post("/bitacora/checkpoint.txt").status_code == 405


def test_everything_of_the_record_is_kept_when_something_is_deleted():
    act(text="Texto")
    with pytest.raises(Exception, match="protected"):
        Leaf.objects.filter(pk=1).delete()
    assert LeafText.objects.count() == 1
