from io import BytesIO

import pytest
from PIL import Image, ImageCms

from tejido.engines.cleaning import Cleaned, Kind, Limits, clean
from tests.engines.cleaning.specimens import SECRETS, encoded, halves, laden_jpeg, laden_png, laden_webp

RED, BLUE = (255, 0, 0), (0, 0, 255)


def reopened(cleaned: Cleaned) -> Image.Image:
    picture = Image.open(BytesIO(cleaned.data))
    picture.load()
    assert Image.MIME[picture.format or ""] == cleaned.media_type
    assert picture.size == (cleaned.width, cleaned.height)
    return picture


def near(found: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("laden", [laden_jpeg(), laden_png(), laden_webp()], ids=["jpeg", "png", "webp"])
def test_nothing_but_pixels_survives(laden):
    assert any(secret in laden for secret in SECRETS)
    cleaned = clean(laden, limits=Limits(preview_side=20))
    assert cleaned.preview is not None
    for drawn in (cleaned.data, cleaned.preview.data):
        assert [secret for secret in SECRETS if secret in drawn] == []
        picture = Image.open(BytesIO(drawn))
        picture.load()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert dict(picture.getexif()) == {}
        assert getattr(picture, "app", {}).keys() <= {"APP0"}
    assert near(reopened(cleaned).getpixel((30, 5)), RED)
    assert near(reopened(cleaned).getpixel((30, 35)), BLUE)


@pytest.mark.parametrize("laden", [laden_jpeg(), laden_png()], ids=["jpeg", "png"])
def test_nothing_follows_the_picture(laden):
    ends = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}
    cleaned = clean(laden)
    assert cleaned.data.endswith(ends[cleaned.media_type])


@pytest.mark.parametrize(
    ("orientation", "size", "red", "blue"),
    [
        (1, (60, 40), (30, 5), (30, 35)),
        (2, (60, 40), (30, 5), (30, 35)),
        (3, (60, 40), (30, 35), (30, 5)),
        (4, (60, 40), (30, 35), (30, 5)),
        (5, (40, 60), (5, 30), (35, 30)),
        (6, (40, 60), (35, 30), (5, 30)),
        (7, (40, 60), (35, 30), (5, 30)),
        (8, (40, 60), (5, 30), (35, 30)),
    ],
)
def test_orientation_is_applied(orientation, size, red, blue):
    picture = reopened(clean(laden_jpeg(orientation)))
    assert picture.size == size
    assert near(picture.getpixel(red), RED)
    assert near(picture.getpixel(blue), BLUE)


@pytest.mark.parametrize(
    ("mode", "format", "media_type", "drawn"),
    [
        ("RGB", "JPEG", "image/jpeg", "RGB"),
        ("L", "JPEG", "image/jpeg", "L"),
        ("CMYK", "JPEG", "image/jpeg", "RGB"),
        ("RGB", "PNG", "image/png", "RGB"),
        ("RGBA", "PNG", "image/png", "RGBA"),
        ("LA", "PNG", "image/png", "RGBA"),
        ("P", "PNG", "image/png", "RGB"),
        ("1", "PNG", "image/png", "L"),
        ("I;16", "PNG", "image/png", "L"),
        ("RGB", "WEBP", "image/jpeg", "RGB"),
        ("RGBA", "WEBP", "image/png", "RGBA"),
    ],
)
def test_every_mode_becomes_plain(mode, format, media_type, drawn):
    picture = halves() if mode == "I;16" else halves(mode=mode)
    if mode == "I;16":
        picture = picture.convert("L").convert("I").point(lambda level: level * 257).convert("I;16")
    if mode == "RGBA":
        picture.putalpha(128)
    cleaned = clean(encoded(picture, format))
    again = reopened(cleaned)
    assert (cleaned.kind, cleaned.media_type, cleaned.pages, again.mode) == (Kind.IMAGE, media_type, 1, drawn)
    if mode != "1":  # black and white dots stand for red
        upper = {"L": (76,), "RGB": RED, "RGBA": (*RED, 128)}[drawn]
        upper = (76, 76, 76, 255) if mode == "LA" else upper
        found = again.getpixel((30, 5))
        assert near(found if isinstance(found, tuple) else (found,), upper)


def test_palette_with_a_see_through_colour_stays_see_through():
    cleaned = clean(encoded(halves(mode="P"), "PNG", transparency=halves(mode="P").getpixel((0, 0))))
    again = reopened(cleaned)
    assert (again.getpixel((30, 5))[3], again.getpixel((30, 35))[3]) == (0, 255)


def test_colours_of_a_profile_are_brought_to_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = clean(encoded(halves(), "PNG", icc_profile=lab.tobytes()))
    assert near(reopened(plain).getpixel((30, 5)), RED)
    broken = clean(encoded(halves(), "PNG", icc_profile=b"no profile"))
    assert near(reopened(broken).getpixel((30, 5)), RED)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_longest_side_is_kept_to(format):
    cleaned = clean(encoded(halves((900, 300)), format), limits=Limits(longest_side=300, preview_side=30))
    assert (cleaned.width, cleaned.height) == (300, 100) == reopened(cleaned).size
    assert cleaned.preview is not None
    assert (cleaned.preview.width, cleaned.preview.height) == (30, 10)
    assert Image.open(BytesIO(cleaned.preview.data)).size == (30, 10)


def test_small_image_is_not_enlarged():
    cleaned = clean(encoded(halves((60, 40)), "JPEG"), limits=Limits(preview_side=800))
    assert (cleaned.width, cleaned.height) == (60, 40)
    assert cleaned.preview is not None
    assert (cleaned.preview.width, cleaned.preview.height) == (60, 40)


def test_preview_gets_coarser_until_it_is_as_light_as_asked():
    noise = Image.effect_noise((600, 400), 60).convert("RGB")
    plain = clean(encoded(noise, "JPEG"), limits=Limits(preview_side=200)).preview
    light = clean(encoded(noise, "JPEG"), limits=Limits(preview_side=200, preview_bytes=9_000)).preview
    least = clean(encoded(noise, "JPEG"), limits=Limits(preview_side=200, preview_bytes=1)).preview
    assert len(least.data) <= len(light.data) <= 9_000 < len(plain.data)
    assert (least.width, least.height) == (plain.width, plain.height) == (200, 133)


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_film_becomes_its_first_frame(format):
    film = encoded(halves(), format, save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])
    picture = reopened(clean(film))
    assert getattr(picture, "n_frames", 1) == 1
    assert near(picture.getpixel((30, 5)), RED)


def test_same_file_drawn_twice_gives_the_same_bytes():
    assert clean(laden_jpeg()) == clean(laden_jpeg())
