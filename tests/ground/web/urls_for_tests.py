"""Addresses that only tests have: pages that count, fail, upload."""

from itertools import count

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tejido.config.urls import urlpatterns as real
from tejido.ground.web.acting import NotAllowed

_number = count(1)


def counted(request):
    return HttpResponse(f"<p>{next(_number)}</p>" + "wörds " * 200)


def dated(request):
    return HttpResponse("x" * 500, headers={"Cache-Control": "no-store"})


def asks(request):
    return HttpResponse(get_token(request))


def fails(request, what):
    secret = request.POST.get("secret", "")
    raise RuntimeError(f"{what} {secret} {request.META}")


def forbids(request):
    raise NotAllowed(gettext_lazy("You may not do this"))


def denies(request):
    raise PermissionDenied


def suspects(request):
    raise SuspiciousOperation("strange " + request.get_full_path())


@require_POST
def takes(request):
    return HttpResponse(request.POST.get("x", ""))


def form(request):
    return render(request, "web/gallery.html")


ours = [
    path("cuenta-uno/", counted),
    path("guarda/", dated),
    path("pide/", asks),
    path("falla/<str:what>/", fails),
    path("prohibe/", forbids),
    path("niega/", denies),
    path("sospecha/", suspects),
    path("recibe/", takes),
]
urlpatterns = [*i18n_patterns(*ours, prefix_default_language=False), *real]
handler400 = "tejido.ground.web.views.bad_request"
