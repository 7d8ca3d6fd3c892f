import gc
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from PIL import Image

from tejido.ground.files.models import File
from tejido.ground.files.uploads import BUDGET, MEGABYTE, MOST_AT_ONCE, Budget, HeldBytes, Refusal
from tests.engines.cleaning.specimens import SECRETS, encoded, laden_jpeg, laden_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.files.pages")]

BOUNDARY = b"----tejido"
_opened: list[str] | None = None


def _listen(event: str, details: tuple[object, ...]) -> None:
    if _opened is not None and event == "open" and isinstance(details[0], (str, bytes)):
        flags = details[2]
        if isinstance(flags, int) and flags & 0b11:  # O_WRONLY or O_RDWR
            _opened.append(str(details[0]))


sys.addaudithook(_listen)  # cannot be taken away again; it is silent unless a test listens


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LANGUAGE_CODE = "en"
    return tmp_path / "files"


def sent(client, data: bytes, name: str = "foto.jpg", title: str = "Un título ya escrito"):
    return client.post("/evidencia/", {"evidence": SimpleUploadedFile(name, data), "title": title})


def large_photo() -> bytes:
    noise = Image.effect_noise((2600, 1800), 90).convert("RGB")
    return encoded(noise, "JPEG", quality=98, comment=SECRETS[0])


def test_photo_is_kept_clean(client, media):
    answer = sent(client, laden_jpeg(6))
    kept = File.objects.get(pk=answer.content.decode())
    assert (kept.media_type, kept.width, kept.height, kept.pages) == ("image/jpeg", 40, 60, 1)
    assert Image.open(BytesIO(kept.read())).size == (40, 60)
    assert kept.size == len(kept.read())
    assert BUDGET.held == 0


def test_upload_of_40_megabytes_is_refused_and_typed_text_stays(client, media):
    answer = sent(client, b"\xff\xd8\xff" + bytes(40 * MEGABYTE))
    assert "The file is larger than 25 MB. Make it smaller or divide it" in answer.content.decode()
    assert 'value="Un título ya escrito"' in answer.content.decode()
    assert File.objects.count() == 0
    assert BUDGET.held == 0


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ program", "foto.jpg", "neither a photo (JPEG, PNG, WebP) nor a PDF, whatever its name says"),
        (b"<html><script>", "acta.pdf", "neither a photo"),
        (b"", "foto.jpg", "The file is empty"),
        (b"\xff\xd8\xff\xe0 broken", "foto.jpg", "damaged or incomplete"),
        (b"PK\x03\x04 docx", "acta.docx", "Save the document as PDF"),
    ],
)
def test_file_that_is_not_accepted_is_refused_in_words(client, media, data, name, words):
    answer = sent(client, data, name).content.decode()
    assert words in answer
    assert 'value="Un título ya escrito"' in answer
    assert not media.exists()


def test_pdf_under_the_name_of_a_photo_is_kept_as_what_it_is(client, media):
    kept = File.objects.get(pk=sent(client, laden_pdf(), "foto.jpg").content.decode())
    assert kept.media_type == "application/pdf"
    assert kept.preview_media_type == "image/jpeg"


def test_nothing_but_the_clean_file_is_written(client, media, settings, tmp_path, monkeypatch):
    global _opened
    photo = large_photo()
    assert len(photo) > 4 * MEGABYTE
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    _opened = []
    try:
        assert sent(client, photo).status_code == 201
        written = [Path(name) for name in _opened if name != "/dev/null"]
    finally:
        _opened = None
    kept = File.objects.get()
    assert sorted(written) == sorted(media / name for name in (kept.blob, kept.preview_blob))
    on_disk = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(on_disk) == sorted(written)
    assert [path for path in on_disk for secret in SECRETS if secret in path.read_bytes()] == []
    assert {path.stat().st_mtime for path in on_disk} == {946_684_800}


def test_too_much_at_once_is_refused_until_there_is_room(client, media):
    assert BUDGET.take(MOST_AT_ONCE - 100)
    try:
        answer = sent(client, laden_jpeg()).content.decode()
        assert "choose the file again in a minute" in answer
        assert 'value="Un título ya escrito"' in answer
        assert BUDGET.held == MOST_AT_ONCE - 100
    finally:
        BUDGET.give_back(MOST_AT_ONCE - 100)
    assert sent(client, laden_jpeg()).status_code == 201
    assert BUDGET.held == 0


def test_held_bytes_come_back_when_they_are_forgotten():
    budget = Budget(100)
    held = HeldBytes(budget)
    assert held.add(bytes(60)) is None
    assert HeldBytes(budget).add(bytes(60)) is Refusal.BUSY
    assert budget.held == 60
    del held
    gc.collect()
    assert budget.held == 0


def test_broken_connection_gives_its_bytes_back(rf):
    head = b'--%b\r\nContent-Disposition: form-data; name="evidence"; filename="a.jpg"\r\n\r\n' % BOUNDARY
    body = head + bytes(MEGABYTE)

    class Breaking(BytesIO):
        def read(self, size: int = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError("the client went away")
            return data

    request: HttpRequest | None = rf.post("/", body, content_type=f"multipart/form-data; boundary={BOUNDARY.decode()}")
    request.META["wsgi.input"] = Breaking(body)
    request._stream = Breaking(body)
    with pytest.raises(OSError, match="went away"):
        _ = request.POST
    request = None
    gc.collect()
    assert BUDGET.held == 0


def test_request_beyond_all_measure_is_not_read(client, media):
    answer = client.post(
        "/evidencia/",
        data=b"x",
        content_type=f"multipart/form-data; boundary={BOUNDARY.decode()}",
        CONTENT_LENGTH=str(2**40),
    )
    assert answer.status_code == 400
