from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import Image

from tejido.engines.cleaning import Limits, clean
from tejido.ground.files import actions, showing
from tejido.ground.files.models import File
from tests.engines.cleaning.specimens import encoded, halves, laden_pdf
from tests.factories.ground import person
from tests.ground.files.pages import PhotoForm

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.files.pages")]

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def shown(monkeypatch):
    """Ids of files that the app above shows: to everybody (None) or to people who are signed in (True)."""
    answers: dict[object, bool] = {}
    monkeypatch.setattr(showing, "_rules", {})
    showing.register("tests", lambda pk, who: pk in answers and (who is not None or not answers[pk]))
    return answers


def kept(data: bytes | None = None) -> File:
    cleaned = clean(data or encoded(halves((1600, 400)), "JPEG"), limits=Limits(preview_side=360))
    with transaction.atomic():
        return actions.keep_file(cleaned, today=TODAY)


def test_picture_is_sent_as_what_it_is_and_nothing_else(client, shown):
    picture = kept()
    shown[picture.pk] = False
    answer = client.get(picture.get_absolute_url())
    assert b"".join(answer.streaming_content) == picture.read()
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    name = f"tejido-{picture.pk.hex[:8]}.jpg"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


def test_pdf_is_sent_to_be_saved_and_its_preview_to_be_seen(client, shown):
    document = kept(laden_pdf())
    shown[document.pk] = False
    assert client.get(document.get_absolute_url()).headers["Content-Disposition"].startswith("attachment; ")
    small = client.get(document.preview_url)
    assert small.headers["Content-Type"] == "image/jpeg"
    assert small.headers["Content-Disposition"].endswith('.jpg"')


def test_preview_has_the_size_the_page_says(client, shown):
    picture = kept()
    shown[picture.pk] = False
    small = Image.open(BytesIO(b"".join(client.get(picture.preview_url).streaming_content)))
    assert small.size == picture.preview_size == (360, 90)


@pytest.mark.parametrize("address", ["get_absolute_url", "preview_url"])
def test_file_that_no_app_shows_is_not_found(client, shown, address):
    picture = kept()
    found = getattr(picture, address)
    assert client.get(found() if callable(found) else found).status_code == 404


def test_file_shown_to_members_only_is_not_kept_by_browsers(client, shown):
    picture = kept()
    shown[picture.pk] = True
    assert client.get(picture.get_absolute_url()).status_code == 404
    client.force_login(person("ana"))
    answer = client.get(picture.get_absolute_url())
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_unknown_file_and_lost_bytes_are_not_found(client, shown):
    picture = kept()
    unknown = uuid4()
    shown[picture.pk] = shown[unknown] = False
    default_storage.delete(picture.blob)
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert client.get(f"/archivos/{unknown}/").status_code == 404
    assert client.post(picture.get_absolute_url()).status_code == 405


def test_names_on_disk_are_random_and_flat(media):
    first, second = kept(), kept()
    names = sorted(path.name for path in (media / "public").iterdir())
    assert len(set(names)) == 4
    assert {len(name) for name in names} == {32}
    assert {first.pk.hex, second.pk.hex}.isdisjoint(names)
    assert [path for path in media.rglob("*") if path.is_dir()] == [media / "public"]


@pytest.mark.django_db(transaction=True)
def test_file_is_kept_and_dropped_within_a_transaction_only(media):
    cleaned = clean(encoded(halves(), "PNG"), limits=Limits(preview_side=360))
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError):
        actions.keep_file(cleaned, today=TODAY)
    picture = kept()
    with pytest.raises(RuntimeError):
        actions.drop_file(picture)
    with transaction.atomic():
        actions.drop_file(picture)
        assert len(list((media / "public").iterdir())) == 2  # until the transaction holds
    assert list((media / "public").iterdir()) == []
    assert File.objects.count() == 0


def test_sweep_takes_old_bytes_without_a_row_and_nothing_else(media):
    picture = kept()
    (media / "public" / "lost").write_bytes(b"of a transaction that failed")
    other = media / "sealed"
    other.write_bytes(b"of another app")
    now = datetime.now(UTC)
    assert actions.sweep_blobs(now) == 0  # it may belong to a transaction that is still running
    assert actions.sweep_blobs(now + timedelta(days=2)) == 1
    assert sorted(path.name for path in (media / "public").iterdir()) == sorted(
        name.removeprefix("public/") for name in (picture.blob, picture.preview_blob)
    )
    assert other.exists()


def test_sweep_of_an_empty_instance_finds_nothing():
    assert actions.sweep_blobs(datetime.now(UTC)) == 0


def test_photo_field_refuses_a_pdf_and_says_what_it_wants():
    with override("en"):
        form = PhotoForm({}, {"photo": SimpleUploadedFile("foto.jpg", laden_pdf())})
        assert form.errors == {"photo": ["This is a PDF and a photo is wanted here. Choose a JPEG, PNG or WebP."]}
    assert PhotoForm({}, {}).is_valid()
    assert 'accept="image/jpeg,image/png,image/webp"' in PhotoForm().as_p()


def test_file_on_a_page_shows_its_preview_and_says_what_it_is():
    with override("en"):
        picture = render_to_string("files/file.html", {"file": (photo := kept()), "alt": 'Una "cancha"'})
        document = render_to_string("files/file.html", {"file": kept(laden_pdf()), "alt": "Minuta"})
    assert f'<img src="{photo.preview_url}" width="360" height="90" alt="Una &quot;cancha&quot;"' in picture
    assert "figcaption" not in picture
    assert "PDF, 1 page, " in document
