"""Files of a report: drawn afresh where they can be, named by what they are, and sealed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tejido.ground.vault.models import SealedFile, Thread
from tejido.ground.vault.threads import by_receipt
from tests.factories import listening
from tests.factories.listening import TOKEN, come_back, receipt_in, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return listening.listening().organisation


def photo(name="IMG_20261122 casa de Lupita.jpg", comment=b"GPS 31.73 -106.48"):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG", comment=comment)
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def files_of(answer):
    opened = by_receipt(receipt_in(answer)).files()
    return {one.header.name: (one.header.type, b"".join(one.chunks())) for one in opened}


def test_photo_is_drawn_afresh_and_loses_its_name_and_all_it_held(client, ours):
    kept = files_of(told(client, ours, uploads=[photo()]))
    assert list(kept) == ["foto-1.jpg"]
    media_type, data = kept["foto-1.jpg"]
    assert (media_type, b"GPS" in data) == ("image/jpeg", False)
    assert Image.open(io.BytesIO(data)).size == (40, 30)


def test_originals_go_along_only_where_that_was_asked_for(client, ours):
    kept = files_of(told(client, ours, uploads=[photo()], original="on"))
    assert sorted(kept) == ["IMG_20261122 casa de Lupita.jpg", "foto-1.jpg"]
    media_type, data = kept["IMG_20261122 casa de Lupita.jpg"]
    assert (media_type, b"GPS 31.73 -106.48" in data) == ("application/octet-stream", True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("nota de voz de Ana.ogg", "archivo-1.ogg"), ("x.lupita", "archivo-1.bin"), ("sin", "archivo-1.bin")],
)
def test_other_kinds_go_as_they_came_without_their_name_and_never_as_something_to_show(client, ours, sent, kept):
    data = b"OggS" + bytes(range(256)) * 300
    files = files_of(told(client, ours, uploads=[SimpleUploadedFile(sent, data, "text/html")]))
    assert files == {kept: ("application/octet-stream", data)}


def test_five_files_at_most_and_the_text_stays(client, ours):
    page = told(client, ours, "Con fotos", uploads=[photo() for _ in range(6)]).content.decode()
    assert "A lo más 5 archivos" in page
    assert "Con fotos" in page
    assert "Vuelve a elegir tus archivos" in page
    assert Thread.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "está vacío"), (b"\xff\xd8\xff\xe0 no es una foto", "Archivo 2")], ids=["empty", "damaged"]
)
def test_file_that_cannot_be_drawn_is_named_by_its_number(client, ours, data, why):
    files = [photo(), SimpleUploadedFile("casa de Lupita.jpg", data, "image/jpeg")]
    page = told(client, ours, "Con fotos", uploads=files).content.decode()
    assert why in page
    assert "Con fotos" in page
    assert "Lupita" not in page
    assert SealedFile.objects.count() == 0


def test_file_that_is_too_large_is_refused_and_the_text_stays(client, ours):
    large = SimpleUploadedFile("larga.mp4", bytes(25 * 2**20 + 1), "video/mp4")
    page = told(client, ours, "Con video", uploads=[large]).content.decode()
    assert "25 MB" in page
    assert "Con video" in page
    assert Thread.objects.count() == 0


def test_files_are_added_later_with_the_receipt(client, ours):
    receipt = receipt_in(told(client, ours))
    token = TOKEN.search(come_back(client, receipt).content.decode())[1]
    page = client.post("/n/c/", {"token": token, "text": "", "uploads": [photo()]}, follow=True).content.decode()
    assert "foto-1.jpg" in page
    assert [one.header.name for one in by_receipt(receipt).files()] == ["foto-1.jpg"]
