"""A file that was drawn afresh: what it measures and where its bytes lie, not who sent it or what it was called."""

import uuid

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse

MEDIA_TYPES = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
PREVIEW_SIDE = 360  # pixels: what a phone shows; the whole picture is one tap away
PREVIEW_BYTES = 6_000  # two of them and their page stay under 20 kB
FOLDER = "public"  # of the storage; nothing else lies in it


class File(models.Model):
    """A cleaned image or PDF. The app that keeps it holds a foreign key and says who sees it (`showing`).

    Width and height are pixels, of the first page where it is a PDF; size is bytes; names are random and flat.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    blob = models.CharField(max_length=60, unique=True)
    preview_media_type = models.CharField(max_length=20)
    preview_blob = models.CharField(max_length=60, unique=True)
    uploaded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(media_type__in=list(MEDIA_TYPES)) & Q(preview_media_type__in=["image/jpeg", "image/png"]),
                name="files_only_what_we_draw",
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, pages__gt=0, size__gt=0), name="files_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the whole file."""
        return reverse("files:file", args=[self.pk])

    @property
    def preview_url(self) -> str:
        """The address of the small picture."""
        return reverse("files:preview", args=[self.pk])

    @property
    def preview_size(self) -> tuple[int, int]:
        """Width and height of the small picture, so that a page keeps its shape while it loads."""
        share = min(1.0, PREVIEW_SIDE / max(self.width, self.height))
        return max(1, round(self.width * share)), max(1, round(self.height * share))

    @property
    def is_picture(self) -> bool:
        """Whether it is an image and not a document."""
        return self.media_type != "application/pdf"

    def file_name(self, media_type: str) -> str:
        """Return a name to save it under, which says nothing."""
        return f"tejido-{self.pk.hex[:8]}.{MEDIA_TYPES[media_type]}"

    def read(self) -> bytes:
        """Return the bytes of the whole file, for documents that are composed from it."""
        with default_storage.open(self.blob) as stored:
            data: bytes = stored.read()
        return data
