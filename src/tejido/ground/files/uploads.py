"""Uploads held in memory, a bounded number at once: what people send is never written to disk as it came.

Django puts uploads over 2.5 MB into temporary files in clear, and the CSRF check reads the body before any view, so
this has to be the handler of the whole site: `FILE_UPLOAD_HANDLERS = ["tejido.ground.files.uploads.MemoryOnly"]`.
A file that is too large, or comes while too much is held, is read to its end and forgotten as it comes; in its place
the form finds a `RefusedUpload`, so that its other fields keep what was typed.
"""

import threading
from enum import StrEnum
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 2**20
MOST_PER_FILE = 25 * MEGABYTE
MOST_AT_ONCE = 8 * MOST_PER_FILE  # in one process, over all requests
MOST_PER_REQUEST = 8 * MOST_PER_FILE  # beyond it nothing is read at all, typed text included


class Refusal(StrEnum):
    """Why an upload was not held."""

    TOO_LARGE = "too_large"
    BUSY = "busy"


class Budget:
    """How many bytes of uploads this process holds, and how many it may."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Take `size` bytes, or nothing and answer False."""
        with self._lock:
            if self.held + size > self.most:
                return False
            self.held += size
            return True

    def give_back(self, size: int) -> None:
        """Give back `size` bytes taken before."""
        with self._lock:
            self.held -= size


BUDGET = Budget(MOST_AT_ONCE)


class HeldBytes(BytesIO):
    """Bytes that count against a budget until they are closed or forgotten."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._budget = budget
        self._taken = 0

    def add(self, chunk: bytes) -> Refusal | None:
        """Append `chunk`, or close and say why not."""
        if self._taken + len(chunk) > MOST_PER_FILE:
            refusal = Refusal.TOO_LARGE
        elif not self._budget.take(len(chunk)):
            refusal = Refusal.BUSY
        else:
            self._taken += len(chunk)
            self.write(chunk)
            return None
        self.close()
        return refusal

    def close(self) -> None:
        """Forget the bytes; also called when the last reference goes, as after a broken connection."""
        self._budget.give_back(self._taken)
        self._taken = 0
        super().close()


class RefusedUpload(UploadedFile[bytes]):
    """Stands in a form for a file that was not held; `refusal` says why."""

    def __init__(self, refusal: Refusal, name: str) -> None:
        super().__init__(file=BytesIO(), name=name, size=0)
        self.refusal = refusal


class MemoryOnly(FileUploadHandler):
    """Holds each file of a request in memory, within the budget."""

    file: HeldBytes
    refusal: Refusal | None

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  Django's own signature
        META: dict[str, Any],  # noqa: N803, ARG002
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse to read a request that no form of ours can mean. Raises RequestDataTooBig."""
        if content_length > MOST_PER_REQUEST:
            raise RequestDataTooBig("a request of this size is not read")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file = HeldBytes(BUDGET)
        self.refusal = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's own signature
        """Hold a piece of the file, unless the file was refused."""
        if self.refusal is None:
            self.refusal = self.file.add(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """Return the file, or what stands for it."""
        name = self.file_name or "file"
        if self.refusal is not None:
            return RefusedUpload(self.refusal, name)
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
