"""What the engine promises: limits, results and refusals."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

READY = b"ready\n"  # what the drawing process says once it has shut itself in


class Kind(StrEnum):
    """What a file is, decided by its content."""

    IMAGE = "image"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much a file may be and how much the drawing of it may take.

    A phone's photo has 12 to 64 million pixels. An A4 page at 144 dots per inch is 1,191 x 1,684 pixels.
    """

    max_bytes: int = 25 * 1024 * 1024
    max_pixels: int = 64_000_000  # of an image as it comes in
    longest_side: int = 4096  # of an image as it goes out, in pixels; larger ones are made smaller
    preview_side: int | None = None  # longest side of a small picture to make besides; None: make none
    preview_bytes: int | None = None  # what the small picture should weigh at most; it gets coarser for it
    max_pages: int = 60
    page_dpi: int = 144
    page_side: int = 2400  # longest side of a drawn page in pixels; a larger page is drawn more coarsely
    image_quality: int = 85  # JPEG, 1 to 95
    page_quality: int = 75  # JPEG, 1 to 95
    max_output_bytes: int = 64 * 1024 * 1024
    memory_bytes: int = 1024 * 1024 * 1024  # address space of the drawing process
    cpu_seconds: int = 30
    wall_seconds: float = 45.0  # from asking to the result, waiting for a free process included


@dataclass(frozen=True, kw_only=True)
class Region:
    """A rectangle of a picture as it is shown upright, in shares of its width and height from the upper left corner.

    Raises ValueError where it is empty or reaches beyond the picture.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError("a region lies within the picture")


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A small picture of an image, or of the first page of a PDF."""

    media_type: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """A file drawn afresh; width and height in pixels, of the first page where it is a PDF."""

    kind: Kind
    media_type: str  # image/jpeg, image/png or application/pdf
    data: bytes
    width: int
    height: int
    pages: int
    preview: Preview | None = None


class NotCleaned(Exception):  # noqa: N818  refusals read as sentences: Damaged, TooLarge
    """A file was refused: `reason` says why, `limit` the number passed; str() is a sentence with the mend."""

    sentences: ClassVar[dict[str, str]] = {}

    def __init__(self, reason: str, limit: int = 0) -> None:
        super().__init__(self.sentences[reason].format(limit=limit))
        self.reason = reason
        self.limit = limit


class NotAcceptedKind(NotCleaned):
    """The content is no JPEG, PNG, WebP or PDF, whatever the name says."""

    sentences = {
        "unknown": "This is neither a photo (JPEG, PNG, WebP) nor a PDF; save it as one of these first.",
        "heic": "Photos in HEIC format are not accepted; export the photo as JPEG and choose that.",
        "office": "Office documents and archives are not accepted; save the document as PDF and choose that.",
    }


class TooLarge(NotCleaned):
    """The file has more bytes, pixels or pages than the limits allow, or needs more memory."""

    sentences = {
        "bytes": "The file is larger than {limit} MB; make it smaller or divide it and choose it again.",
        "pixels": "The picture has more than {limit} million pixels; make it smaller and choose it again.",
        "pages": "The PDF has more than {limit} pages; divide it into parts and choose them one by one.",
        "memory": "The file takes too much memory to draw; make it smaller and choose it again.",
        "output": "The file drawn afresh is larger than {limit} MB; divide it or save it at a smaller size.",
    }


class Damaged(NotCleaned):
    """The content begins like an accepted kind and cannot be drawn."""

    sentences = {
        "empty": "The file is empty; choose it again, or make the copy anew.",
        "unreadable": "The file is damaged or incomplete; open it, save it anew and choose that.",
        "locked": "The PDF is locked with a password; save a copy without the password and choose that.",
    }


class TookTooLong(NotCleaned):
    """The drawing passed its time, or no drawing process was free in time."""

    sentences = {
        "drawing": "The file takes too long to draw; divide it or save it in a simpler form.",
        "busy": "Too many files are being read just now; try again in a minute.",
    }


REFUSALS: dict[str, type[NotCleaned]] = {
    refusal.__name__: refusal for refusal in (NotAcceptedKind, TooLarge, Damaged, TookTooLong)
}
