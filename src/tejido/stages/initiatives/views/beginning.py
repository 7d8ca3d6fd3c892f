"""From an idea to a first meeting; a sheet to print; a leaflet of what is done in a place."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.risk import suggest_profile
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.requests import Request
from tejido.ground.places.models import Place
from tejido.stages.initiatives import leaflet, paper, queries
from tejido.stages.initiatives.beginning import sheet_for
from tejido.stages.initiatives.forms.beginning import IdeaForm
from tejido.stages.initiatives.vocabulary import Kind, State

SERVICES = 14  # as many as fit on one sheet


@never_cache
def begin(request: Request) -> HttpResponse:
    """Say how to begin: the answers come by POST, so that no history or log keeps them, and are not kept here."""
    form = IdeaForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        profile = suggest_profile(said["risks"])
        context |= {
            "kind": Kind(said["kind"]),
            "place": said["place"],
            "profile": profile,
            "sheet": sheet_for(said["kind"], profile),
            "examples": queries.examples_for(said["place"], said["kind"], localdate(request.now)),
        }
    return render(request, "initiatives/begin.html", context)


@require_safe
def sheet(request: Request) -> HttpResponse:
    """Show the first three steps on a sheet to print, or send it as a PDF; nothing on it says who asked."""
    kind, profile = request.GET.get("tipo", Kind.COMMUNITY), request.GET.get("perfil", Profile.DISCREET)
    if kind not in Kind.values or profile not in Profile.values:
        raise Http404
    content = sheet_for(kind, profile)
    if request.GET.get("formato") == "pdf":
        headers = {"Content-Disposition": 'attachment; filename="primeros-pasos.pdf"'}
        return HttpResponse(paper.first_steps(content, Kind(kind)), content_type="application/pdf", headers=headers)
    context = {"sheet": content, "kind": Kind(kind), "profile": Profile(profile)}
    return render(request, "initiatives/sheet.html", context)


@require_safe
def services(request: Request, key: str) -> HttpResponse:
    """Show what is done in a place on a leaflet to print, with a code that leads to the page of the place."""
    place = get_object_or_404(Place.objects.defer("figures"), pk=key)
    here = queries.of_place(place, Output.PAGE, localdate(request.now)).filter(state=State.ACTIVE)
    rows = list(here.filter(kind=Kind.SERVICE).order_by("searchable", "id")[:SERVICES])
    others = list(here.exclude(kind=Kind.SERVICE).order_by("searchable", "id")[: SERVICES - len(rows)])
    context = {"place": place, "services": rows, "others": others, "address": leaflet.address_of(place)}
    return render(request, "initiatives/leaflet.html", context)


@require_safe
def services_code(request: Request, key: str) -> HttpResponse:  # noqa: ARG001  the same for everybody
    """Send the code that leads to the page of the place as a picture."""
    place = get_object_or_404(Place.objects.only("key"), pk=key)
    return HttpResponse(leaflet.code_of(place), content_type="image/png")
