"""What happened, with a photo in two taps; covering faces before anything is kept."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tejido.engines.cleaning import Cleaned, Limits, NotCleaned, clean
from tejido.engines.cleaning import Kind as FileKind
from tejido.ground.files.forms import refused_file
from tejido.ground.files.models import PREVIEW_BYTES, PREVIEW_SIDE
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import actions, policies, queries
from tejido.stages.initiatives.forms.running import PHOTO_SIDE, CoverForm, UpdateForm
from tejido.stages.initiatives.models import Initiative, Uncovered, Update
from tejido.stages.initiatives.views.pages import visible

SESSION = "uncovered"
PNG = b"\x89PNG"


@never_cache
@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Tell what happened; with faces in the photo, first choose what to cover."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = UpdateForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.cleaned_data["photo"] and form.cleaned_data["faces"]:
        return _held(request, found, form)

    def act() -> None:
        said = form.cleaned_data
        photos = [(said["photo"], said["alt"])] if said["photo"] else []
        actions.write_update(
            found,
            text=said["text"],
            happened_on=said["happened_on"],
            photos=photos,
            by=signed_in(request),
            now=request.now,
        )

    if done(form, act):
        messages.success(request, _("It is told."))
        return redirect(found)
    return render(request, "initiatives/update.html", {"form": form, "initiative": found})


@never_cache
@login_required
def cover(request: Request, pk: UUID, held: UUID) -> HttpResponse:
    """Cover the chosen squares, and keep only what then is left of the photo."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    waiting = _waiting(request, found, held)
    if waiting is None:
        messages.error(request, _("The photo waited too long and was erased. Choose it again."))
        return redirect("initiative-update", pk=pk)
    form = CoverForm(request.POST or None, size=(waiting.width, waiting.height))
    if form.is_valid():
        if not form.cleaned_data["cells"] and "as_it_is" not in request.POST:
            form.add_error(None, _("Choose the squares to cover, or say that nobody can be recognised."))
        else:
            photo = _covered(request, waiting, form)
            if photo is not None and done(form, lambda: _keep(request, found, waiting, form, photo)):
                messages.success(request, _("It is told."))
                return redirect(found)
    return render(request, "initiatives/cover.html", {"form": form, "initiative": found, "held": waiting})


@never_cache
@login_required
@require_safe
def held_photo(request: Request, pk: UUID, held: UUID) -> HttpResponse:
    """Send the photo that waits to be covered, to nobody but the person who sent it, in the session that sent it."""
    waiting = _waiting(request, visible(request, pk), held)
    if waiting is None:
        raise Http404
    try:
        data = actions.opened(waiting, _keys(request).get(str(held), ""))
    except actions.PhotoGone:
        raise Http404 from None
    kind = "image/png" if data.startswith(PNG) else "image/jpeg"
    return HttpResponse(data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


@login_required
def withdraw(request: Request, pk: UUID, update: UUID) -> HttpResponse:
    """Take an update back, after asking."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    one = get_object_or_404(found.updates.all(), pk=update)
    if request.method == "POST":
        actions.withdraw_update(one, by=signed_in(request), now=request.now)
        messages.success(request, _("It is taken back."))
        return redirect(found)
    words = {
        "title": _("Take this update back"),
        "sentence": one.text,
        "losses": [_("It and its photos are erased here at once. Copies that somebody took cannot be recalled.")],
        "stays": [],
        "action": _("Take this update back"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@require_safe
def every(request: Request, pk: UUID) -> HttpResponse:
    """Show all updates of an initiative, newest first."""
    found = visible(request, pk)
    held = policies.standing(request.person, found)
    rows = queries.updates_of(found, Output.PAGE, localdate(request.now), inside=held.belongs)
    context = {"initiative": found, "updates": list(rows[:200]), "standing": held}
    return render(request, "initiatives/updates.html", context)


def _held(request: Request, found: Initiative, form: UpdateForm) -> HttpResponse:
    said = form.cleaned_data
    held, key = actions.hold_photo(found, photo=said["photo"], by=signed_in(request), now=request.now)
    keys = _keys(request)
    request.session[SESSION] = dict(list(keys.items())[-5:]) | {str(held.pk): key}
    initial = {"text": said["text"], "alt": said["alt"], "happened_on": said["happened_on"]}
    cover_form = CoverForm(None, size=(held.width, held.height), initial=initial)
    return render(request, "initiatives/cover.html", {"form": cover_form, "initiative": found, "held": held})


def _keys(request: Request) -> dict[str, str]:
    keys: dict[str, str] = request.session.get(SESSION, {})
    return keys


def _waiting(request: Request, found: Initiative, held: UUID) -> Uncovered | None:
    if str(held) not in _keys(request):
        return None
    return Uncovered.objects.filter(pk=held, initiative=found, person=signed_in(request)).first()


def _covered(request: Request, waiting: Uncovered, form: CoverForm) -> Cleaned | None:
    regions = [] if "as_it_is" in request.POST else form.regions()
    try:
        data = actions.opened(waiting, _keys(request)[str(waiting.pk)])
        limits = Limits(longest_side=PHOTO_SIDE, preview_side=PREVIEW_SIDE, preview_bytes=PREVIEW_BYTES)
        cleaned = clean(data, limits=limits, cover=regions)
    except NotCleaned as refusal:
        form.add_error(None, refused_file(refusal))
        return None
    assert cleaned.kind is FileKind.IMAGE  # only pictures are held
    return cleaned


def _keep(request: Request, found: Initiative, waiting: Uncovered, form: CoverForm, photo: Cleaned) -> Update:
    said, by = form.cleaned_data, signed_in(request)
    made = actions.write_update(
        found,
        text=said["text"],
        happened_on=said["happened_on"],
        photos=[(photo, said["alt"])],
        covered="as_it_is" not in request.POST,
        by=by,
        now=request.now,
    )
    actions.drop_held(waiting.pk, by=by, now=request.now)
    keys = _keys(request)
    keys.pop(str(waiting.pk), None)
    request.session[SESSION] = keys
    return made
