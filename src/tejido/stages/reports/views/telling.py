"""The safe form: what to know first, writing, and the receipt. Three pages, no cookie, nothing kept of who asks."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.people.requests import Request
from tejido.ground.places import pictures
from tejido.ground.places.search import find_key, only_key
from tejido.ground.places.tables import places
from tejido.ground.web.acting import Refused
from tejido.stages.reports import form_tokens, map_address, thread_cookie
from tejido.stages.reports.actions import telling as actions
from tejido.stages.reports.forms.telling import LastGroupForm, PlaceForm, ReceiptForm, TellForm
from tejido.stages.reports.offers import Offer
from tejido.stages.reports.queries.listening import Listener, listeners, listens_near, stands_still
from tejido.stages.reports.views.safe import came_from_us, compressed, page, safe

OFFERED = 8  # places of the same name
MORE = ("kind", "causes", "where", "latitude", "when", "knowing", "goes_on")
STYLE = Path(__file__).parents[1] / "safe.css"


@safe
def start(request: Request) -> HttpResponse:
    """Say what is promised and what is not; ask where it is about, or for a receipt."""
    return compressed(request, show_start(request))


def show_start(request: Request, **context: Any) -> HttpResponse:
    """Draw the first page, with what has to be put right."""
    shown = {"place": PlaceForm(), "receipt": ReceiptForm(), "stands_still": stands_still()} | context
    return page(request, "reports/n/start.html", shown)


@safe
def write(request: Request) -> HttpResponse:
    """Show who listens and take what somebody tells them. A place comes by POST, so that no history or log holds it."""
    if request.method != "POST":
        return redirect("report-new")
    if "token" in request.POST:
        return _sent(request)
    form = PlaceForm(request.POST)
    typed = request.POST.get("chosen") or (form.cleaned_data["place"].strip() if form.is_valid() else "")
    key = only_key(typed) if typed else ""
    if form.errors or key is None:
        found = [(one, full_name(one)) for one in find_key(typed)[:OFFERED]] if typed else []
        if typed and not found:
            form.add_error("place", _("No place is called that. Try the municipality alone, or leave it empty."))
        return show_start(request, place=form, found=found)
    return compressed(request, _show_form(request, TellForm(listeners=_offered(key), initial=_beginning(key)), key))


@safe
@require_safe
def leave(request: Request) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Leave at once: cookies, cache and whatever else browsers keep of this site go on the way out."""
    response = HttpResponseRedirect(settings.EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    for cookie in (thread_cookie.name(), settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(cookie, samesite="Strict")
    return response


@safe
@require_safe
def style(request: Request) -> HttpResponse:
    """Serve the style of the safe form, which is not kept either: a cache tells where somebody was."""
    return compressed(request, HttpResponse(_style(), content_type="text/css; charset=utf-8"))


@safe
def nothing_here(request: Request, rest: str) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Answer any other address in the neutral way of these pages."""
    raise Http404


@safe
@require_safe
def map_picture(request: Request, sealed: str) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Draw a map. Its address says to nobody of which place it is, nor where the mark is."""
    try:
        place, mark = map_address.read(sealed)
    except map_address.NoSuchMap:
        raise Http404 from None
    picture = pictures.picture_of(place)
    if picture is None:
        raise Http404
    return HttpResponse(pictures.draw_picture(picture, mark), content_type="image/png")


def _sent(request: Request) -> HttpResponse:
    near = request.POST.get("near", "")
    near = near if near in places() else ""
    try:
        token = form_tokens.read(request.POST["token"], request.now)
    except form_tokens.BadToken:
        return _again(request, near, _("This page was open for more than a day. Nothing is lost: press send again."))
    if not came_from_us(request):
        return _again(request, near, _("Another site sent this form. If you wrote this yourself, press send again."))
    if "map.x" in request.POST:
        return _pointed(request, near)
    form = TellForm(request.POST, request.FILES, listeners=_offered(near))
    if not form.is_valid():
        return _show_form(request, form, near)
    told = form.report(language=get_language() or "es")
    to = form.listeners[form.cleaned_data["to"]].organisation
    try:
        opened = actions.send_report(to=to, told=told, files=form.attachments(), token=token, now=request.now)
    except Refused as problem:
        form.add_error(problem.field, str(problem.message))
        return _show_form(request, form, near, token=_next_token(request, token, problem))
    except (OSError, DatabaseError):
        form.add_error(None, _("It could not be kept just now. Nothing is lost: try again, or without the files."))
        return _show_form(request, form, near)
    return show_receipt(request, opened.receipt)


def show_receipt(request: Request, receipt: str, form: LastGroupForm | None = None) -> HttpResponse:
    """Draw the receipt, with the form in which its last group is typed again. It is kept nowhere."""
    form = form or LastGroupForm(initial={"receipt": receipt})
    return page(request, "reports/n/receipt.html", {"receipt": receipt, "groups": receipt.split("-"), "form": form})


def _next_token(request: Request, token: form_tokens.FormToken, problem: Refused) -> str:
    """Return the token for the next try; whoever has to wait goes on waiting with the one they have."""
    if not isinstance(problem, actions.WaitALittle):
        return form_tokens.issue(request.now)
    if token.sends_from > request.now:
        return request.POST["token"]
    return form_tokens.issue(request.now, wait=problem.wait)


def _again(request: Request, near: str, why: str) -> HttpResponse:
    """Show the form with all that was typed, and a fresh token; files have to be chosen again."""
    return _show_form(request, TellForm(listeners=_offered(near), initial=_draft(request)), near, why=why)


def _pointed(request: Request, near: str) -> HttpResponse:
    """Take the point that was chosen on the map, and show the form with all that was typed."""
    draft, why = _draft(request), ""
    picture = pictures.picture_of(near)
    x, y = (
        int(text) if text.isdigit() else 0 for text in (request.POST.get("map.x", ""), request.POST.get("map.y", ""))
    )
    point = picture.point_at(x, y) if picture and (x or y) else None  # browsers send 0, 0 for a key pressed elsewhere
    if point is None:
        why = _("No point was chosen. Tap the map where it is, or write the place in words.")
    else:
        draft |= {"latitude": point.latitude, "longitude": point.longitude}
    token = request.POST["token"]
    return _show_form(request, TellForm(listeners=_offered(near), initial=draft), near, why=why, token=token, at="map")


def _draft(request: HttpRequest) -> dict[str, Any]:
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in TellForm.base_fields}
    return typed | {"causes": request.POST.getlist("causes"), "uploads": None}


def _show_form(
    request: Request, form: TellForm, near: str, *, token: str = "", why: str = "", at: str = ""
) -> HttpResponse:
    picture, point = pictures.picture_of(near), _point(form)
    offers = [Offer(number, one) for number, one in enumerate(form.listeners.values())]
    context = {
        "form": form,
        "near": near,
        "near_name": places()[near].name if near else "",
        "nobody_near": near and not any(listens_near(one, near) for one in form.listeners.values()),
        "citizens": [one for one in offers if not one.listener.is_institution],
        "authorities": [one for one in offers if one.listener.is_institution],
        "chose_authority": any(one.pk == form["to"].value() for one in offers if one.listener.is_institution),
        "has_more": at == "map" or any(form[name].value() or form[name].errors for name in MORE),
        "token": token or form_tokens.issue(request.now),
        "why": why,
        "at": at,
        "point": point,
        "picture": picture,
        "picture_address": map_address.of(near, point) if picture else "",
        "files_lost": bool(request.FILES),
        "stands_still": stands_still(),
    }
    return page(request, "reports/n/write.html", context)


def _point(form: TellForm) -> pictures.Point | None:
    try:
        return pictures.Point(float(form["latitude"].value()), float(form["longitude"].value()))
    except (TypeError, ValueError):
        return None


def _offered(near: str) -> list[Listener]:
    """Return who listens there; where nobody does, all who listen."""
    return listeners(near) or listeners()


def _beginning(key: str) -> dict[str, Any]:
    return {"municipality": full_name(key) if len(key) == 5 else ""}


def full_name(key: str) -> str:
    """Return the name of a place, of a municipality with its state."""
    return f"{places()[key].name}, {places()[key[:2]].name}" if len(key) == 5 else places()[key].name


@cache
def _style() -> str:
    lines = (line.strip() for line in STYLE.read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/*"))
