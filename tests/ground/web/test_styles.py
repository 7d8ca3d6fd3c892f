"""The style sheet: contrasts computed from its tokens, nothing from elsewhere, small."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from tejido.ground.web import bundle
from tejido.ground.web.bundle import BuiltFiles

TOKENS = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
TEXT = [  # what is read on what
    ("ink", "paper"), ("ink", "sheet"), ("ink", "sunk"), ("ink", "accent-wash"), ("ink", "kept-wash"),
    ("ink", "late-wash"), ("soft", "paper"), ("soft", "sheet"), ("soft", "sunk"), ("accent", "paper"),
    ("accent", "sheet"), ("accent", "sunk"), ("accent", "accent-wash"), ("accent-deep", "paper"),
    ("accent-deep", "sheet"), ("accent-deep", "accent-wash"), ("on-accent", "accent"), ("on-accent", "accent-deep"),
    ("kept", "paper"), ("kept", "sheet"), ("kept", "kept-wash"), ("late", "paper"), ("late", "sheet"),
    ("late", "late-wash"), ("sheet", "late"), ("soft", "late-wash"),
]  # fmt: skip
BORDERS = [("edge", "paper"), ("edge", "sheet"), ("edge", "sunk"), ("accent", "paper"), ("late", "paper")]


def themes():
    """The tokens of each theme: light, dark over light, print over light."""
    text = next(file for file in bundle.sources() if file.name == "00-tokens.css").read_text("utf-8")
    light, dark, paper = re.split(r"@media[^{]*\{", text)
    base = dict(TOKENS.findall(light))
    return {"light": base, "dark": base | dict(TOKENS.findall(dark)), "print": base | dict(TOKENS.findall(paper))}


def brightness(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_is_readable(theme):
    tokens = themes()[theme]
    faint = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_borders_of_inputs_and_focus_are_seen(theme):
    tokens = themes()[theme]
    faint = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in BORDERS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


def test_dark_theme_changes_every_colour_of_light():
    tokens = themes()
    assert [name for name, colour in tokens["light"].items() if tokens["dark"][name] == colour] == []


def test_every_colour_is_a_token():
    loose = {}
    for file in bundle.sources():
        rules = re.sub(r"/\*.*?\*/|--[\w-]+:[^;]+;", "", file.read_text("utf-8"), flags=re.DOTALL)
        found = re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)|rgba?\(|hsla?\(", rules)
        if found:
            loose[file.name] = found
    assert loose == {"38-codes.css": ["#ffffff", "#000000"], "51-maps.css": ["#ffffff"]}


def test_every_token_that_is_used_exists():
    text = bundle.stylesheet()
    assert set(re.findall(r"var\(--([\w-]+)", text)) - set(re.findall(r"--([\w-]+):", text)) == set()


def test_nothing_is_loaded_by_the_style_sheet():
    assert re.findall(r"url\(|@import|@font-face|https?:", bundle.stylesheet()) == []


def test_bundle_is_found_is_small_and_follows_its_sources():
    found = finders.find(bundle.NAME)
    text = Path(found).read_text("utf-8")
    assert text == bundle.stylesheet()
    assert len(gzip.compress(text.encode(), 9)) < 10_000
    assert text.count("{") == text.count("}")


@pytest.fixture
def built(settings, tmp_path):
    """Static files collected into a folder of their own."""
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_styles_are_built_under_a_name_of_their_content_and_compressed(built):
    (name,) = [file.name for file in (built / "web").glob("site.????????????.css")]
    assert BuiltFiles(location=built).url(bundle.NAME) == f"/static/web/{name}"
    assert brotli.decompress((built / "web" / f"{name}.br").read_bytes()) == (built / "web" / name).read_bytes()


def test_styles_have_their_plain_name_before_they_are_built(tmp_path):
    assert BuiltFiles(location=tmp_path).url(bundle.NAME) == "/static/web/site.css"
