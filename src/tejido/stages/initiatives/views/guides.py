"""How it was done: guides, and hours that are offered."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import actions, policies, queries
from tejido.stages.initiatives.forms.running import GuideForm, OfferForm
from tejido.stages.initiatives.models import Guide
from tejido.stages.initiatives.views.form_page import form_page
from tejido.stages.initiatives.views.pages import visible

MOST = 100


@require_safe
def guides(request: Request) -> HttpResponse:
    """List the guides, and who offers an hour."""
    today = localdate(request.now)
    context = {
        "guides": list(queries.guides_shown(Output.LIST, today)[:MOST]),
        "offers": list(queries.offers_shown(Output.LIST)[:MOST]),
    }
    return render(request, "initiatives/guides.html", context)


@require_safe
def guide(request: Request, pk: UUID) -> HttpResponse:
    """Show how an initiative did it."""
    found = visible(request, pk)
    one = get_object_or_404(queries.guides_visible_to(request.person, localdate(request.now)), initiative=found)
    held = policies.standing(request.person, found)
    context = {
        "guide": one,
        "initiative": found,
        "standing": held,
        "cost": None if one.cost is None else one.cost / 100,
    }
    return render(request, "initiatives/guide.html", context)


@login_required
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write how it was done, or change it."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = GuideForm.of(Guide.objects.filter(initiative=found).first(), request.POST or None)
    made: list[Guide] = []

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        made.append(actions.write_guide(found, form.how(), version=version, by=signed_in(request), now=request.now))

    if done(form, act, version=lambda: Guide.objects.values_list("version", flat=True).get(initiative=found)):
        messages.success(request, _("It is kept."))
        return redirect(made[0])
    words = [
        _("Write it for somebody who begins with nothing, two towns away. Name no persons."),
        _("It is kept as a draft until you publish it."),
    ]
    return form_page(
        request, form, initiative=found, title=_("How you did it"), action=_("Keep the guide"), words=words
    )


@login_required
@require_POST
def publish(request: Request, pk: UUID) -> HttpResponse:
    """Let others read it."""
    found = visible(request, pk)
    one = get_object_or_404(Guide, initiative=found)
    told(
        request,
        lambda: actions.publish_guide(one, by=signed_in(request), now=request.now),
        _("The guide is published."),
    )
    return redirect(one)


@login_required
def offer(request: Request, pk: UUID) -> HttpResponse:
    """Offer an hour to who begins."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = OfferForm(request.POST or None)

    def act() -> None:
        actions.make_offer(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("It is offered."))
        return redirect(found)
    words = [
        _("Whoever begins something like it can ask you for this time. You are not named: they write to the "
          "initiative, sealed, and you answer if you want to."),
        _("Others see the offer of open initiatives only."),
    ]  # fmt: skip
    return form_page(request, form, initiative=found, title=_("Offer an hour"), action=_("Offer it"), words=words)


@login_required
@require_POST
def end_offer(request: Request, pk: UUID, offer: UUID) -> HttpResponse:
    """Offer no more."""
    found = visible(request, pk)
    one = get_object_or_404(found.offers.all(), pk=offer)
    actions.end_offer(one, by=signed_in(request), now=request.now)
    messages.success(request, _("The offer has ended."))
    return redirect(found)
