"""Form fields for uploads."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Cleaned, Kind, Limits, NotCleaned, clean
from tejido.ground.files.models import PREVIEW_BYTES, PREVIEW_SIDE
from tejido.ground.files.uploads import MEGABYTE, MOST_PER_FILE, Refusal, RefusedUpload
from tejido.ground.files.wording import REFUSED_FILES, REFUSED_UPLOADS

_LIMITS = Limits(max_bytes=MOST_PER_FILE, preview_side=PREVIEW_SIDE, preview_bytes=PREVIEW_BYTES)
_ACCEPT = {Kind.IMAGE: "image/jpeg,image/png,image/webp", Kind.PDF: "application/pdf"}
_HELP = {
    frozenset(Kind): _(
        "A photo (JPEG, PNG, WebP) or a PDF of up to 25 MB. It is drawn afresh: place, date, camera and the name "
        "of the file are not kept."
    ),
    frozenset({Kind.IMAGE}): _(
        "A photo (JPEG, PNG, WebP) of up to 25 MB. It is drawn afresh: place, date, camera and the name of the file "
        "are not kept."
    ),
    frozenset({Kind.PDF}): _(
        "A PDF of up to 25 MB. It is drawn afresh: its properties, attachments and the name of the file are not kept."
    ),
}


class UploadField(forms.FileField):
    """A file as it was sent, held in memory; says in words why one was refused before it arrived."""

    widget = forms.FileInput
    default_error_messages = {"required": _("Choose a file."), "empty": REFUSED_FILES["empty"]}

    def to_python(self, data: Any) -> File[Any] | None:
        """Return the upload. Raises ValidationError."""
        if isinstance(data, RefusedUpload):
            raise refused_upload(data.refusal)
        return super().to_python(data)


class CleanedFileField(UploadField):
    """An image or a PDF, drawn afresh: `cleaned_data` holds a `tejido.engines.cleaning.Cleaned`, or None.

    `kinds` narrows what is accepted, `longest_side` (pixels) how large a picture is kept. A bound field shown again has
    to be chosen again: browsers do not send it back.
    """

    def __init__(
        self, *, kinds: frozenset[Kind] = frozenset(Kind), longest_side: int | None = None, **kwargs: Any
    ) -> None:
        self.kinds = kinds
        self.limits = replace(_LIMITS, longest_side=longest_side) if longest_side else _LIMITS
        kwargs.setdefault("help_text", _HELP[kinds])
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the phone offer the right kinds of file."""
        accept = ",".join(_ACCEPT[kind] for kind in Kind if kind in self.kinds)
        return super().widget_attrs(widget) | {"accept": accept}

    def clean(self, data: Any, initial: Any = None) -> Cleaned | None:
        """Draw the file afresh. Raises ValidationError."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            cleaned = clean(upload.read(), limits=self.limits)
        except NotCleaned as refusal:
            raise refused_file(refusal) from None
        if cleaned.kind not in self.kinds:
            wanted = "image_wanted" if Kind.IMAGE in self.kinds else "pdf_wanted"
            raise ValidationError(REFUSED_FILES[wanted], wanted)
        return cleaned


def refused_file(refusal: NotCleaned) -> ValidationError:
    """Return what the form says of a file that could not be drawn."""
    return ValidationError(REFUSED_FILES[refusal.reason], refusal.reason, {"limit": refusal.limit})


def refused_upload(refusal: Refusal) -> ValidationError:
    """Return what the form says of a file that was not held."""
    return ValidationError(REFUSED_UPLOADS[refusal], refusal, {"limit": MOST_PER_FILE // MEGABYTE})
