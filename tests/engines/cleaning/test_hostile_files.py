import subprocess
import sys
import threading
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tejido.engines.cleaning import (
    Cleaned,
    Damaged,
    Limits,
    NotAcceptedKind,
    NotCleaned,
    TookTooLong,
    TooLarge,
    clean,
)
from tests.engines.cleaning.specimens import (
    encoded,
    halves,
    laden_jpeg,
    laden_pdf,
    laden_png,
    laden_webp,
    pdf,
    plain_pdf,
    png_header,
    stream,
)

ACCEPTED = {"jpeg": laden_jpeg(), "png": laden_png(), "webp": laden_webp(), "pdf": laden_pdf()}


@pytest.mark.parametrize(
    ("data", "refusal", "reason"),
    [
        (b"", Damaged, "empty"),
        (b"hola", NotAcceptedKind, "unknown"),
        (b"<html><script>alert(1)</script></html>", NotAcceptedKind, "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAcceptedKind, "unknown"),
        (b"MZ\x90\0", NotAcceptedKind, "unknown"),
        (encoded(halves(), "GIF"), NotAcceptedKind, "unknown"),
        (encoded(halves(), "TIFF"), NotAcceptedKind, "unknown"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", NotAcceptedKind, "heic"),
        (b"PK\x03\x04[Content_Types].xml", NotAcceptedKind, "office"),
        (b"\xff\xd8\xff", Damaged, "unreadable"),
        (b"\x89PNG\r\n\x1a\n", Damaged, "unreadable"),
        (b"RIFF\0\0\0\0WEBP", Damaged, "unreadable"),
        (b"%PDF-1.7", Damaged, "unreadable"),
    ],
)
def test_what_a_file_is_its_content_decides(data, refusal, reason):
    with pytest.raises(refusal) as caught:
        clean(data)
    assert caught.value.reason == reason


def test_every_refusal_names_the_mend():
    for kind in (NotAcceptedKind, TooLarge, Damaged, TookTooLong):
        for reason in kind.sentences:
            sentence = str(kind(reason, 7))
            assert any(word in sentence for word in ("choose", "again", "divide", "save"))


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "pdf"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_truncated_file_is_refused(name, part):
    noise = Image.effect_noise((200, 100), 50).convert("RGB")
    data = plain_pdf() if name == "pdf" else encoded(noise, name.upper())
    with pytest.raises(Damaged):
        clean(data[: int(len(data) * part)])


def test_more_bytes_than_allowed_are_refused():
    with pytest.raises(TooLarge, match="larger than 25 MB"):
        clean(b"\xff\xd8\xff" + bytes(25 * 1024 * 1024))


def test_picture_of_900_million_pixels_is_refused():
    with pytest.raises(TooLarge, match="more than 64 million pixels"):
        clean(png_header(30_000, 30_000, bytes(1_000_000)))


def test_webp_that_declares_too_many_pixels_is_refused():
    picture = halves(mode="RGBA")
    picture.putalpha(128)
    data = bytearray(encoded(picture, "WEBP"))
    assert data[12:16] == b"VP8X"
    data[24:30] = b"\xfe\x3f\0\xfe\x3f\0"
    with pytest.raises(TooLarge):
        clean(bytes(data))


def test_text_chunk_that_unpacks_to_a_gigabyte_is_refused():
    text = encoded(halves(), "PNG")
    packed = b"a\0\0" + zlib.compress(bytes(200_000_000), 9)
    chunk = len(packed).to_bytes(4, "big") + b"zTXt" + packed + zlib.crc32(b"zTXt" + packed).to_bytes(4, "big")
    with pytest.raises(Damaged):
        clean(text[:33] + chunk + text[33:])


def test_image_that_needs_more_memory_than_allowed_is_refused():
    with pytest.raises(TooLarge, match="too much memory"):
        clean(encoded(Image.new("RGB", (7000, 6000)), "PNG"), limits=Limits(memory_bytes=200 * 2**20))


def test_pdf_whose_picture_unpacks_to_300_megabytes_harms_nobody():
    packed = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    bomb = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        stream(b"300 0 0 200 0 0 cm /P Do"),
        stream(
            packed,
            b"/Type/XObject/Subtype/Image/Width 30000/Height 10000/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter[/FlateDecode/FlateDecode]",
        ),
    )
    assert isinstance(outcome(bomb, Limits(memory_bytes=256 * 2**20)), (Cleaned, NotCleaned))


def test_pdf_that_never_ends_drawing_is_stopped():
    circles = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 600]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        stream(b"/P Do " * 3000),
        stream(
            b"/P Do " + b"0 0 m 3000 2000 l 0 2000 l 3000 0 l b* " * 3000,
            b"/Type/XObject/Subtype/Form/BBox[0 0 3000 2000]/Resources<</XObject<</P 5 0 R>>>>",
        ),
    )
    with pytest.raises(TookTooLong, match="divide it"):
        clean(circles, limits=Limits(cpu_seconds=1))
    with pytest.raises(TookTooLong, match="divide it"):
        clean(circles, limits=Limits(wall_seconds=1))


def test_locked_pdf_is_refused_with_its_own_sentence():
    locked = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>",
        b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>",
        trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
    )
    with pytest.raises(Damaged, match="without the password"):
        clean(locked)


def test_output_larger_than_allowed_is_refused():
    with pytest.raises(TooLarge, match="drawn afresh"):
        clean(plain_pdf(pages=3), limits=Limits(max_output_bytes=1000))


def outcome(data: bytes, limits: Limits | None = None) -> Cleaned | NotCleaned:
    try:
        return clean(data, limits=limits or Limits())
    except NotCleaned as refusal:
        return refusal


@settings(max_examples=25)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBPVP8 ", b"%PDF-1.7\n"]),
    st.binary(),
)
def test_any_bytes_are_cleaned_or_refused_by_name(beginning, rest):
    assert isinstance(outcome(beginning + rest), (Cleaned, NotCleaned))


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(ACCEPTED)),
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)),
        min_size=1,
        max_size=6,
    ),
)
def test_any_change_to_a_file_is_cleaned_or_refused_by_name(name, changes):
    data = bytearray(ACCEPTED[name])
    for where, what in changes:
        at = int(where * len(data))
        data[at : at + len(what)] = what
    assert isinstance(outcome(bytes(data)), (Cleaned, NotCleaned))


SHUT_IN = """
from pathlib import Path
from tejido.engines.cleaning import Limits, worker
worker.take_little(Limits())
worker.shut_in()
for name, how in ((MARK, "w"), ("/etc/passwd", "r")):
    try:
        open(name, how)
    except OSError as refused:
        print(refused.strerror)
"""


def test_drawing_process_can_neither_read_nor_write_files(tmp_path):
    code = SHUT_IN.replace("MARK", repr(str(tmp_path / "mark")))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Too many open files"] * 2
    assert list(tmp_path.iterdir()) == []


def test_many_at_once_all_get_their_own_answer():
    found: dict[int, tuple[int, int]] = {}

    def draw(number: int) -> None:
        cleaned = clean(encoded(halves((20 + number, 20)), "PNG"))
        found[number] = (cleaned.width, cleaned.height)

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: (20 + number, 20) for number in range(8)}
