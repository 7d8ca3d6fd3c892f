"""An installation of its own for a bench: a temporary home set up as `tejido demo` does, and its server on a free port.

Nothing of the machine's own installations is touched; home and server end with the bench.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from atexit import register
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
SITE = "from tejido.cli.site import server; server({port}).serve()"
CONSTANT = "from bench.constant import server; server({port}).serve()"
SECONDS_TO_START = 20


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process that shall see the installation in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEJIDO_", "DATABASE_URL"))}
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    mine = {"TEJIDO_HOME": str(home), "TEJIDO_CHECKOUT": str(ROOT), "TEJIDO_DEMO": "yes", "PYTHONPATH": path}
    return kept | mine | {"DJANGO_SETTINGS_MODULE": "tejido.config.settings", "LANGUAGE": "en"} | more


@cache
def demo_home() -> Path:
    """Set the demo up once for all benches of this run."""
    home = Path(tempfile.mkdtemp(prefix="tejido-bench-"))
    register(shutil.rmtree, home, ignore_errors=True)
    run(home, "-m", "tejido", "demo", "--no-serve")
    return home


def run(home: Path, *words: str, **more: str) -> str:
    """Run Python in the installation of `home` and return what it prints."""
    done = subprocess.run(
        [sys.executable, *words], env=environment(home, **more), cwd=ROOT, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"tejido: {' '.join(words)} failed: {done.stderr[-800:]}")
    return done.stdout


@dataclass(frozen=True)
class Running:
    """A server that answers on the loopback."""

    port: int
    process: "subprocess.Popen[bytes]"

    def cpu_s(self) -> float:
        """Return the CPU seconds that the server and its workers have used up to now, with children that ended."""
        return sum(_cpu_s(pid) for pid in _family(self.process.pid))

    def kill(self) -> None:
        """Kill the server and its workers at once (SIGKILL), as a crash would."""
        for pid in _family(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(home: Path, program: str = SITE, *, port: int = 0, **more: str) -> Iterator[Running]:
    """Start the site's own server with one worker, as `tejido serve` does, on `port` or a free one, and end it."""
    port = port or _free_port()
    command = [sys.executable, "-c", program.format(port=port)]
    process = subprocess.Popen(command, env=environment(home, **more), cwd=ROOT, start_new_session=True)
    try:
        _wait(port, process)
        yield Running(port, process)
    finally:
        workers = _family(process.pid) if process.poll() is None else [process.pid]
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pid in workers[1:]:  # none is left, unless the server was killed
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGKILL)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("tejido: the server of the bench did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
            except OSError:
                continue  # it ended while we looked
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu_s(pid: int) -> float:
    fields = _stat(pid)
    return sum(int(field) for field in fields[11:15]) / TICKS  # its own, then those of children it waited for
