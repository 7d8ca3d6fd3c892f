"""A PostgreSQL server of one's own for a test run: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tejido.cli.words import _

CONNECTIONS = "-c max_connections=60"
DURABLE_FOR_NOBODY = f"-c fsync=off -c full_page_writes=off -c synchronous_commit=off {CONNECTIONS}"


@contextmanager
def own_server(*, durable: bool = False) -> Iterator[str]:
    """Start a server on a free port of the loopback and give its address; stop and delete it at the end.

    What it holds survives a crash of the machine only where it is `durable`, which tests need not pay for.
    PostgreSQL refuses to run as root, so root starts it as the user `postgres`.
    """
    programs = _programs()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="tejido-postgres-"))
    try:
        if as_user:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        data, port = folder / "data", _free_port()
        _run(
            [
                *as_user,
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "tejido",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        options = f"-p {port} -h 127.0.0.1 -k {folder} {CONNECTIONS if durable else DURABLE_FOR_NOBODY}"
        control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-o", options, "-l", str(folder / "log"), "start"])
        try:
            yield f"postgresql://tejido@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise click.ClickException(_("PostgreSQL is missing: sudo apt install postgresql, or set DATABASE_URL"))
    return installed[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/")
    if done.returncode:
        raise click.ClickException(_("PostgreSQL did not start: %(reason)s") % {"reason": done.stderr[-300:]})
