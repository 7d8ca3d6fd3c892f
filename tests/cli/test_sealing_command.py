"""`tejido sealing`: a key on paper, a bundle read apart, and nothing in clear that nobody asked for."""

import http.client
import json
import stat
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from tejido.cli.sealing import sealing
from tejido.cli.sealing_reader import Reader
from tejido.cli.sealing_threads import Bundle, safe_name
from tejido.engines import sealing as engine
from tejido.engines.sealing import Context, FileHeader, bundle, keyfile, printed

PASSPHRASE = "cinco palabras que nadie adivina"
PHOTO = b"\xff\xd8\xff" + b"marcador de foto" * 100
PAIR, SIGNING = engine.draw_pair(), engine.draw_signing()
KEY = keyfile.make(PAIR, SIGNING, PASSPHRASE, ops=1, mem=8192)
KEPT = KEY.text("Llave de ejemplo")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text(KEPT)
    return path


def run(*arguments, answers=f"{PASSPHRASE}\n"):
    return CliRunner().invoke(sealing, [str(one) for one in arguments], input=answers)


def said(kind, order, payload):
    return json.dumps({"kind": kind, "hour": "2026-11-20T09", "order": order, "payload": payload}).encode()


def a_thread(report, text, files):
    secret, first, second = engine.draw_key() + engine.draw_key(), b"1" * 16, b"2" * 16
    items = [
        _item(report, second, "organisation", said("answer", 1, {"text": "¿Sigue?", "kinds": ["a", "b"]}), secret[:32]),
        _item(report, first, "reporter", said("first", 0, {"text": text, "where": None}), secret[:32]),
        _item(report, b"3" * 16, "inside", said("note", 2, {"text": "nota"}), secret[32:]),
    ]
    sealed = []
    for number, (name, type_, content) in enumerate(files):
        item = bytes(15) + bytes([number])
        context = Context(report, item, "file")
        data = b"".join(engine.seal_file(secret[:32], [content], FileHeader(name, type_, len(content)), context))
        sealed.append(bundle.SealedFile(item, "file", "2026-11-20", len(data), [data], side="reporter"))
    wraps = [bundle.SealedWrap(engine.wrap(secret, PAIR.public, engine.wrap_address(report, "organisation")))]
    return bundle.SealedThread(report, "2026-11-20", wraps=wraps, items=items, files=sealed)


def _item(report, item, kind, text, key):
    return bundle.SealedItem(item, kind, "2026-11-20", engine.seal_item(key, text, context=Context(report, item, kind)))


@pytest.fixture
def exported(tmp_path):
    files = [("../../cobro.jpg", "image/jpeg", PHOTO), ("nota <b>.html", "text/html", b"<script>alert(1)</script>")]
    threads = [a_thread(b"r" * 16, "Pasaron <i>otra vez</i>", files), a_thread(b"s" * 16, "Otra cosa\x1b[2J", [])]
    path = tmp_path / "threads.bundle"
    path.write_bytes(b"".join(bundle.write(threads, to=[PAIR.public])))
    return path


def test_new_key_is_locked_private_and_never_overwritten(tmp_path):
    path = tmp_path / "recovery.txt"
    made = run("new-key", path, "--name", "Comité", "--json", answers=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout.splitlines()[-1])
    read = keyfile.read(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (told["fingerprint"], told["public"], told["signing"]) == (
        read.fingerprint,
        printed.write_public(read.public),
        "",
    )
    assert engine.Pair(read.unlock(PASSPHRASE)[0].private, read.public) and "# Comité" in path.read_text()
    before = path.read_bytes()
    again = run("new-key", path)
    assert again.exit_code == 1 and "not overwritten" in again.output and path.read_bytes() == before


def test_new_key_for_reading_signs_too(tmp_path):
    path = tmp_path / "reading.txt"
    words = tmp_path / "words"
    words.write_text(f"{PASSPHRASE}\n")
    assert run("new-key", path, "--for", "reading", "--passphrase-file", words).exit_code == 0
    pair, signing = keyfile.read(path.read_text()).unlock(PASSPHRASE)
    assert pair and signing


def test_new_key_needs_a_long_passphrase(tmp_path):
    refused = run("new-key", tmp_path / "key", answers="corta\ncorta\n")
    assert refused.exit_code == 1 and "14 characters" in refused.output
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("form", ["file", "printed", "hexadecimal"])
def test_fingerprint_is_the_same_however_the_key_is_given(key, form):
    given = {
        "file": [key],
        "printed": [printed.write_public(PAIR.public), printed.write_public(SIGNING.public)],
        "hexadecimal": [PAIR.public.hex(), SIGNING.public.hex()],
    }[form]
    told = run("fingerprint", *given, "--json")
    assert json.loads(told.stdout)["fingerprint"] == engine.fingerprint(PAIR.public, SIGNING.public)
    assert KEY.fingerprint in run("fingerprint", *given).stdout


def test_fingerprint_of_something_else_is_refused(tmp_path, key):
    assert run("fingerprint", "no-es-una-llave").exit_code == 1
    (tmp_path / "other").write_text("otra cosa")
    assert "is not a key file" in run("fingerprint", tmp_path / "other").output
    lines = KEPT.replace("\n02 ", "\n02 X", 1)
    key.write_text(lines)
    assert "line 02" in run("fingerprint", key).output


def test_sign_says_which_key_comes_next(tmp_path, key):
    following = keyfile.make(engine.draw_pair(), engine.draw_signing(), PASSPHRASE, ops=1, mem=8192)
    (tmp_path / "next.txt").write_text(following.text())
    organisation = "00000000-0000-4000-8000-000000000001"
    done = run("sign", key, tmp_path / "next.txt", "--organisation", organisation, "--version", "2", "--json")
    told = json.loads(done.stdout.splitlines()[-1])
    stated = engine.statement(bytes.fromhex(organisation.replace("-", "")), 2, following.public, following.signing)
    assert engine.verify(stated, bytes.fromhex(told["signature"]), SIGNING.public)
    (tmp_path / "recovery.txt").write_text(keyfile.make(PAIR, None, PASSPHRASE, ops=1, mem=8192).text())
    refused = run("sign", key, tmp_path / "recovery.txt", "--organisation", organisation, "--version", "2")
    assert refused.exit_code == 1


def test_open_writes_conversations_and_files_for_their_owner_only(tmp_path, exported, key):
    done = run("open", exported, "--key", key, "--into", tmp_path / "clear")
    assert done.exit_code == 0 and "in clear" in done.output, done.output
    written = sorted(path.relative_to(tmp_path / "clear").as_posix() for path in (tmp_path / "clear").rglob("*.*"))
    assert written == ["001/01-cobro.jpg", "001/02-nota _b_.html", "001/conversation.txt", "002/conversation.txt"]
    assert (tmp_path / "clear" / "001" / "01-cobro.jpg").read_bytes() == PHOTO
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "clear").rglob("*.*")}
    assert modes == {0o600} and stat.S_IMODE((tmp_path / "clear").stat().st_mode) == 0o700
    text = (tmp_path / "clear" / "001" / "conversation.txt").read_text()
    assert text.index("Pasaron") < text.index("¿Sigue?") < text.index("nota") and "kinds: a, b" in text
    assert "\x1b" not in (tmp_path / "clear" / "002" / "conversation.txt").read_text()


def test_open_to_standard_output_writes_nothing(tmp_path, exported, key):
    before = sorted(tmp_path.iterdir())
    done = run("open", exported, "--key", key, "--stdout")
    assert "Pasaron <i>otra vez</i>" in done.stdout and sorted(tmp_path.iterdir()) == before


def test_open_of_a_cut_or_changed_bundle_writes_nothing(tmp_path, exported, key):
    whole = exported.read_bytes()
    for wrong in (whole[:-1], whole[:70_000] + b"\0" + whole[70_001:], whole + b"\0", b""):
        exported.write_bytes(wrong)
        refused = run("open", exported, "--key", key, "--into", tmp_path / "clear")
        assert refused.exit_code == 1 and "does not open" in refused.output
        assert not (tmp_path / "clear").exists()


def test_open_with_several_keys_asks_for_each_passphrase_once(tmp_path, exported, key):
    other = tmp_path / "older.txt"
    older = engine.draw_pair()
    other.write_text(keyfile.make(older, None, "otra frase de paso", ops=1, mem=8192).text())
    thread = bundle.SealedThread(
        b"t" * 16,
        "2026-10-20",
        wraps=[bundle.SealedWrap(engine.wrap(b"k" * 64, older.public, engine.wrap_address(b"t" * 16, "organisation")))],
        items=[_item(b"t" * 16, b"1" * 16, "reporter", said("first", 0, {"text": "de octubre"}), b"k" * 32)],
    )
    path = tmp_path / "both.bundle"
    path.write_bytes(b"".join(bundle.write([a_thread(b"r" * 16, "de noviembre", []), thread], to=[PAIR.public])))
    both = run("open", path, "--key", key, "--key", other, "--stdout", answers=f"{PASSPHRASE}\notra frase de paso\n")
    assert "de noviembre" in both.stdout and "de octubre" in both.stdout
    same = run("open", path, "--key", key, "--key", key, "--stdout")
    assert "de noviembre" in same.stdout and "de octubre" not in same.stdout


def test_open_with_wrong_words_or_into_a_used_folder_is_refused(tmp_path, exported, key):
    assert "does not open the key" in run("open", exported, "--key", key, "--stdout", answers="otra frase\n").output
    assert "is not empty" in run("open", exported, "--key", key, "--into", tmp_path).output
    assert run("open", exported, "--key", key).exit_code == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "07-passwd"), ("C:\\a\\b.jpg", "07-b.jpg"), ("", "07-file"), ("..", "07-file")],
)
def test_names_of_files_stay_in_their_folder(name, safe):
    assert safe_name(name, 7) == safe
    assert "/" not in safe_name(f"{name}\0\n/x{'y' * 500}", 7) and len(safe_name("y" * 500, 7)) < 100


@pytest.fixture
def reader(exported):
    """The local reader, running; give its path and headers, get its answer."""
    with Reader(Bundle(exported, [PAIR]), idle_seconds=60) as running:
        thread = threading.Thread(target=running.serve, daemon=True)
        thread.start()
        yield running
        running.ended.set()
        thread.join(5)


def ask(reader, path, *, method="GET", **headers):
    line = http.client.HTTPConnection("127.0.0.1", int(reader.host.partition(":")[2]), timeout=5)
    line.request(method, path, headers={"Host": reader.host, **headers})
    answer = line.getresponse()
    return answer.status, answer.headers, answer.read()


def test_reader_shows_conversations_as_text_and_pictures_as_pictures(reader):
    status, headers, page = ask(reader, f"/{reader.token}/")
    assert (status, page.count(b'<a href="c')) == (200, 2)
    assert "default-src 'none'" in headers["Content-Security-Policy"] and headers["Cache-Control"] == "no-store"
    assert headers["Server"] == "tejido" and b"http" not in page
    _, _, page = ask(reader, f"/{reader.token}/c1")
    assert b"Pasaron &lt;i&gt;otra vez&lt;/i&gt;" in page and b"<script" not in page and b'href="v1"' in page
    _, headers, photo = ask(reader, f"/{reader.token}/v1")
    assert (headers["Content-Type"], photo) == ("image/jpeg", PHOTO)
    _, headers, content = ask(reader, f"/{reader.token}/f2")
    assert headers["Content-Type"] == "application/octet-stream" and headers["Content-Security-Policy"].endswith(
        "sandbox"
    )
    assert headers["Content-Disposition"].startswith("attachment") and content.startswith(b"<script>")


@pytest.mark.parametrize("below", ["c0", "c3", "c", "c" + "1" * 5000, "v2", "f3", "f%C2%B2", "x", "c1/..", "../"])
def test_reader_has_nothing_else(reader, below):
    status, _, page = ask(reader, f"/{reader.token}/{below}")
    assert (status, page) == (404, b"")


def test_reader_answers_only_who_knows_its_address_under_its_own_name(reader):
    wrong = [
        ("/", {}),
        ("/favicon.ico", {}),
        (f"/{reader.token[:-1]}/", {}),
        (f"/{reader.token}x/", {}),
        (f"/{reader.token}/", {"Host": "evil.example"}),
        (f"/{reader.token}/", {"Host": f"localhost:{reader.host.partition(':')[2]}"}),
    ]
    assert [ask(reader, path, **headers)[0] for path, headers in wrong] == [404] * len(wrong)
    assert ask(reader, f"/{reader.token}/close", method="POST", Origin="https://evil.example")[0] == 404
    assert not reader.ended.is_set()


def test_reader_ends_when_it_is_closed(reader):
    assert ask(reader, f"/{reader.token}/close", method="POST", Origin=f"http://{reader.host}")[0] == 200
    assert reader.ended.wait(5)


def test_reader_ends_by_itself(exported):
    with Reader(Bundle(exported, [PAIR]), idle_seconds=0) as running:
        running.serve()


def test_bundle_of_another_key_is_refused_before_anything_is_shown(tmp_path, exported):
    other = tmp_path / "other.txt"
    other.write_text(keyfile.make(engine.draw_pair(), None, PASSPHRASE, ops=1, mem=8192).text())
    refused = run("read", exported, "--key", other)
    assert refused.exit_code == 1 and "does not open" in refused.output


def test_conversation_for_another_key_says_so(tmp_path, key):
    other = engine.draw_pair()
    thread = bundle.SealedThread(b"t" * 16, "2026-11-20", "2026-11-21")
    path = tmp_path / "two.bundle"
    path.write_bytes(b"".join(bundle.write([thread], to=[other.public, PAIR.public])))
    done = run("open", path, "--key", key, "--stdout")
    assert "not sealed to this key" in done.stdout and "closed on 2026-11-21" in done.stdout


def test_nothing_of_a_bundle_lies_on_the_disk_while_it_is_read(reader, tmp_path):
    for path in ("", "c1", "v1", "f2"):
        ask(reader, f"/{reader.token}/{path}")
    assert not [file for file in Path(tmp_path).rglob("*") if file.is_file() and b"marcador" in file.read_bytes()]
