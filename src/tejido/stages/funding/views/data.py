"""The files that other programmes take, and the page that says what each holds."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.stages.funding.disclosure import last_told_day
from tejido.stages.funding.exports import reading
from tejido.stages.funding.exports.catalogue import BY_NAME, EXPORTS
from tejido.stages.funding.exports.identifiers import LICENCE


def data(request: Request) -> HttpResponse:
    """Show every file with what it holds, when what appears in it, and how to cite it."""
    today = localdate(request.now)
    context = {
        "exports": EXPORTS,
        "licence": LICENCE,
        "name": settings.SITE_NAME,
        "site": settings.SITE_URL,
        "today": today,
        "as_of": last_told_day(today),
    }
    return render(request, "funding/data.html", context)


@require_safe
def send(request: Request, name: str) -> HttpResponseBase:
    """Send a file; whoever has it already is told so.

    The file is what anybody may see, whoever asks. Its tag follows from what stands in it and from nothing else: one
    that changed with every write would tell the moment of each, also of what nobody may know of.
    """
    export = BY_NAME[name]
    pieces = list(export.pieces(reading.publisher(), localdate(request.now)))
    headers = {"ETag": _tag(name, pieces), "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{export.file}"'
    if request.method == "HEAD":
        return HttpResponse(content_type=export.media_type, headers=headers)
    return StreamingHttpResponse(pieces, content_type=export.media_type, headers=headers)


def _tag(name: str, pieces: Iterable[str | bytes]) -> str:
    seen = hashlib.sha256()
    for piece in pieces:
        seen.update(piece.encode() if isinstance(piece, str) else piece)
    digest = salted_hmac("tejido.funding.data", f"{name}|{seen.hexdigest()}", algorithm="sha256").hexdigest()
    return f'W/"{digest[:20]}"'
