"""Sixty-four people tell something at once, for a minute, on SQLite and on PostgreSQL, one in ten with a photo of 5 MB.

Then the same with the server killed (SIGKILL) in the middle and started again. Afterwards every receipt that was shown
must open its thread, whole; nothing may have come twice; nothing may be lost. BENCH_SECONDS shortens it.
"""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.installed import demo_home, run, served
from bench.measuring import Row
from bench.telling import Sender, Told, checked, listening, photo

SENDERS, ONE_IN = 64, 10
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
DOWN = 1.0  # seconds between the kill and the new start
PLENTY = {"TEJIDO_REPORTS_PER_HOUR": "1000000"}  # the quota slows a flood, and a flood is what this is


def rows() -> Iterator[dict[str, Any]]:
    """Send on both databases."""
    from tejido.cli.postgres import own_server

    picture = photo()
    with tempfile.TemporaryDirectory(prefix="tejido-bench-senders-") as folder:
        home = Path(shutil.copytree(demo_home(), Path(folder) / "sqlite"))
        yield from _both(home, "SQLite", picture, PLENTY)
        with own_server(durable=True) as address:
            home, more = Path(folder) / "postgresql", PLENTY | {"DATABASE_URL": address}
            run(home, "-m", "tejido", "demo", "--no-serve", **more)
            yield from _both(home, "PostgreSQL", picture, more)


def _both(home: Path, name: str, picture: bytes, more: dict[str, str]) -> Iterator[dict[str, Any]]:
    to = listening(home, **more)
    sent_before = 0
    for kills in (False, True):
        told, cost = _sent(home, to, picture, more, kills=kills)
        found = checked(home, told, **more)
        yield _row(name, told, found, cost, sent_before, kills=kills)
        sent_before = found["threads"]


def _sent(home: Path, to: str, picture: bytes, more: dict[str, str], *, kills: bool) -> tuple[Told, float]:
    told, until = Told(), time.monotonic() + SECONDS
    with served(home, **more) as site:
        began = site.cpu_s()
        senders = [
            threading.Thread(
                target=Sender(site.port, to, told, picture).send_until,
                args=(until,),
                kwargs={"every": ONE_IN, "first": number},
                daemon=True,
            )
            for number in range(SENDERS)
        ]
        for one in senders:
            one.start()
        if not kills:
            _wait_for(senders)
            return told, site.cpu_s() - began
        time.sleep(SECONDS / 2)
        site.kill()
        time.sleep(DOWN)
        with served(home, port=site.port, **more):
            _wait_for(senders)
    return told, 0.0


def _wait_for(senders: list[threading.Thread]) -> None:
    for one in senders:
        one.join()


def _row(name: str, told: Told, found: dict[str, Any], cost: float, before: int, *, kills: bool) -> dict[str, Any]:
    """Say whether all arrived once: every report is one new thread, every receipt opens it, whole."""
    texts, photos = told.waits(photo=False), told.waits(photo=True)
    number = len(told.sent)
    holds = not found["problems"] and not told.given_up and found["threads"] - before == number
    words = [f"{number} reports, {len(photos)} with a photo; none lost, none doubled: {'yes' if holds else 'NO'}"]
    words += [f"wait of a text p50 {_at(texts, 0.5):.2f} s, p99 {_at(texts, 0.99):.2f} s"]
    words += [f"with photo p99 {_at(photos, 0.99):.2f} s", f"forms that came back {told.came_back}"]
    if kills:
        words += [f"lines broken {told.broken}", f"arrived without a receipt {number - len(told.receipts)}"]
    title = f"{SENDERS} senders for {SECONDS:.0f} s on {name}{', killed in the middle' if kills else ''}"
    row = Row(title, cost / max(number, 1), "no peer", None, None, holds, note="; ".join(words)).as_json()
    return row | {
        "reports": number,
        "p99_text_s": _at(texts, 0.99),
        "p99_photo_s": _at(photos, 0.99),
        "problems": found["problems"][:20],
        "given_up": len(told.given_up),
    }


def _at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] if waits else float("nan")
