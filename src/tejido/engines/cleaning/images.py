"""Images drawn onto fresh images: pixels pass, everything else stays behind."""

import math
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from PIL import (
    Image,
    ImageCms,
    ImageColor,
    ImageOps,
    ImagePalette,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from PIL.ImageFile import ImageFile

from tejido.engines.cleaning.contract import Cleaned, Kind, Limits, Preview, Region, TooLarge
from tejido.engines.cleaning.kinds import Format

_READERS: dict[Format, type[ImageFile]] = {
    Format.JPEG: JpegImagePlugin.JpegImageFile,
    Format.PNG: PngImagePlugin.PngImageFile,
    Format.WEBP: WebPImagePlugin.WebPImageFile,
}
_ORIENTATION = 0x0112  # Exif 2.32, table 4
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Pillow loads these when it first meets a palette, Exif data or a file to write: too late for the worker
_LOADED_EARLY = (ImageColor, ImageOps, ImagePalette, TiffImagePlugin)
Image.preinit()
_COARSER = (95, 75, 60, 45, 30)  # qualities of a small picture, tried until it is light enough
_SRGB = ImageCms.createProfile("sRGB")


def draw_image(data: bytes, found: Format, limits: Limits, cover: Sequence[Region] = ()) -> Cleaned:
    """Draw an image afresh: upright, in sRGB, no side longer than the limits say; the first frame of a film.

    What lies in the regions of `cover` is painted over before anything is written.

    A JPEG stays a JPEG and a PNG a PNG; a WebP becomes a PNG where it is see-through, else a JPEG.
    Raises TooLarge; what Pillow raises on broken content passes through.
    """
    Image.MAX_IMAGE_PIXELS = limits.max_pixels // 2  # Pillow refuses at twice this, for WebP before it decodes
    try:
        source = _READERS[found](BytesIO(data))
    except Image.DecompressionBombError:
        raise _too_many_pixels(limits) from None
    if source.width * source.height > limits.max_pixels:
        raise _too_many_pixels(limits)
    fresh = covered(_fresh(source, found, limits.longest_side), cover)
    media_type, drawn = _written(fresh, lossless=found is Format.PNG, limits=limits)
    return Cleaned(
        kind=Kind.IMAGE,
        media_type=media_type,
        data=drawn,
        width=fresh.width,
        height=fresh.height,
        pages=1,
        preview=draw_preview(fresh, limits),
    )


def covered(picture: Image.Image, regions: Sequence[Region]) -> Image.Image:
    """Return the picture with each region as one flat colour: its mean, in 8 steps a channel.

    Blurs can be undone in part, and mosaics of many samples can be matched with known faces (Hill, Zhou, Saul and
    Shacham, "On the (In)effectiveness of Mosaicing and Blurring as Tools for Document Redaction", PoPETs 2016(4)). Of
    one sample a region with 3 bits a channel nothing is left to match but the light of the day.
    """
    width, height = picture.size
    for region in regions:
        box = (
            math.floor(region.left * width),
            math.floor(region.top * height),
            math.ceil(region.right * width),
            math.ceil(region.bottom * height),
        )
        mean = (
            picture.crop(box).resize((1, 1), Image.Resampling.BOX).point(lambda level: min(level // 32 * 32 + 16, 255))
        )
        picture.paste(mean.resize((box[2] - box[0], box[3] - box[1])), box)
    return picture


def draw_preview(picture: Image.Image, limits: Limits) -> Preview | None:
    """Draw `picture` small, if the limits ask for it; as coarse as its weight asks for, within what is of use."""
    if limits.preview_side is None:
        return None
    small = _no_larger(picture, limits.preview_side)
    for quality in _COARSER:
        coarser = replace(limits, image_quality=min(quality, limits.image_quality))
        media_type, drawn = _written(small, lossless=False, limits=coarser)
        if limits.preview_bytes is None or len(drawn) <= limits.preview_bytes:
            break
    return Preview(media_type=media_type, data=drawn, width=small.width, height=small.height)


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Write a grey or RGB picture as JPEG with nothing beside the pixels."""
    out = BytesIO()
    picture.save(out, format="JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _too_many_pixels(limits: Limits) -> TooLarge:
    return TooLarge("pixels", limits.max_pixels // 1_000_000)


def _fresh(source: ImageFile, found: Format, longest_side: int) -> Image.Image:
    turn = _TURNS.get(_orientation(source))
    if found is Format.JPEG:
        source.draft(None, (longest_side, longest_side))  # decodes a huge photo at half or a quarter of its size
    source.load()
    plain = _no_larger(_plain(source), longest_side)
    if turn is not None:
        plain = plain.transpose(turn)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever broken Exif data does to the parser, the pixels are still a picture
        return 1


def _plain(source: Image.Image) -> Image.Image:
    """Bring any mode to L, RGB or RGBA in sRGB, since the colour profile is not kept."""
    profile = source.info.get("icc_profile")
    if source.mode.startswith("I"):  # 16 bits a pixel: convert() would cut off instead of scaling
        source = source.convert("I").point(lambda level: level / 257).convert("L")
    see_through = source.has_transparency_data
    if source.mode not in ("L", "RGB", "RGBA", "CMYK") or (see_through and source.mode != "RGBA"):
        source = source.convert("RGBA" if see_through else "L" if source.mode in ("1", "L", "LA") else "RGB")
    target = "RGB" if source.mode == "CMYK" else source.mode
    if profile and source.mode != "L":
        try:
            changed = ImageCms.profileToProfile(source, BytesIO(profile), _SRGB, outputMode=target)
        except ImageCms.PyCMSError:
            changed = None  # a broken profile: the colours stay as they are written
        if changed is not None:
            return changed
    return source if source.mode == target else source.convert(target)


def _no_larger(picture: Image.Image, side: int) -> Image.Image:
    longest = max(picture.size)
    if longest <= side:
        return picture
    size = (max(1, round(picture.width * side / longest)), max(1, round(picture.height * side / longest)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _written(picture: Image.Image, *, lossless: bool, limits: Limits) -> tuple[str, bytes]:
    if not lossless and picture.mode != "RGBA":
        return "image/jpeg", as_jpeg(picture, limits.image_quality)
    out = BytesIO()
    picture.save(out, format="PNG")
    if picture.mode != "RGBA" and out.tell() > limits.max_bytes:  # a photo in a format made for drawings
        return "image/jpeg", as_jpeg(picture, limits.image_quality)
    return "image/png", out.getvalue()
