"""Serving files."""

from typing import cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tejido.ground.files import queries, showing
from tejido.ground.files.models import File
from tejido.ground.people.requests import Request


@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """Send the whole file."""
    found = _found(request, pk)
    return _sent(found, found.blob, found.media_type, attached=not found.is_picture)


@require_safe
def preview(request: HttpRequest, pk: UUID) -> FileResponse:
    """Send the small picture."""
    found = _found(request, pk)
    return _sent(found, found.preview_blob, found.preview_media_type, attached=False)


def _found(request: HttpRequest, pk: UUID) -> File:
    found = queries.file_visible_to(cast(Request, request).person, pk)
    if found is None:
        raise Http404
    return found


def _sent(found: File, blob: str, media_type: str, *, attached: bool) -> FileResponse:
    try:
        response = FileResponse(default_storage.open(blob), content_type=media_type)
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Content-Disposition"] = (
        content_disposition_header(attached, found.file_name(media_type)) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Bytes under an id never change. A browser may keep them, nobody on the way may: the file can be withdrawn.
    public = showing.is_shown(found.pk, None)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable" if public else "private, no-store"
    return response
