"""Parts of a picture that are covered before it is kept."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tejido.engines.cleaning import Limits, Region, clean

WHOLE = Region(left=0, top=0, right=1, bottom=1)
CORNER = Region(left=0, top=0, right=0.5, bottom=0.5)


def noise(mode="RGB", kind="PNG", seed=1):
    side = (200, 120) if mode == "L" else (200, 120, len(mode))
    pixels = np.random.default_rng(seed).integers(0, 256, side, dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(pixels, mode).save(out, format=kind)
    return out.getvalue()


def drawn(data):
    return np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_region_becomes_one_colour_and_the_rest_stays(mode):
    data = noise(mode)
    plain, covered = drawn(clean(data).data), drawn(clean(data, cover=[CORNER]).data)
    half = covered[:100, :60]
    assert len(np.unique(half.reshape(-1, 3), axis=0)) == 1
    assert np.array_equal(covered[100:], plain[100:])
    assert np.array_equal(covered[:100, 60:], plain[:100, 60:])


def test_preview_is_covered_as_well():
    cleaned = clean(noise(), limits=Limits(preview_side=80), cover=[WHOLE])
    assert cleaned.preview is not None
    assert np.ptp(drawn(cleaned.preview.data)) <= 6


def test_pictures_that_differ_only_in_the_region_come_out_the_same():
    """Nothing of what was covered is left to be worked out, so long as its mean light is alike."""
    first = np.full((100, 100, 3), 120, np.uint8)
    second = first.copy()
    first[:50, :50] = np.random.default_rng(2).integers(80, 208, (50, 50, 3))
    second[:50, :50] = np.random.default_rng(3).integers(80, 208, (50, 50, 3))
    found = []
    for pixels in (first, second):
        out = BytesIO()
        Image.fromarray(pixels).save(out, format="PNG")
        found.append(clean(out.getvalue(), cover=[CORNER]).data)
    assert found[0] == found[1]


def test_region_follows_the_upright_picture():
    upright = Image.new("RGB", (80, 40), "white")
    upright.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    out = BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(out, format="PNG", exif=exif)
    covered = drawn(clean(out.getvalue(), cover=[Region(left=0, top=0, right=0.25, bottom=0.5)]).data)
    assert covered.shape == (40, 80, 3)
    assert (covered[:20, :20] == covered[0, 0]).all()
    assert tuple(covered[0, 0]) == (240, 16, 16)
    assert (covered[:, 20:] == 255).all()


@pytest.mark.parametrize("edges", [(0.5, 0, 0.5, 1), (0, 0, 1.01, 1), (-0.1, 0, 1, 1), (0, 0.9, 1, 0.1)])
def test_region_beyond_the_picture_is_refused(edges):
    with pytest.raises(ValueError, match="within"):
        Region(**dict(zip(("left", "top", "right", "bottom"), edges, strict=True)))


def test_pdf_cannot_be_covered():
    with pytest.raises(ValueError, match="only pictures"):
        clean(b"%PDF-1.4\n", cover=[WHOLE])
