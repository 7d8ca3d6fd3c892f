"""The list, the page, the paper of diagnoses; writing, publishing and turning them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.forms import ProfileForm
from tejido.ground.organisations.profiles import Output, tighter
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.ground.web.listing import respond
from tejido.ground.web.listing.selection import FORMAT
from tejido.stages.reports.actions import diagnoses as actions
from tejido.stages.reports.diagnosis_page import page_of
from tejido.stages.reports.exports.diagnoses import DIAGNOSES
from tejido.stages.reports.forms.diagnoses import DraftForm, TreeForm, WallPhotoForm
from tejido.stages.reports.models import Diagnosis, WallPhoto
from tejido.stages.reports.pdf.diagnosis import diagnosis_pdf
from tejido.stages.reports.policies import diagnoses as policies
from tejido.stages.reports.queries import diagnoses as queries
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState


def visible(request: Request, pk: UUID) -> Diagnosis:
    """Return the diagnosis if the person may open its page; else there is none."""
    return get_object_or_404(queries.diagnoses_visible_to(request.person), pk=pk)


@require_safe
def diagnoses(request: Request) -> HttpResponseBase:
    """List what places know; feed and CSV hold what is public, whoever asks."""
    if request.GET.get(FORMAT):
        things = queries.diagnoses_shown(Output.EXPORT)
    else:
        things = queries.diagnoses_visible_to(request.person).filter(state=DiagnosisState.PUBLISHED)
    extra = {"drafts": list(queries.drafts_of(request.person)) if request.person else []}
    return respond(request, DIAGNOSES, things, template="reports/diagnosis_list.html", extra=extra)


@require_safe
def diagnosis(request: Request, pk: UUID) -> HttpResponse:
    """Show what a place knows and what would help."""
    found = visible(request, pk)
    context = {
        "page": page_of(found, request.person, localdate(request.now)),
        "panels": panels.drawn("diagnosis", request, found),
    }
    return render(request, "reports/diagnosis.html", context)


@require_safe
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """Give the published diagnosis as a tagged PDF."""
    found = get_object_or_404(
        queries.diagnoses_visible_to(request.person).filter(state=DiagnosisState.PUBLISHED), pk=pk
    )
    drawn = diagnosis_pdf(found, today=localdate(request.now))
    name = f"diagnostico-{found.place_id}-{found.quarter}-v{found.edition}.pdf"
    return HttpResponse(
        drawn, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_required
def draft(request: Request) -> HttpResponse:
    """Write down a diagnosis as a draft."""
    person = signed_in(request)
    ours = list(queries.organisations_that_diagnose(person))
    if not ours:
        return render(request, "reports/diagnosis_begin.html")
    form = DraftForm(request.POST or None, organisations=ours, today=localdate(request.now))
    made: list[Diagnosis] = []

    def act() -> None:
        about = {name: form.cleaned_data[name] for name in ("organisation", "place", "quarter", "profile")}
        made.append(actions.draft_diagnosis(form.writing(), **about, by=person, now=request.now))

    if done(form, act):
        messages.success(
            request, _("The draft is kept. Only your organisation sees it until a coordinator publishes it.")
        )
        return redirect(made[0])
    return render(request, "reports/diagnosis_form.html", {"form": form})


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Change the draft of a diagnosis."""
    found = visible(request, pk)
    policies.check_may_write(request.person, found)
    form = TreeForm.of(found, request.POST or None)

    def act() -> None:
        version, by = form.cleaned_data["version"] or 0, signed_in(request)
        actions.write_diagnosis(found, form.writing(), version=version, by=by, now=request.now)

    if done(form, act, version=lambda: Diagnosis.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The draft is kept. What is published stays until a coordinator publishes this."))
        return redirect(found)
    context = {"form": form, "diagnosis": found, "photos": _photos(found)}
    return render(request, "reports/diagnosis_form.html", context)


@login_required
def photos(request: Request, pk: UUID) -> HttpResponse:
    """Show the photos of the wall, and take another."""
    found = visible(request, pk)
    policies.check_may_write(request.person, found)
    form = WallPhotoForm(request.POST or None, request.FILES or None)
    if done(
        form,
        lambda: actions.add_wall_photo(found, form.cleaned_data["photo"], by=signed_in(request), now=request.now),
    ):
        messages.success(request, _("The photo is kept for your organisation. Now write down what stands on it."))
        return redirect("diagnosis-write", found.pk)
    context = {"form": form, "diagnosis": found, "photos": _photos(found)}
    return render(request, "reports/diagnosis_photos.html", context)


@login_required
@require_POST
def drop_photo(request: Request, pk: UUID, photo: UUID) -> HttpResponse:
    """Delete a photo of the wall."""
    found = visible(request, pk)
    policies.check_may_write(request.person, found)
    one = get_object_or_404(found.photos.select_related("file"), pk=photo)
    told(
        request,
        lambda: actions.drop_wall_photo(one, by=signed_in(request), now=request.now),
        _("The photo is deleted."),
    )
    return redirect("diagnosis-photos", found.pk)


@login_required
@require_POST
def publish(request: Request, pk: UUID) -> HttpResponse:
    """Publish the draft, for the first time or as a new version."""
    found = visible(request, pk)
    told(
        request,
        lambda: actions.publish_diagnosis(found, by=signed_in(request), now=request.now),
        _("The diagnosis is published."),
    )
    return redirect(found)


@login_required
def profile(request: Request, pk: UUID) -> HttpResponse:
    """Choose how much is shown."""
    found = visible(request, pk)
    standing = policies.check_may_choose_profile(request.person, found)
    only = None if standing.coordinates else [one for one in Profile.values if not tighter(found.profile, than=one)]
    form = ProfileForm(request.POST or None, only=only, initial={"profile": found.profile})

    def act() -> None:
        to = form.cleaned_data["profile"]
        actions.change_diagnosis_profile(found, to=to, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("From now on this much is shown. Copies that somebody took cannot be recalled."))
        return redirect(found)
    return render(request, "reports/diagnosis_profile.html", {"form": form, "diagnosis": found})


@login_required
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Delete a draft, after asking."""
    found = visible(request, pk)
    policies.check_may_publish(request.person, found)
    if found.state != DiagnosisState.DRAFT:
        return redirect(found)
    if request.method == "POST":
        actions.discard_diagnosis(found, by=signed_in(request), now=request.now)
        messages.success(request, _("The draft is deleted."))
        return redirect("diagnosis-list")
    words = {
        "title": _("Delete this draft"),
        "sentence": str(found),
        "losses": [_("All that was written in it, and the photos of the wall, for good.")],
        "stays": [],
        "action": _("Delete this draft"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


def _photos(diagnosis: Diagnosis) -> list[WallPhoto]:
    return list(diagnosis.photos.select_related("file").order_by("id"))
