"""`tejido record`: from files and from an address, in words and as JSON."""

import functools
import http.server
import json
import threading
import urllib.parse

import pytest
from click.testing import CliRunner

from tejido.cli.record import record
from tejido.engines.record.example import LOG, WITNESS, example_files

FILES = example_files()
LEAVES = FILES["leaves.jsonl"].splitlines(keepends=True)


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def folder(tmp_path):
    """The tiny record, as its command writes it."""
    assert CliRunner().invoke(record, ["example", str(tmp_path)]).exit_code == 0
    return tmp_path


class Pages(http.server.BaseHTTPRequestHandler):
    """A site that publishes its record in pages of two lines."""

    def __init__(self, files, pages, *args):
        self.files, self.pages = files, pages
        super().__init__(*args)

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        content = self.files.get(address.path.removeprefix("/record/"))
        if content is None:
            self.send_error(404)
            return
        if address.query and self.pages:
            start = int(urllib.parse.parse_qs(address.query)["from"][0])
            lines = [line for line in content.splitlines(keepends=True) if json.loads(line)["index"] >= start]
            content = b"".join(lines[:2])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Keep the tests quiet."""


@pytest.fixture
def site():
    """A site on this machine; give the files it publishes, get its address."""
    running = []

    def serve(files, pages=True):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, files, pages))
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/record"

    yield serve
    for server in running:
        server.shutdown()
        server.server_close()


def verify(*arguments):
    """Run the command; give its exit code and its JSON."""
    run = CliRunner().invoke(record, ["verify", *map(str, arguments), "--json"])
    return run.exit_code, json.loads(run.stdout)


def test_verify_of_the_example_says_that_it_holds(folder):
    code, found = verify(
        folder / "leaves.jsonl",
        *("--since", folder / "earlier.txt", "--key", LOG.verifier, "--witness", WITNESS.verifier),
    )
    assert (code, found) == (
        0,
        {
            "ok": True,
            "size": 5,
            "root": FILES["checkpoint.txt"].decode().split("\n")[2],
            "problems": [],
            "signers": [str(LOG.verifier), str(WITNESS.verifier)],
            "texts": {"checked": 1, "withdrawn": 1, "absent": 0},
        },
    )


def test_verify_takes_the_folder_for_its_leaves(folder):
    assert verify(folder) == verify(folder / "leaves.jsonl")


def test_verify_without_texts_counts_them_as_absent(folder):
    (folder / "texts.jsonl").unlink()
    code, found = verify(folder)
    assert (code, found["texts"]) == (0, {"checked": 0, "withdrawn": 0, "absent": 2})


def test_verify_in_words_says_where_the_key_came_from(folder):
    run = CliRunner().invoke(record, ["verify", str(folder)])
    assert run.exit_code == 0
    assert run.stdout.splitlines() == [
        f"5 leaves, root {FILES['checkpoint.txt'].decode().splitlines()[2]}",
        "texts: 1 compared, 1 withdrawn, 0 not published",
        f"signed by {LOG.verifier}",
        "that key comes from the record itself: compare it with one you trust, or give --key",
        "The record holds.",
    ]


def test_verify_of_a_changed_leaf_names_the_problem_and_exits_with_one(folder):
    changed = FILES["leaves.jsonl"].replace(b'"due":"2025-06-30"', b'"due":"2026-06-30"')
    (folder / "leaves.jsonl").write_bytes(changed)
    code, found = verify(folder)
    assert (code, found["ok"], found["size"]) == (1, False, 5)
    assert found["problems"] == ["the leaves do not give the root that the checkpoint states"]


def test_verify_in_words_ends_with_one_line_on_standard_error(folder):
    (folder / "leaves.jsonl").write_bytes(b"".join(LEAVES[:4]))
    run = CliRunner().invoke(record, ["verify", str(folder)])
    assert (run.exit_code, run.stderr) == (1, "The record does not hold.\n")
    assert "- the checkpoint speaks of 5 leaves, the log has 4" in run.stdout.splitlines()


def test_verify_of_a_log_without_its_opening_leaf_says_that_no_key_is_known(folder):
    leaf = LEAVES[0].replace(b"record.log.opened", b"record.log.started")
    (folder / "leaves.jsonl").write_bytes(b"".join([leaf, *LEAVES[1:]]))
    run = CliRunner().invoke(record, ["verify", str(folder)])
    assert run.exit_code == 1
    assert "signed by" not in run.stdout


@pytest.mark.parametrize("missing", ["leaves.jsonl", "checkpoint.txt"])
def test_verify_without_a_file_says_so_in_one_line(folder, missing):
    (folder / missing).unlink()
    run = CliRunner().invoke(record, ["verify", str(folder / "leaves.jsonl"), "--json"])
    assert (run.exit_code, run.stdout, run.stderr) == (
        1,
        "",
        f"Error: {folder / missing}: No such file or directory\n",
    )


def test_verify_with_a_malformed_key_says_so_in_one_line(folder):
    run = CliRunner().invoke(record, ["verify", str(folder), "--key", "nonsense"])
    assert (run.exit_code, run.stderr) == (1, "Error: a verifier key has the form name+id+key\n")


def test_verify_of_a_file_without_line_ends_is_refused_and_not_held_whole(folder):
    (folder / "leaves.jsonl").write_bytes(b"x" * 1_000_000)
    code, found = verify(folder)
    assert (code, found["ok"]) == (1, False)


def test_verify_reads_an_address_page_by_page(site, folder):
    assert verify(site(FILES)) == verify(folder)
    assert verify(f"{site(FILES)}/leaves.jsonl") == verify(folder)


def test_verify_reads_an_address_up_to_its_checkpoint_while_the_record_grows(site):
    grown = {
        **FILES,
        "checkpoint.txt": FILES["earlier.txt"],
        "texts.jsonl": FILES["texts.jsonl"],
    }
    code, found = verify(site(grown))
    assert (code, found["size"], found["texts"]) == (0, 3, {"checked": 1, "withdrawn": 0, "absent": 0})


def test_verify_of_an_address_without_texts_passes(site):
    files = {name: content for name, content in FILES.items() if name != "texts.jsonl"}
    code, found = verify(site(files))
    assert (code, found["texts"]["absent"]) == (0, 2)


def test_verify_of_an_address_that_lacks_leaves_finds_it(site):
    code, found = verify(site({**FILES, "leaves.jsonl": b"".join(LEAVES[:3])}))
    assert (code, found["size"]) == (1, 3)
    assert "the checkpoint speaks of 5 leaves, the log has 3" in found["problems"]


def test_verify_reads_a_record_that_is_served_as_plain_files(site, folder):
    assert verify(site(FILES, pages=False)) == verify(folder)


def test_verify_of_an_address_with_texts_without_index_ends(site):
    code, found = verify(site({**FILES, "texts.jsonl": b"nonsense\n" * 3}, pages=False))
    assert (code, found["problems"]) == (
        1,
        [f"line {line} of the texts is not of its form" for line in (1, 2, 3)],
    )


def test_verify_of_an_address_without_a_record_says_so_in_one_line(site):
    address = site({})
    run = CliRunner().invoke(record, ["verify", address])
    assert (run.exit_code, run.stderr) == (1, f"Error: {address}/checkpoint.txt: 404 Not Found\n")
