"""Files of a report between the browser and the vault: in memory only, images and PDFs drawn afresh.

Other kinds (recordings, documents) are taken as they came and say so. Names are not kept: a file is called by what it
is and its number. With "keep the originals" the file as it came goes along under its own name, in its own seal.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Kind, Limits, NotAcceptedKind, NotCleaned, clean
from tejido.ground.files.forms import refused_file, refused_upload
from tejido.ground.files.uploads import MOST_PER_FILE, RefusedUpload

MOST_FILES = 5
_LIMITS = Limits(max_bytes=MOST_PER_FILE)
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_KNOWN_ENDINGS = frozenset(
    {"aac", "amr", "m4a", "mp3", "oga", "ogg", "opus", "wav", "wma", "flac", "3gp", "avi", "mkv", "mov", "mp4", "webm"}
    | {"doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "zip", "heic"}
)


@dataclass(frozen=True)
class Attachment:
    """A file to be sealed.

    `drawn` says that it was drawn afresh and may be shown; what is not is never published. `raw` holds the file as it
    came with the name it had, until the form says whether it is kept.
    """

    name: str
    media_type: str
    data: bytes
    drawn: bool
    raw: tuple[str, bytes] | None = None

    def as_evidence(self) -> "Attachment | None":
        """Return the original of a file that was drawn afresh; None for one that goes as it came."""
        if self.raw is None:
            return None
        name, data = self.raw
        return Attachment(name=name, media_type="application/octet-stream", data=data, drawn=False)


class RefusedFile(ValueError):  # noqa: N818  names what happened
    """A file that was not taken, with words for the person who sent it."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(str(message))


def attach(upload: UploadedFile[bytes], number: int) -> Attachment:
    """Return the upload as it is to be sealed. Raises RefusedFile, whose words never quote the file or its name."""
    if isinstance(upload, RefusedUpload):
        raise RefusedFile(refused_upload(upload.refusal).messages[0])
    data = upload.read()
    if not data:
        raise RefusedFile(_("It is empty; choose it again."))
    try:
        cleaned = clean(data, limits=_LIMITS)
    except NotAcceptedKind:
        return Attachment(_name(number, _ending(upload.name or "")), "application/octet-stream", data, drawn=False)
    except NotCleaned as refusal:
        raise RefusedFile(refused_file(refusal).messages[0]) from None
    name = _name(number, _ENDINGS[cleaned.media_type], picture=cleaned.kind is Kind.IMAGE)
    return Attachment(name, cleaned.media_type, cleaned.data, drawn=True, raw=(upload.name or name, data))


def _name(number: int, ending: str, *, picture: bool = False) -> str:
    return f"{'foto' if picture else 'archivo'}-{number}.{ending}"


def _ending(name: str) -> str:
    """Return the ending of a name where it is one that many files have; an unusual one could tell of its owner."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    return ending if ending in _KNOWN_ENDINGS else "bin"
