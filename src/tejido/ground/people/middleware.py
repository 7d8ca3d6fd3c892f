"""Who asks, and when: the two things that views hand to actions; and what must be settled before anything else."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from tejido.ground.people import second_factor, unlocking
from tejido.ground.people.requests import Request

Handler = Callable[[HttpRequest], HttpResponseBase]

ACCOUNT_PAGES = ("allauth.", "tejido.ground.people.")


class WhoAndWhen:
    """Set `request.person` (None for a visitor) and `request.now`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        asked = cast(Request, request)
        asked.now = timezone.now()
        asked.person = request.user if request.user.is_authenticated else None
        return self.get_response(request)


class OpenedKey:
    """Hand out the cookie of a key that was just opened; take it back where the session holds none any more."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        response = self.get_response(request)
        unlocking.settle_cookie(cast(Request, request), response)
        return response


class SecondFactor:
    """Send those who left something open about their account to the page where it is settled.

    Whoever was shown recovery codes types one again first; whoever must have a second factor (tejido.ground.people.
    second_factor) sets it up first. Until then only pages of the account answer; everything else leads there.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        return self.get_response(request)

    def process_view(
        self,
        request: Request,
        view: Callable[..., Any],
        args: Sequence[Any],  # noqa: ARG002  the signature is Django's
        kwargs: Mapping[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Answer in the page's stead where something is open."""
        if request.person is None or view.__module__.startswith(ACCOUNT_PAGES):
            return None
        if request.person.awaits_codes:
            return redirect("account-codes")
        if second_factor.is_required_of(request.person) and not second_factor.has_one(request.person):
            return redirect("mfa_index")
        return None
