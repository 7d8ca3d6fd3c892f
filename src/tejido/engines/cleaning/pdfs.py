"""PDFs drawn page by page into a PDF that holds pictures and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

from tejido.engines.cleaning.contract import Cleaned, Damaged, Kind, Limits, Preview, TooLarge
from tejido.engines.cleaning.images import as_jpeg, draw_preview

_POINTS_PER_INCH = 72
_LONGEST_PAGE = 14_400  # points; ISO 32000-1, annex C.2


@dataclass(frozen=True)
class _Page:
    width: float  # points
    height: float
    pixels: tuple[int, int]
    jpeg: bytes


def draw_pdf(data: bytes, limits: Limits) -> Cleaned:
    """Draw a PDF afresh, what its forms and annotations show included. Raises TooLarge, Damaged."""
    document = _opened(data)
    count = len(document)
    if count > limits.max_pages:
        raise TooLarge("pages", limits.max_pages)
    if count == 0:
        raise Damaged("unreadable")
    # Filled-in fields are drawn; this build of PDFium runs no JavaScript
    document.init_forms()  # type: ignore[no-untyped-call]  # pypdfium2 is untyped
    previews: list[Preview | None] = []
    pages = list(_drawn(document, limits, previews))
    return Cleaned(
        kind=Kind.PDF,
        media_type="application/pdf",
        data=_bound(pages),
        width=pages[0].pixels[0],
        height=pages[0].pixels[1],
        pages=count,
        preview=previews[0],
    )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)  # type: ignore[no-untyped-call]  # pypdfium2 is untyped
    except pdfium.PdfiumError as problem:
        reason = "locked" if "password" in str(problem).lower() else "unreadable"
        raise Damaged(reason) from None


def _drawn(document: pdfium.PdfDocument, limits: Limits, previews: list[Preview | None]) -> Iterator[_Page]:
    room = limits.max_output_bytes
    for number in range(len(document)):
        page = document[number]
        width, height = (min(max(side, 1.0), _LONGEST_PAGE) for side in page.get_size())
        scale = min(limits.page_dpi / _POINTS_PER_INCH, limits.page_side / max(page.get_size()))
        picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        page.close()  # else PDFium keeps every page's decoded pictures in memory
        if number == 0:
            previews.append(draw_preview(picture, limits))
        jpeg = as_jpeg(picture, limits.page_quality)
        room -= len(jpeg)
        if room < 0:
            raise TooLarge("output", limits.max_output_bytes // 2**20)
        yield _Page(width, height, picture.size, jpeg)


def _bound(pages: Iterable[_Page]) -> bytes:
    """Write a PDF with one JPEG a page, and no date, producer or identifier.

    By hand, since PDFium and Pillow both write the second at which the file was made into it.
    """
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids: list[str] = []
    for page in pages:
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        drawing = f"{page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /P Do".encode()
        width, height = page.pixels
        objects += [
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width:.2f} {page.height:.2f}]"
                f"/Resources<</XObject<</P {first + 2} 0 R>>>>/Contents {first + 1} 0 R>>"
            ).encode(),
            b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
            b"/Filter/DCTDecode/Length %d>>stream\n%b\nendstream" % (width, height, len(page.jpeg), page.jpeg),
        ]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file_of(objects)


def _file_of(objects: list[bytes]) -> bytes:
    """Join numbered objects with header, cross-reference table and trailer (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
