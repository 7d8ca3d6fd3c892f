"""What holds for every request: nobody is traced, headers are strict, visitors' pages are kept for a minute."""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from tejido.ground.web.acting import edition

Handler = Callable[[HttpRequest], HttpResponseBase]

TRACES = re.compile(
    "HTTP_USER_AGENT|HTTP_(X_)?FORWARDED|HTTP_VIA|HTTP_DNT|HTTP_SEC_(CH|GPC)|REMOTE_(HOST|PORT|USER|IDENT)"
    "|.*(CLIENT|REAL|CONNECTING|USER|ORIGINATING)_IP|.*FORWARDED_(FOR|IP)|.*_(IPCOUNTRY|CLIENT_PORT)"
)
"""Names that servers and proxies give to what tells who asks; X-Forwarded-Proto and -Host stay."""
KEPT = {"HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"}
NOBODY = "0.0.0.0"  # noqa: S104  stands where libraries expect an address; nothing is bound to it


class ForgetWhoAsks:
    """Take addresses and browser names out of the request before anything can keep them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        for name in [name for name in request.META if name not in KEPT and TRACES.match(name)]:
            del request.META[name]
        request.META["REMOTE_ADDR"] = NOBODY
        return self.get_response(request)


class Headers:
    """Headers that Django's own security middleware does not set."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), interest-cohort=(), browsing-topics=()",
        )
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ErrorPages:
    """Give words to answers that Django sends without a body: a way of asking that the address does not know."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and request.method != "HEAD":
            response.content = render(request, "405.html").content
        return response


@dataclass(frozen=True)
class Kept:
    """A page as it is kept: compressed in both ways that browsers ask for, under a tag of its content."""

    brotli: bytes
    gzip: bytes
    headers: dict[str, str]
    tag: str


class KeptPage(HttpResponse):
    """An answer with a kept page, for `tejido.ground.web.front` to keep as well."""

    def __init__(self, kept: Kept, content: bytes, headers: dict[str, str]) -> None:
        super().__init__(content, headers=headers)
        self.kept = kept


def is_for_anybody(environ: Mapping[str, object]) -> bool:
    """Say whether nothing in a request tells who asks: only then may an answer be kept, or come from what is kept."""
    return not environ.get("HTTP_COOKIE") and not environ.get("HTTP_AUTHORIZATION")


class VisitorPages:
    """Keep public pages for those who come without a cookie, compressed, until something is written.

    A page that sets a cookie, or says how long it may be kept, is left as it is. Pages of people who are signed in are
    neither kept nor compressed (compression beside a secret can betray it). Who has the page already is told so.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        if request.method not in {"GET", "HEAD"} or not is_for_anybody(request.META):
            return self.get_response(request)
        key = _key(request)
        pages = caches["pages"]
        kept: Kept | None = pages.get(key)
        if kept is None:
            response = self.get_response(request)
            if request.method != "GET" or not _may_keep(response):
                return response
            assert isinstance(response, HttpResponse)
            kept = _kept(response)
            pages.set(key, kept)
        return _answer(request, kept)


def _key(request: HttpRequest) -> str:
    what = f"{edition()}|{request.get_host()}|{request.get_full_path()}|{request.headers.get('HX-Request', '')}"
    return hashlib.sha256(what.encode()).hexdigest()


def _may_keep(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "Cache-Control" not in response.headers
        and "Content-Disposition" not in response.headers
        and response.headers.get("Content-Type", "").startswith(("text/html", "application/atom", "image/svg"))
        and not settings.DEBUG
    )


def _kept(response: HttpResponse) -> Kept:
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    body = response.content
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    smaller: bytes = brotli.compress(body, quality=6)  # type: ignore[no-untyped-call]  # brotli comes without types
    return Kept(smaller, gzip.compress(body, 6, mtime=0), headers, tag)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    headers = kept.headers | {"ETag": kept.tag}
    if kept.tag in request.headers.get("If-None-Match", ""):
        headers.pop("Content-Type", None)
        return HttpResponseNotModified(headers=headers)
    body, encoding = accepted_form(kept, request.headers.get("Accept-Encoding", ""))
    if encoding:
        headers["Content-Encoding"] = encoding
    return KeptPage(kept, b"" if request.method == "HEAD" else body, headers)


def accepted_form(kept: Kept, accepts: str) -> tuple[bytes, str]:
    """Return the body in the best form that `accepts` (a header Accept-Encoding) names, and that form's name."""
    accepted = {part.split(";")[0].strip() for part in accepts.split(",")}
    if "br" in accepted:
        return kept.brotli, "br"
    if "gzip" in accepted:
        return kept.gzip, "gzip"
    return gzip.decompress(kept.gzip), ""
