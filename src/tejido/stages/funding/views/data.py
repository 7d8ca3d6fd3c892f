"""The files that other programmes take, and the page that says what each holds."""

from datetime import date

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.web.acting import edition
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
    """Send a file while it is read; whoever has it already is told so.

    The file is what anybody may see, whoever asks. Its tag changes whenever something public was written, and daily,
    since days pass; it is keyed, so that nobody can count by it how much is written.
    """
    export = BY_NAME[name]
    headers = {"ETag": _tag(name, localdate(request.now)), "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{export.file}"'
    if request.method == "HEAD":
        return HttpResponse(content_type=export.media_type, headers=headers)
    pieces = export.pieces(reading.publisher(), localdate(request.now))
    return StreamingHttpResponse(pieces, content_type=export.media_type, headers=headers)


def _tag(name: str, today: date) -> str:
    digest = salted_hmac("tejido.funding.data", f"{edition()}|{name}|{today}", algorithm="sha256").hexdigest()
    return f'W/"{digest[:20]}"'
