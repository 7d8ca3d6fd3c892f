"""What a file is, told by its first bytes and by nothing else."""

from enum import StrEnum

from tejido.engines.cleaning.contract import Damaged, NotAcceptedKind


class Format(StrEnum):
    """The formats that are drawn."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    PDF = "PDF"


_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_PDF_HEADER_WITHIN = 1024  # bytes; readers accept some rubbish before the header (ISO 32000-1, annex H.3.4.1)


def format_of(data: bytes) -> Format:
    """Tell the format of `data`. Raises NotAcceptedKind, or Damaged where there is nothing to tell it by."""
    if not data:
        raise Damaged("empty")
    if data.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data.startswith(_OFFICE):
        raise NotAcceptedKind("office")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise NotAcceptedKind("heic")
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Format.PDF
    raise NotAcceptedKind("unknown")
