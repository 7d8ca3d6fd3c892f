"""Nothing in clear on disk: while a slow upload runs, no file of the site and no temporary file holds it.

The site's own server answers; temporary folders and home are its own, so whatever appears in them is its doing. Files
that were deleted while open are looked into as well, through /proc.
"""

import os
import re
import shutil
import socket
import stat
import threading
import time
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from bench.browsing import Browser
from bench.installed import _family, served

MARKERS = [f"qzx{part}vwk".encode() for part in ("text", "name", "sound", "where")]
PIECES, PAUSE = 12, 0.15
SIZE = 6 * 2**20  # more than Django, and most servers, hold in memory before they spill
WEIGHT_LIMIT = 400 * 2**20  # bytes of memory that the server may hold while files arrive
BOUNDARY = "tejidoboundary"


@pytest.fixture
def site(told_home, tmp_path):
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    shutil.copytree(told_home, home)
    temporary.mkdir()
    with served(home, TMPDIR=str(temporary), TEMP=str(temporary), TMP=str(temporary)) as running:
        yield running, [home, temporary]


def part(name: str, value: bytes, file: str = "") -> bytes:
    told = f'; filename="{file}"' if file else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + value + b"\r\n"


def body_of(page: str) -> bytes:
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    to = re.search(r'name="to" value="([^"]+)"', page)[1]
    text, name, sound, where = MARKERS
    recording = b"OggS" + (sound + b" ") * (SIZE // (len(sound) + 1))
    return b"".join(
        (
            part("token", token.encode()),
            part("near", b"08037"),
            part("to", to.encode()),
            part("text", text),
            part("where", where),
            part("uploads", recording, f"{name.decode()}.ogg"),
            f"--{BOUNDARY}--\r\n".encode(),
        )
    )


def posted(port: int, path: str, body: bytes, kind: str) -> bytes:
    """Send the body in pieces, slowly, and return the answer."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    heads = {"Host": f"127.0.0.1:{port}", "Content-Type": kind, "Content-Length": len(body), "Connection": "close"}
    head = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    line.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode())
    step = -(-len(body) // PIECES)
    for start in range(0, len(body), step):
        line.sendall(body[start : start + step])
        time.sleep(PAUSE)
    answer = b""
    while piece := line.recv(65536):
        answer += piece
    line.close()
    return answer


def in_clear(folders: list[Path], pid: int) -> set[tuple[str, bytes]]:
    """Which markers stand in which file, or in which file that is open although it has no name any more."""
    found = set()
    for folder in folders:
        found |= {(path.name, marker) for path in folder.rglob("*") for marker in _held(path)}
    for process in _family(pid):
        handles = Path(f"/proc/{process}/fd")
        nameless = [handle for handle in handles.iterdir() if _is_nameless(handle)] if handles.exists() else []
        found |= {(f"nameless {handle.name}", marker) for handle in nameless for marker in _held(handle)}
    return found


def _is_nameless(handle: Path) -> bool:
    try:
        return stat.S_ISREG(handle.stat().st_mode) and str(handle.readlink()).endswith("(deleted)")
    except OSError:
        return False


def _held(path: Path) -> set[bytes]:
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return set()
    return {marker for marker in MARKERS if marker in data or marker.decode() in path.name}


def memory_of(pid: int) -> int:
    """Bytes of memory that the server and its workers hold."""
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in _family(pid)]
    return sum(pages) * 4096


def test_slow_upload_leaves_nothing_in_clear_at_any_moment_and_arrives(site):
    running, folders = site
    page = _form(running.port)
    before, most, seen, answers = memory_of(running.process.pid), 0, set(), []
    body = body_of(page)
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    sender = threading.Thread(target=lambda: answers.append(posted(running.port, "/n/a/", body, kind)))
    sender.start()
    looks = 0
    while sender.is_alive():
        seen |= in_clear(folders, running.process.pid)
        most, looks = max(most, memory_of(running.process.pid)), looks + 1
        time.sleep(0.05)
    sender.join()
    seen |= in_clear(folders, running.process.pid)
    assert b'<p class="receipt code">' in answers[0]
    assert seen == set()
    assert looks >= 5
    assert most - before <= WEIGHT_LIMIT


def test_look_finds_what_lies_in_clear_with_a_name_and_without(tmp_path):
    (tmp_path / "upload").write_bytes(b"x" + MARKERS[2])
    with TemporaryFile(dir=tmp_path) as nameless:
        nameless.write(MARKERS[0])
        nameless.flush()
        found = in_clear([tmp_path], os.getpid())
    assert {marker for _, marker in found} == {MARKERS[0], MARKERS[2]}


def _form(port: int) -> str:
    found = posted(port, "/n/a/", b"place=08037", "application/x-www-form-urlencoded").decode()
    assert Browser(port).get("/n/").status == 200
    return found
