"""Files that were drawn afresh."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from django.db import transaction
from django.test import override_settings

from tejido.engines.cleaning import Cleaned, Kind
from tejido.engines.cleaning.contract import Preview
from tejido.ground.files.actions import keep_file
from tejido.ground.files.models import File
from tests.factories.ground import TODAY


@contextmanager
def folder() -> Iterator[None]:
    """A folder for what is uploaded that is gone afterwards."""
    with TemporaryDirectory() as here, override_settings(MEDIA_ROOT=here):
        yield


def cleaned() -> Cleaned:
    """A picture as the engine returns it; its bytes are none."""
    preview = Preview(media_type="image/png", data=b"small", width=30, height=20)
    about = {"kind": Kind.IMAGE, "media_type": "image/png", "width": 60, "height": 40, "pages": 1}
    return Cleaned(data=b"large", preview=preview, **about)


def kept() -> File:
    """A row of a picture whose bytes are gone."""
    with folder(), transaction.atomic():
        return keep_file(cleaned(), today=TODAY)
