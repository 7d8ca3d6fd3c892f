"""Files that carry more than a picture: what a phone, an office or an attacker may send."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"Calle-Secreta-17"
SECRETS = (
    SECRET,
    SECRET.decode().encode("utf-16-be"),
    SECRET.decode().encode("utf-16-le"),
    SECRET.hex().encode(),
)


def halves(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A picture whose upper half is red and whose lower half is blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, size[1] // 2, size[0], size[1]))
    return picture.convert(mode)


def encoded(picture: Image.Image, format: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **how)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Exif data with a place, a camera, a comment and a thumbnail's worth of bytes."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = SECRET.decode()
    data[0x9286] = SECRET
    data.get_ifd(0x8825).update({1: "N", 2: (19.0, 25.0, 57.0), 3: "W", 4: (99.0, 7.0, 59.0), 29: SECRET.decode()})
    return data


def exif_with_thumbnail(orientation: int) -> bytes:
    """The same with a small JPEG in a second directory, where cameras put their thumbnails."""
    tiff = bytearray(exif(orientation).tobytes().removeprefix(b"Exif\0\0"))
    assert tiff.startswith(b"MM\0*\0\0\0\x08")
    entries = struct.unpack_from(">H", tiff, 8)[0]
    struct.pack_into(">I", tiff, 10 + 12 * entries, len(tiff))
    small = encoded(Image.new("RGB", (16, 16), "yellow"), "JPEG", comment=SECRET)
    place = len(tiff) + 2 + 12 * 2 + 4
    tiff += struct.pack(">HHHIIHHIII", 2, 0x0201, 4, 1, place, 0x0202, 4, 1, len(small), 0) + small
    return b"Exif\0\0" + bytes(tiff)


def laden_jpeg(orientation: int = 1) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    jpeg = encoded(
        halves(),
        "JPEG",
        quality=95,
        exif=exif_with_thumbnail(orientation),
        comment=SECRET,
        icc_profile=profile,
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>",
    )
    return jpeg + b"PK\x03\x04" + SECRET


def laden_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_text("Comment", SECRET.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    text.add(b"prVt", SECRET)
    png = encoded(halves(), "PNG", pnginfo=text, exif=exif(), dpi=(300, 300))
    return png + b"<?php " + SECRET + b" ?>"


def laden_webp() -> bytes:
    return encoded(halves(), "WEBP", lossless=True, exif=exif(), xmp=SECRET) + SECRET


def png_header(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that declares a size, whatever its body holds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, of which the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def plain_pdf(pages: int = 1, box: str = "0 0 300 200", drawing: bytes = b"1 0 0 rg 0 100 300 100 re f") -> bytes:
    """Pages whose upper half is red, at 300 x 200 points."""
    kids = " ".join(["3 0 R"] * pages)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>".encode(),
        stream(drawing),
    )


def laden_pdf() -> bytes:
    """A PDF with metadata, script, attachment, note, link, invisible text and a filled form field."""
    appearance = b"0 0 1 rg 0 0 100 40 re f"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/OpenAction 6 0 R/AcroForm<</Fields[10 0 R]>>"
        b"/Names<</JavaScript<</Names[(a)6 0 R]>>/EmbeddedFiles<</Names[(b)7 0 R]>>>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[9 0 R 10 0 R 12 0 R]"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        stream(b"1 0 0 rg 0 100 300 100 re f BT 3 Tr /F 12 Tf 20 20 Td (" + SECRET + b") Tj ET"),
        stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>", b"/Type/Metadata/Subtype/XML"),
        b"<</S/JavaScript/JS(app.alert('" + SECRET + b"'))>>",
        b"<</Type/Filespec/F(" + SECRET + b")/EF<</F 8 0 R>>>>",
        stream(SECRET, b"/Type/EmbeddedFile"),
        b"<</Type/Annot/Subtype/Text/Rect[5 5 15 15]/Contents(" + SECRET + b")/T(" + SECRET + b")>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(" + SECRET + b")/Rect[100 20 200 60]/F 4/AP<</N 11 0 R>>>>",
        stream(appearance, b"/Type/XObject/Subtype/Form/BBox[0 0 100 40]"),
        b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://" + SECRET + b".example)>>>>",
        b"<</Author(" + SECRET + b")/Producer(" + SECRET + b")/CreationDate(D:20240101)>>",
        trailer=b"/Info 13 0 R/ID[<" + SECRET.hex().encode() + b"><" + SECRET.hex().encode() + b">]",
    )
