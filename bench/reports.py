"""What a report costs the server: CPU seconds for opening the form and sending 1,000 characters, and crypto's share.

Peer: GlobaLeaks 5, as measured apart on an idle machine of the same kind: 2.2 CPU seconds of its server for one report.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.installed import demo_home, served
from bench.measuring import Row
from bench.sealing import crypto_cpu_s
from bench.telling import Sender, Told, checked, listening, photo

GLOBALEAKS = "GlobaLeaks (measured apart)"
GLOBALEAKS_CPU_S = 2.2
GOAL_S = 0.04
WARM, REPORTS, PHOTOS = 20, 300, 8
PLENTY = {"TEJIDO_REPORTS_PER_HOUR": "1000000"}


def rows() -> Iterator[dict[str, Any]]:
    """Measure text reports one after the other, then reports with a photo of 5 MB, which is drawn afresh."""
    with tempfile.TemporaryDirectory(prefix="tejido-bench-reports-") as folder:
        home = Path(shutil.copytree(demo_home(), Path(folder) / "home"))
        to = listening(home)
        with served(home, **PLENTY) as site:
            told = Told()
            sender = Sender(site.port, to, told, photo())
            _cost(site, sender, WARM, with_photo=False)
            text, picture = (
                _cost(site, sender, REPORTS, with_photo=False),
                _cost(site, sender, PHOTOS, with_photo=True),
            )
        found = checked(home, told)
        holds = found["problems"] == [] and len(told.receipts) == WARM + REPORTS + PHOTOS
        crypto = crypto_cpu_s()
        note = f"goal <= {GOAL_S} s; of it the crypto's own {crypto:.6f} s ({crypto / text:.1%})"
        same = holds and text <= GOAL_S
        row = Row(
            "text report: form opened and sent", text, GLOBALEAKS, GLOBALEAKS_CPU_S, GLOBALEAKS_CPU_S / text, same
        )
        yield row.as_json() | {"note": note, "crypto_cpu_s": crypto}
        note = "nearly all of it is drawing 12 million pixels afresh in a process of its own"
        yield Row("report with a photo of 5 MB", picture, "no peer", None, None, holds, note=note).as_json()


def _cost(site: Any, sender: Sender, number: int, *, with_photo: bool) -> float:
    began = site.cpu_s()
    for _ in range(number):
        sender.send(with_photo=with_photo)
    return (site.cpu_s() - began) / number
