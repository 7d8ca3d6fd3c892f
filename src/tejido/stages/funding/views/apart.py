"""What every page has in common on which somebody votes: nothing is kept of it, and nothing is asked of a session."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.ground.people.requests import Request

P = ParamSpec("P")
KEEP_NOTHING = {"Cache-Control": "no-store", "Pragma": "no-cache", "X-Robots-Tag": "noindex, nofollow"}


def apart(view: Callable[Concatenate[Request, P], HttpResponse]) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Serve `view` without a cookie and without keeping anything of it.

    Django's CSRF check needs a cookie. Here the code of the slip takes its place: no other site knows it, so none can
    make a browser vote.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def served(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in KEEP_NOTHING.items():
            response.headers[name] = value
        return response

    return served  # type: ignore[return-value]  # Django's decorators take any view and forget its signature
