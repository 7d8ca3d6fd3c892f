"""In whose hands an initiative is: confirmed, handed on, coordinated together, worked on with others."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import actions, policies
from tejido.stages.initiatives.forms.running import (
    AskForm,
    CodeForm,
    DrawCodeForm,
    HandOnForm,
    PartnerForm,
    SendBackForm,
)
from tejido.stages.initiatives.models import Handover
from tejido.stages.initiatives.views.form_page import form_page
from tejido.stages.initiatives.views.pages import visible
from tejido.stages.initiatives.vocabulary import State


@login_required
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask somebody to confirm that neighbours do this."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = AskForm(request.POST or None)

    def act() -> None:
        actions.ask_confirmation(found, of=form.cleaned_data["of"], by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("They are asked. Nobody else sees it until they confirm it."))
        return redirect(found)
    words = [
        _("So that nobody invents initiatives, somebody who is known here confirms that yours exists."),
        _("They see what you wrote, and not who you are."),
    ]
    return form_page(
        request, form, initiative=found, title=_("Ask for confirmation"), action=_("Ask them"), words=words
    )


@login_required
@require_POST
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Confirm that neighbours do this."""
    found = visible(request, pk)
    told(
        request,
        lambda: actions.confirm_initiative(found, by=signed_in(request), now=request.now),
        _("It is confirmed and published."),
    )
    return redirect(found)


@login_required
def send_back(request: Request, pk: UUID) -> HttpResponse:
    """Send it back with a reason."""
    found = visible(request, pk)
    policies.check_may_confirm(request.person, found)
    form = SendBackForm(request.POST or None)

    def act() -> None:
        actions.send_back(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("It is sent back."))
        return redirect("pending")
    words = [_("It becomes a draft again, which only those who run it see. They read your words and can ask again.")]
    title = _("Send it back")
    return form_page(request, form, initiative=found, title=title, action=title, words=words)


@login_required
def hand_on(request: Request, pk: UUID) -> HttpResponse:
    """Offer an organisation to take it over."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = HandOnForm(request.POST or None)

    def act() -> None:
        actions.offer_handover(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("It is offered to them. Nothing changes until they accept."))
        return redirect(found)
    words = [
        _("Once they accept they run it, with its page, its history and what it needs; you do not any more."),
        _("Who takes part is not handed on: that list is erased, and whoever wants to asks them anew."),
        _("Nobody else hears of the offer. It stands for 30 days."),
    ]
    return form_page(request, form, initiative=found, title=_("Hand it on"), action=_("Offer it to them"), words=words)


@login_required
@require_POST
def keep(request: Request, pk: UUID, handover: UUID) -> HttpResponse:
    """Take an offer back."""
    found = visible(request, pk)
    one = get_object_or_404(found.handovers.all(), pk=handover)
    actions.withdraw_handover(one, by=signed_in(request), now=request.now)
    messages.success(request, _("The offer is taken back."))
    return redirect(found)


@never_cache
@login_required
def take_over(request: Request, handover: UUID) -> HttpResponse:
    """Take an initiative over, or say no."""
    one = get_object_or_404(
        Handover.objects.filter(to__in=policies.coordinated_by(request.person)).select_related("initiative", "to"),
        pk=handover,
    )
    if request.method == "POST":
        accepted = request.POST.get("answer") == "yes"
        words = _("Your organisation runs it now.") if accepted else _("You said no. Nobody else hears of it.")
        if told(
            request,
            lambda: actions.answer_handover(one, accepted=accepted, by=signed_in(request), now=request.now),
            words,
        ):
            return redirect(one.initiative if accepted else "pending")
    return render(request, "initiatives/take_over.html", {"handover": one})


@never_cache
@login_required
def draw_code(request: Request, pk: UUID) -> HttpResponse:
    """Draw a code with which somebody comes to coordinate it; shown in this very answer."""
    found = visible(request, pk)
    policies.check_may_draw_code(request.person, found)
    form = DrawCodeForm(request.POST or None)
    codes: list[str] = []

    def act() -> None:
        leaves = form.cleaned_data["leaves"]
        codes.append(actions.draw_code(found, leaves=leaves, by=signed_in(request), now=request.now))

    done(form, act)
    context = {"form": form, "initiative": found, "code": codes[0] if codes else ""}
    return render(request, "initiatives/draw_code.html", context)


@never_cache
@login_required
def take_code(request: Request) -> HttpResponse:
    """Come to coordinate a group's initiative with a code."""
    form = CodeForm(request.POST or None)
    taken = []

    def act() -> None:
        taken.append(actions.take_up_code(form.cleaned_data["code"], by=signed_in(request), now=request.now))

    if done(form, act):
        messages.success(request, _("You coordinate this initiative now."))
        return redirect(taken[0])
    return form_page(
        request,
        form,
        initiative=None,
        title=_("I have a code of an initiative"),
        action=_("Enter the code"),
        back="/",
    )


@login_required
def leave(request: Request, pk: UUID) -> HttpResponse:
    """Coordinate it no longer, after asking."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    if request.method == "POST":
        left = told(
            request,
            lambda: actions.leave_group(found, by=signed_in(request), now=request.now),
            _("You do not coordinate it any more, and nothing here says that you did."),
        )
        return redirect("initiative-list" if left else found)
    words = {
        "title": _("Leave this initiative"),
        "sentence": found.title,
        "losses": [_("You cannot change it any more, nor read what only those who run it read.")],
        "stays": [_("The initiative, with the others who coordinate it.")],
        "action": _("Leave this initiative"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


@login_required
def partner(request: Request, pk: UUID) -> HttpResponse:
    """Say with which organisation it works."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = PartnerForm(request.POST or None)

    def act() -> None:
        actions.declare_partner(found, **form.cleaned_data, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("It is noted. Others read it only if both say so, 90 days later."))
        return redirect(found)
    words = [
        _("Others read with whom you work only where both sides said so and both are open, 90 days later, and in no "
          "place with fewer than ten organisations."),
    ]  # fmt: skip
    return form_page(request, form, initiative=found, title=_("With whom you work"), action=_("Note it"), words=words)


@login_required
@require_POST
def declare_own(request: Request, pk: UUID) -> HttpResponse:
    """Say for an organisation that one coordinates that it works with this initiative."""
    found = visible(request, pk)
    ours = [one for one in policies.coordinated_by(request.person) if str(one.pk) == request.POST.get("organisation")]
    if found.state != State.DRAFT and ours:
        told(
            request,
            lambda: actions.declare_partner(found, organisation=ours[0], by=signed_in(request), now=request.now),
            _("It is noted. Others read it only if both say so, 90 days later."),
        )
    return redirect(found)


@login_required
@require_POST
def part(request: Request, pk: UUID, partnership: UUID) -> HttpResponse:
    """Say that they do not work together."""
    found = visible(request, pk)
    one = get_object_or_404(found.partnerships.all(), pk=partnership)
    actions.end_partnership(one, by=signed_in(request), now=request.now)
    messages.success(request, _("It is not noted any more."))
    return redirect(found)
