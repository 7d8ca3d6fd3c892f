"""The file of keys: made once, by whoever comes first, readable by its owner only, never replaced."""

import stat
import subprocess
import sys
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from tejido.config.keys import BYTES, load_keys
from tests.cli.running import ROOT

PROGRAM = """
import sys, time
from pathlib import Path
from tejido.config.keys import load_keys
folder = Path(sys.argv[1])
while not (folder / "go").exists():
    pass
print(load_keys(folder / "keys").record.hex())
"""


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    first = load_keys(tmp_path / "keys")
    assert load_keys(tmp_path / "keys") == first
    assert (len(first.people), len(first.record), len(first.django)) == (BYTES, BYTES, 64)
    assert first.people != first.record
    assert stat.S_IMODE((tmp_path / "keys" / "instance.json").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["instance.json"]


def test_two_folders_have_different_keys(tmp_path):
    assert set(load_keys(tmp_path / "a")).isdisjoint(load_keys(tmp_path / "b"))


def test_processes_that_begin_at_once_take_the_same_keys(tmp_path):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT / "src")})
        for _ in range(4)
    ]
    (tmp_path / "go").touch()
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert said == {load_keys(tmp_path / "keys").record.hex()}
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["instance.json"]


def test_threads_that_begin_at_once_take_the_same_keys(tmp_path):
    found, barrier = [], threading.Barrier(8)

    def load():
        barrier.wait()
        found.append(load_keys(tmp_path / "keys"))

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"django": "x"', '{"django": "x", "people": "AAAA", "record": "AAAA"}', '{"django": 1}']
)
def test_damaged_keys_are_named_and_never_replaced(tmp_path, text):
    path = tmp_path / "instance.json"
    path.write_text(text)
    with pytest.raises(ImproperlyConfigured, match=r"instance\.json is damaged .*; put your copy of it back"):
        load_keys(tmp_path)
    assert path.read_text() == text
