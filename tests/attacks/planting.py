"""Marker strings planted through the real form, wherever somebody could write one, and what must never hold them.

`plant(client)` sends reports and comes back with their receipts; `Planted.found_in(data)` names the markers in some
bytes, however they may have been encoded. tests/attacks search databases, media, logs, sessions and temporary folders.
"""

import base64
import io
from dataclasses import dataclass, field
from itertools import count

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tejido.ground.organisations.models import Organisation
from tests.factories.listening import TOKEN, come_back, receipt_in, told

REPORTS = 8
WORDS_OF_EACH = 12


@dataclass
class Planted:
    """The markers and receipts that were planted."""

    markers: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=lambda: count(1000))

    def fresh(self) -> str:
        """Return a marker that no other place holds."""
        self.markers.append(f"qzx{next(self._number)}vwk")
        return self.markers[-1]

    def secrets(self) -> list[str]:
        """Return every string that nothing outside the seals may hold."""
        plain = [receipt.replace("-", "") for receipt in self.receipts]
        return [*self.markers, *self.receipts, *plain]

    def found_in(self, data: bytes) -> set[str]:
        """Return which secrets stand in `data`: as they are, in capitals, or as base64, hex or UTF-16."""
        low = data.lower()
        return {secret for secret in self.secrets() if any(form in low for form in _forms(secret))}


def _forms(secret: str) -> set[bytes]:
    raw = secret.encode()
    shifted = {base64.b64encode(pad + raw)[4:-4].lower() for pad in (b"", b"x", b"xx")}
    return {raw.lower(), raw.hex().encode(), secret.lower().encode("utf-16-le"), *shifted}


def plant(client: Client, to: Organisation) -> Planted:
    """Send reports with markers in every field, file, file name and metadata, add to each, answer wrongly too."""
    planted = Planted()
    m = planted.fresh
    for number in range(REPORTS):
        words = " ".join(m() for _ in range(WORDS_OF_EACH))
        more = {"where": m(), "when": m(), "kind": "threats", "causes": ["weapons"], "original": "on"}
        client.post("/n/a/", {"token": "forged" + m(), "text": m(), "to": m(), "where": m(), "near": m()})
        client.post("/n/a/", {"place": m()})
        answer = told(client, to, words, uploads=_files(m, number), **more)
        receipt = receipt_in(answer)
        planted.receipts.append(receipt)
        client.post("/n/b/", {"receipt": receipt, "last": m()})
        token = TOKEN.search(come_back(client, receipt).content.decode())[1]
        client.post("/n/c/", {"token": token, "text": m(), "uploads": [_recording(m)]})
        come_back(client, m())
    return planted


def _files(m, number: int) -> list[SimpleUploadedFile]:
    return [(_jpeg, _png, _pdf, _recording)[number % 4](m)]


def _recording(m) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{m()}.ogg", b"OggS" + m().encode() * 40, "audio/ogg")


def _jpeg(m) -> SimpleUploadedFile:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x013B] = m(), m()
    Image.new("RGB", (24, 16), "teal").save(out, "JPEG", exif=exif, comment=m().encode())
    return SimpleUploadedFile(f"{m()}.jpg", out.getvalue() + m().encode(), "image/jpeg")


def _png(m) -> SimpleUploadedFile:
    out, info = io.BytesIO(), PngInfo()
    info.add_text("Author", m())
    Image.new("RGB", (24, 16), "teal").save(out, "PNG", pnginfo=info)
    return SimpleUploadedFile(f"{m()}.png", out.getvalue(), "image/png")


def _pdf(m) -> SimpleUploadedFile:
    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.new_page(100, 100)
    made.save(out)
    return SimpleUploadedFile(f"{m()}.pdf", out.getvalue() + f"\n% {m()}\n".encode(), "application/pdf")
