"""People who tell something through the safe form, as a browser does: open the form, send, keep the receipt.

A sender loses nothing by itself: where the line breaks it sends the same form again, as somebody does who sees no
answer; where the form comes back it sends it again, with the token that came with it.
"""

import http.client
import io
import json
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import numpy as np
from PIL import Image

from bench.installed import run

FORM, PLACE = "/en/n/a/", "Juárez, Chihuahua"
NEAR = "08037"
RECEIPT = re.compile(r'<p class="receipt code">(.*?)</p>', re.DOTALL)
GROUP = re.compile(r"<span>(\w+)</span>")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
ARRIVED = "has arrived; it was not sent again"
FILES = "uploads"  # the field of files in the form
LETTERS = 1000
PHOTO_BYTES = 5_000_000
BOUNDARY = "tejido-bench-9f3a"
PATIENCE = 240  # seconds that a report which began in time may take to arrive


@dataclass
class Sent:
    """One report: `receipt` is empty where only the word came that it had arrived."""

    marker: str
    has_photo: bool
    receipt: str
    seconds: float


@dataclass
class Told:
    """What came of all senders."""

    sent: list[Sent] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    broken: int = 0
    came_back: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, **more: int) -> None:
        """Count something."""
        with self._lock:
            for name, number in more.items():
                setattr(self, name, getattr(self, name) + number)

    def waits(self, *, photo: bool) -> list[float]:
        """Return how long each report took from sending to its receipt, shortest first."""
        return sorted(one.seconds for one in self.sent if one.has_photo is photo and one.receipt)

    @property
    def receipts(self) -> list[Sent]:
        """Return the reports whose receipts were shown."""
        return [one for one in self.sent if one.receipt]


def photo() -> bytes:
    """Return a JPEG of 12 million pixels and about 5 MB, as a phone makes them."""
    drawn = np.random.default_rng(7)
    ground = np.linspace(40, 200, 4000, dtype=np.float32)[None, :, None]
    for noise in (3, 5, 8, 12, 16, 24):
        pixels = np.clip(ground + drawn.normal(0, noise, (3000, 4000, 3)), 0, 255).astype(np.uint8)
        kept = io.BytesIO()
        Image.fromarray(pixels).save(kept, "JPEG", quality=85)
        if len(kept.getvalue()) >= PHOTO_BYTES:
            break
    return kept.getvalue()


def listening(home: Path, **more: str) -> str:
    """Make an organisation that listens, with one member who reads, and return its id."""
    return json.loads(run(home, "-m", "bench.inside_telling", "listen", **more))["organisation"]


def checked(home: Path, told: Told, **more: str) -> dict[str, Any]:
    """Open every thread by its receipt and as a member; say what does not open, is not whole or came twice."""
    path = home / "told.json"
    path.write_text(json.dumps([[one.marker, one.has_photo, one.receipt] for one in told.sent]))
    return json.loads(run(home, "-m", "bench.inside_telling", "check", str(path), **more))


class Sender:
    """Somebody with a browser."""

    def __init__(self, port: int, to: str, told: Told, picture: bytes = b"") -> None:
        self.port, self.to, self.told, self.picture = port, to, told, picture

    def send_until(self, until: float, *, every: int, first: int) -> None:
        """Send one report after the other; one in `every`, beginning with number `first`, brings the photo."""
        number = first
        while time.monotonic() < until:
            self.send(with_photo=bool(every) and number % every == 0)
            number += 1

    def send(self, *, with_photo: bool = False) -> None:
        """Open the form and send a report until it is known to have arrived."""
        began, marker = time.monotonic(), uuid.uuid4().hex
        token = self._token(began)
        began = time.monotonic()
        while token and time.monotonic() - began < PATIENCE:
            page = self._post(self._form(token, marker, with_photo=with_photo))
            if page is None:
                continue
            receipt = "-".join(GROUP.findall(found[1])) if (found := RECEIPT.search(page)) else ""
            if receipt or ARRIVED in page:
                self.told.sent.append(Sent(marker, with_photo, receipt, time.monotonic() - began))
                return
            self.told.add(came_back=1)
            token = found[1] if (found := TOKEN.search(page)) else self._token(began)
        self.told.given_up.append(marker)

    def _token(self, began: float) -> str:
        while time.monotonic() - began < PATIENCE:
            page = self._post({"place": PLACE.encode()})
            if page and (found := TOKEN.search(page)):
                if f'name="{FILES}"' not in page:
                    raise RuntimeError(f"the form has no field {FILES}: the bench would measure something else")
                return found[1]
        return ""

    def _form(self, token: str, marker: str, *, with_photo: bool) -> dict[str, bytes]:
        text = f"{marker} Pasaron otra vez a cobrar, son los mismos del martes. ".ljust(LETTERS, "x")
        fields = {"token": token, "near": NEAR, "to": self.to, "text": text, "do": "send"}
        made = {name: value.encode() for name, value in fields.items()}
        return made | ({FILES: self.picture} if with_photo else {})

    def _post(self, fields: dict[str, bytes]) -> str | None:
        """Return the page that came, None where the line broke."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            heads = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Accept-Encoding": "gzip, br"}
            line.request("POST", FORM, _body(fields), heads)
            answer = line.getresponse()
            page = answer.read()
            return (brotli.decompress(page) if answer.headers["Content-Encoding"] == "br" else page).decode()
        except (OSError, http.client.HTTPException):
            self.told.add(broken=1)
            time.sleep(0.2)
            return None
        finally:
            line.close()


def _body(fields: dict[str, bytes]) -> bytes:
    parts = []
    for name, value in fields.items():
        is_file = name == FILES
        kind = '; filename="IMG_2041.jpg"\r\nContent-Type: image/jpeg' if is_file else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{kind}\r\n\r\n'
        parts.append(head.encode() + value + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])
