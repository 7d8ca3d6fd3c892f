import re

import pypdfium2 as pdfium
import pytest

from tejido.engines.cleaning import Cleaned, Damaged, Kind, Limits, TooLarge, clean
from tests.engines.cleaning.specimens import SECRETS, laden_pdf, plain_pdf

PLAIN_NAMES = """
    BitsPerComponent Catalog ColorSpace Contents Count DCTDecode DeviceRGB Filter Height Image Kids Length MediaBox P
    Page Pages Parent Resources Root Size Subtype Type Width XObject
"""


def first_page(cleaned: Cleaned):
    document = pdfium.PdfDocument(cleaned.data)
    return document[0].render(scale=1, rev_byteorder=True).to_pil().convert("RGB")


def test_nothing_but_pictures_of_pages_survives():
    laden = laden_pdf()
    assert any(secret in laden for secret in SECRETS)
    cleaned = clean(laden, limits=Limits(preview_side=100))
    assert cleaned.preview is not None
    for drawn in (cleaned.data, cleaned.preview.data):
        assert [secret for secret in SECRETS if secret in drawn] == []
    document = pdfium.PdfDocument(cleaned.data)
    assert {key: value for key, value in document.get_metadata_dict().items() if value} == {}
    assert document.count_attachments() == 0
    assert document.get_formtype() == pdfium.raw.FORMTYPE_NONE
    assert document[0].get_textpage().count_chars() == 0
    assert [thing.type for thing in document[0].get_objects()] == [pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    names = set(re.findall(rb"/[A-Za-z]+", re.sub(rb"stream\n.*?\nendstream", b"", cleaned.data, flags=re.S)))
    assert {name.decode()[1:] for name in names} == set(PLAIN_NAMES.split())


def test_what_the_page_shows_is_kept():
    picture = first_page(clean(laden_pdf()))
    assert picture.size == (300, 200)
    red, white, field = (picture.getpixel(at) for at in ((150, 50), (280, 150), (150, 160)))
    assert [red[0] > 240, red[1] < 15] == [True, True]
    assert min(white) > 240
    assert [field[2] > 200, field[0] < 60] == [True, True]  # the form field's own drawing


def test_pages_keep_their_number_and_size():
    cleaned = clean(plain_pdf(pages=3))
    document = pdfium.PdfDocument(cleaned.data)
    assert (cleaned.kind, cleaned.media_type, cleaned.pages) == (Kind.PDF, "application/pdf", 3)
    assert [document.get_page_size(number) for number in range(3)] == [(300.0, 200.0)] * 3
    assert (cleaned.width, cleaned.height) == (600, 400)  # 144 dots per inch


def test_preview_shows_the_first_page():
    preview = clean(plain_pdf(), limits=Limits(preview_side=150)).preview
    assert preview is not None
    assert (preview.media_type, preview.width, preview.height) == ("image/jpeg", 150, 100)


def test_rubbish_around_the_document_is_dropped():
    cleaned = clean(b"GIF89a;" + plain_pdf() + SECRETS[0])
    assert cleaned.data.startswith(b"%PDF-1.4\n")
    assert cleaned.data.endswith(b"%%EOF\n")
    assert SECRETS[0] not in cleaned.data


def test_same_document_drawn_twice_gives_the_same_bytes():
    assert clean(laden_pdf()) == clean(laden_pdf())


def test_page_of_two_hundred_metres_is_drawn_coarsely():
    cleaned = clean(plain_pdf(box="0 0 600000 400000"))
    assert (cleaned.width, cleaned.height) == (2400, 1600)


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 100000 0.001", "5 5 -5 -5", "0 0 1e38 1e38", "a b c d"])
def test_page_without_a_sensible_size_is_drawn_or_refused(box):
    try:
        cleaned = clean(plain_pdf(box=box))
    except Damaged:
        return
    assert max(cleaned.width, cleaned.height) <= 2401


def test_thousands_of_pages_are_refused():
    with pytest.raises(TooLarge, match=r"more than 60 pages; divide it") as refusal:
        clean(plain_pdf(pages=5000))
    assert (refusal.value.reason, refusal.value.limit) == ("pages", 60)


def test_document_without_pages_is_refused():
    with pytest.raises(Damaged):
        clean(plain_pdf(pages=0))
