"""What every page of the safe form has in common: nothing is kept of it, and no cookie stands between people and it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

import brotli
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.ground.files.uploads import MEGABYTE, MOST_PER_FILE
from tejido.ground.people.requests import Request

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

KEEP_NOTHING = {"Cache-Control": "no-store", "Pragma": "no-cache", "X-Robots-Tag": "noindex, nofollow"}


def safe(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R | HttpResponse]:
    """Serve `view` as a page of the safe form.

    Nothing of it may be kept, neither by browsers nor among pages kept for visitors. Where there is nothing, or too
    much came to be read, a page of the same neutral kind says so. Django's CSRF cookie is not used: where it is missing
    or stale its check answers with another page, and what was typed is gone. Instead a form carries a one-use token
    (tejido.stages.reports.form_tokens), a thread's cookie is strict, and views ask `came_from_us`.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def served(request: Request, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        response: R | HttpResponse
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = page(request, "reports/n/nothing.html", {}, status=404)
        except (RequestDataTooBig, TooManyFilesSent):
            response = page(request, "reports/n/too_much.html", {"most": MOST_PER_FILE // MEGABYTE}, status=413)
        for name, value in KEEP_NOTHING.items():
            response.headers[name] = value
        return response

    return served  # type: ignore[return-value]  # Django's decorators take any view and forget its signature


def came_from_us(request: Request) -> bool:
    """Say whether a form was sent from a page of this site, as far as the browser tells.

    Browsers that tell nothing are believed: some people use old ones, and another site's page gets no token of ours.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def page(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page of the safe form."""
    return render(request, template, context, status=status)


def compressed(request: Request, response: HttpResponse) -> HttpResponse:
    """Compress a page that holds nothing of the person who asks: beside a secret, compression can betray it."""
    if "br" in {part.split(";")[0].strip() for part in request.headers.get("Accept-Encoding", "").split(",")}:
        # 7 gives the same bytes as 9 for pages of this size, in a fortieth of the time
        response.content = brotli.compress(response.content, quality=7)  # type: ignore[no-untyped-call]  # untyped
        response.headers["Content-Encoding"] = "br"
    response.headers["Vary"] = "Accept-Encoding"
    return response
