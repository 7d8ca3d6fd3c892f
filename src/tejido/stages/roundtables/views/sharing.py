"""What leaves the screen, as drafts for those who sit at a roundtable: texts, pictures, the monthly bulletin."""

from collections.abc import Callable
from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.places.models import Place
from tejido.stages.roundtables.bulletin import monthly, sharing
from tejido.stages.roundtables.disclosure import profile_of
from tejido.stages.roundtables.models import Commitment, Roundtable
from tejido.stages.roundtables.policies.sharing import check_draws, check_draws_for
from tejido.stages.roundtables.views.moves import visible


@login_required
@require_safe
def commitment(request: Request, pk: UUID) -> HttpResponse:
    """Show text and picture of a commitment, to be read before they are sent."""
    found = _commitment(request, pk)
    return _page(
        request,
        title=str(found),
        back=found.get_absolute_url(),
        text=sharing.commitment_text(found, localdate(request.now)),
        picture=reverse("commitment-picture", args=[found.pk]),
    )


@login_required
@require_safe
def commitment_picture(request: Request, pk: UUID) -> HttpResponse:
    """Send the picture of a commitment."""
    return _picture(sharing.commitment_picture(_commitment(request, pk), localdate(request.now)))


@login_required
@require_safe
def roundtable(request: Request, pk: UUID) -> HttpResponse:
    """Show text and picture of how a roundtable stands."""
    found = _roundtable(request, pk)
    return _page(
        request,
        title=found.name,
        back=found.get_absolute_url(),
        text=sharing.roundtable_text(found, localdate(request.now)),
        picture=reverse("roundtable-picture", args=[found.pk]),
    )


@login_required
@require_safe
def roundtable_picture(request: Request, pk: UUID) -> HttpResponse:
    """Send the picture of how a roundtable stands."""
    return _picture(sharing.roundtable_picture(_roundtable(request, pk), localdate(request.now)))


@login_required
@require_safe
def bulletin_of_roundtable(request: Request, pk: UUID) -> HttpResponse:
    """Choose a month, or send the bulletin of a roundtable for it."""
    found = _roundtable(request, pk)
    return _bulletin(
        request,
        found.name,
        found.get_absolute_url(),
        lambda month, today: monthly.bulletin_of_roundtable(found, month, today),
    )


@login_required
@require_safe
def bulletin_of_place(request: Request, key: str) -> HttpResponse:
    """Choose a month, or send the bulletin of a place for it."""
    found = get_object_or_404(Place.objects.defer("figures"), pk=key)
    check_draws(signed_in(request))
    return _bulletin(
        request,
        found.full_name,
        reverse("place", args=[key]),
        lambda month, today: monthly.bulletin_of_place(found, month, today),
    )


def _bulletin(request: Request, name: str, back: str, draw: Callable[[monthly.Month, date], bytes]) -> HttpResponse:
    today = localdate(request.now)
    asked = request.GET.get("mes")
    month = monthly.month_of(asked or "", today)
    if asked is None or month is None:
        problem = _("Write a month that has begun, as 2026-05.") if asked else ""
        usual = monthly.month_of("", today)
        context = {
            "name": name,
            "back": back,
            "problem": problem,
            "month": usual.first if usual else today,
            "typed": asked,
        }
        return render(request, "roundtables/bulletin.html", context)
    file = f"boletin-{month.first:%Y-%m}.pdf"
    return HttpResponse(
        draw(month, today), "application/pdf", headers={"Content-Disposition": f'inline; filename="{file}"'}
    )


def _page(request: Request, *, title: str, back: str, text: str, picture: str) -> HttpResponse:
    context = {
        "title": title,
        "back": back,
        "text": text,
        "picture": picture,
        "chat": f"https://wa.me/?text={quote(text)}",
    }
    return render(request, "roundtables/share.html", context)


def _picture(png: bytes) -> HttpResponse:
    return HttpResponse(png, "image/png", headers={"Content-Disposition": 'inline; filename="compromiso.png"'})


def _commitment(request: Request, pk: UUID) -> Commitment:
    found = visible(request, pk)
    check_draws_for(signed_in(request), found.roundtable)
    _check_leaves(profile_of(found))
    return found


def _roundtable(request: Request, pk: UUID) -> Roundtable:
    found = Roundtable.objects.select_related("place").filter(pk=pk).first()
    if found is None:
        raise Http404
    check_draws_for(signed_in(request), found)
    _check_leaves(found.profile)
    return found


def _check_leaves(profile: str) -> None:
    if shown(profile, Field.EXISTENCE, Output.BULLETIN) is not Shown.FULL:
        raise PermissionDenied(_("This roundtable is protected: nothing of it leaves the site."))
