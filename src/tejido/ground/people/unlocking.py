"""The key of whoever is here, opened with their password for this session and for as long as they use it.

The private half lies in the session encrypted under a random key that only a second cookie holds. The session table,
all other tables and the instance's own keys together do not give it; the cookie alone does not either. It ends after
half an hour without use, four hours after it was opened, with the session, and when its owner closes it.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tejido.engines.sealing import CannotOpen, Pair, open_small, seal_small
from tejido.ground.people.actions.keys import WrongPassword
from tejido.ground.people.forms import WithPassword
from tejido.ground.people.locking import unlock_private
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.people.requests import Request, signed_in

View = Callable[..., HttpResponseBase]

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=4)
TOUCH = 60  # seconds; the session is not written at every request
HELD = "key"  # the name in the session, which is sealed as a whole besides
ASKED_AGAIN = "unlock"  # prefix of the form that asks for the password in the midst of another
_FRESH = "_fresh_key_cookie"


@sensitive_variables()
def open_key(request: Request, password: str) -> Pair:
    """Open the key of whoever asks for this session. Raises WrongPassword, also where they have none.

    The form that calls it counts wrong passwords (`WithPassword`).
    """
    person = signed_in(request)
    key = PersonKey.objects.filter(person=person).first()
    if key is None:
        raise WrongPassword
    try:
        pair = Pair.of(unlock_private(bytes(key.locked), password))
    except (CannotOpen, ValueError):
        raise WrongPassword from None
    if pair.public != bytes(key.public):
        raise WrongPassword
    secret, moment = secrets.token_bytes(32), int(request.now.timestamp())
    sealed = seal_small(secret, pair.private, _address(key))
    request.session[HELD] = {"sealed": sealed.hex(), "opened": moment, "used": moment}
    setattr(request, _FRESH, secret.hex())
    return pair


@sensitive_variables()
def opened(request: Request) -> Pair | None:
    """Return the opened key of whoever asks; None where it is closed, its time is over, or anything does not fit."""
    secret = getattr(request, _FRESH, None) or request.COOKIES.get(settings.KEY_COOKIE_NAME)
    if not secret or request.person is None:
        return None
    kept, key = request.session.get(HELD), PersonKey.objects.filter(person=request.person).first()
    if not kept or key is None or not _in_time(kept, request.now):
        close_key(request)
        return None
    try:
        pair = Pair.of(open_small(bytes.fromhex(secret), bytes.fromhex(kept["sealed"]), _address(key)))
    except (CannotOpen, ValueError):
        close_key(request)
        return None
    moment = int(request.now.timestamp())
    if moment - kept["used"] >= TOUCH:
        request.session[HELD] = kept | {"used": moment}
    return pair


def held(request: Request) -> Pair:
    """Return the opened key in a view under `needs_key`. Raises PermissionDenied where it is closed."""
    pair = opened(request)
    if pair is None:
        raise PermissionDenied
    return pair


def close_key(request: Request) -> None:
    """Close the key of this session; its cookie goes with the answer."""
    if hasattr(request, _FRESH):
        delattr(request, _FRESH)
    if HELD in request.session:
        del request.session[HELD]


def settle_cookie(request: Request, response: HttpResponseBase) -> None:
    """Set the cookie of a key that was just opened; delete one that opens nothing any more. For the middleware."""
    name, fresh = settings.KEY_COOKIE_NAME, getattr(request, _FRESH, None)
    if fresh:
        response.set_cookie(name, fresh, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict")
    elif name in request.COOKIES and HELD not in request.session:
        response.delete_cookie(name, path="/", samesite="Strict")


def needs_key(view: View) -> View:
    """Let only those with an opened key reach `view`, which takes it with `held(request)`.

    Others are led to where they open it, or make one, and back. A form that was being written while the key closed is
    not lost: its answer asks for the password and carries what was typed, and sends both on.
    """

    @login_required
    @sensitive_post_parameters()
    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = signed_in(request)
        if opened(request):
            return view(request, *args, **kwargs)
        has_key = PersonKey.objects.filter(person=person).exists()
        if request.method == "POST" and has_key:
            answer = _ask_in_between(request, person)
            return view(request, *args, **kwargs) if answer is None else answer
        page = reverse("account-key-open" if has_key else "account-key")
        return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")

    return asked


@sensitive_variables()
def _ask_in_between(request: Request, person: Person) -> HttpResponse | None:
    """Ask for the password with what was typed on the same page; None once the key is open."""
    was_asked = f"{ASKED_AGAIN}-current_password" in request.POST
    form = WithPassword(request.POST if was_asked else None, person=person, prefix=ASKED_AGAIN)
    if was_asked and form.is_valid():
        try:
            open_key(request, form.cleaned_data["current_password"])
        except WrongPassword as problem:
            form.add_error(problem.field, str(problem.message))
        else:
            return None
    own = (f"{ASKED_AGAIN}-", "csrfmiddlewaretoken")
    carried = [(name, value) for name, values in request.POST.lists() for value in values if not name.startswith(own)]
    context = {"form": form, "carried": carried, "had_files": bool(request.FILES)}
    response = render(request, "people/key_open.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _in_time(held: dict[str, int], now: datetime) -> bool:
    at = now.timestamp()
    return at - held["used"] < IDLE.total_seconds() and at - held["opened"] < LONGEST.total_seconds()


def _address(key: PersonKey) -> bytes:
    return f"tejido1|opened|{key.pk.hex}|".encode() + bytes(key.public)
