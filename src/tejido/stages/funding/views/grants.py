"""A grant as everybody reads it, and as its two sides work on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web import panels
from tejido.stages.funding import grant_words
from tejido.stages.funding.actions import grant_changes
from tejido.stages.funding.actions import grants as actions
from tejido.stages.funding.forms.grants import AnswerOfferForm, ProfileChoiceForm
from tejido.stages.funding.grant_transitions import Move, Who
from tejido.stages.funding.models import Grant
from tejido.stages.funding.policies.grants import check_may, is_inside, may_look, moves_of, parts_of
from tejido.stages.funding.queries import voices
from tejido.stages.funding.queries.balances import balance_of
from tejido.stages.funding.queries.grants import grants_visible_to
from tejido.stages.funding.queries.published_grants import published_by_id
from tejido.stages.funding.views.form_page import ask, form_page


def grant(request: Request, pk: UUID) -> HttpResponse:
    """Show a grant as others may read of it; who works on it is led to their own page where nothing is told."""
    found, today = visible(request, pk), localdate(request.now)
    row = published_by_id([found.pk], Output.PAGE, today).get(found.pk)
    inside = is_inside(request.person, found)
    if row is None:
        if not inside:
            raise Http404
        return redirect("grant-desk", pk=found.pk)
    profile_told = row.is_open
    context = {
        "grant": found,
        "row": row,
        "words": grant_words.in_short(row),
        "facts": grant_words.facts(row),
        "payments": [(it, grant_words.when_paid(it)) for it in row.payments],
        "visits": voices.visits_of(found, request.person, today),
        "doubts": voices.doubts_of(found, today),
        "inside": inside,
        "may_look": may_look(request.person, found),
        "answers": Move.ANSWER_DOUBT in moves_of(request.person, found),
        "is_open": profile_told,
        "panels": panels.drawn("grant", request, found),
        "today": today,
    }
    return render(request, "funding/grant.html", context)


@login_required
def desk(request: Request, pk: UUID) -> HttpResponse:
    """Show all of a grant to its two sides: what is next, what is coming, the accounts."""
    found, person = inside_of(request, pk)
    today = localdate(request.now)
    moves = moves_of(person, found)
    context = {
        "grant": found,
        "can": {str(move) for move in moves},
        "is_funder": bool(parts_of(person, found) & {Who.FUNDER, Who.FUNDER_MEMBER}),
        "next": grant_words.next_step(found),
        "balance": grant_words.balance_facts(balance_of(found), found.currency),
        "instalments": found.instalments.prefetch_related("evidence__file").order_by("number"),
        "invoices": found.invoices.select_related("instalment"),
        "reports": found.reports.prefetch_related("readings__target"),
        "targets": found.targets.all(),
        "returned": found.returned.all(),
        "amendments": [(it, grant_words.change_lines(it, found.currency)) for it in found.amendments.all()],
        "side": "funder" if parts_of(person, found) & {Who.FUNDER, Who.FUNDER_MEMBER} else "initiative",
        "doubts": voices.doubts_of(found, today, inside=True),
        "others_see": published_by_id([found.pk], Output.PAGE, today).get(found.pk),
        "still_open": grant_changes.what_is_open(found) if "finish" in {str(move) for move in moves} else [],
        "today": today,
    }
    return render(request, "funding/grant_desk.html", context)


@login_required
def offer(request: Request, pk: UUID) -> HttpResponse:
    """Ask once more, and offer a draft to the initiative."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.OFFER)

    def act() -> None:
        actions.offer_grant(found, by=person, now=request.now)

    if request.method == "POST" and told(request, act, _("The initiative has it now.")):
        return redirect("grant-desk", pk=found.pk)
    return ask(
        request,
        title=_("Say yes for the funder"),
        sentence=_("Those who coordinate the initiative read it and say yes, or what should be different."),
        losses=[],
        stays=[_("You can take it back until they say yes."), _("Nobody else hears of it before.")],
        action=_("Offer it"),
        back=desk_url(found),
    )


@login_required
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """Take an offer back."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.TAKE_BACK)
    if request.method == "POST":
        act = lambda: actions.take_back_offer(found, by=person, now=request.now)  # noqa: E731  as the others
        if told(request, act, _("It is a draft again.")):
            return redirect("grant-desk", pk=found.pk)
    return ask(
        request,
        title=_("Take the offer back"),
        sentence=_("The initiative no longer sees it; it is a draft again."),
        losses=[],
        stays=[_("All that was written stays.")],
        action=_("Take it back"),
        back=desk_url(found),
    )


@login_required
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Say yes to an offer for the initiative, or what should be different."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.AGREE)
    form = AnswerOfferForm(request.POST or None, initial={"version": found.version})

    def act() -> None:
        if form.cleaned_data["agrees"] == "yes":
            actions.agree_grant(found, version=form.cleaned_data["version"], by=person, now=request.now)
        else:
            actions.decline_grant(found, reason=form.cleaned_data["reason"], by=person, now=request.now)

    if done(form, act, version=lambda: Grant.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The funder knows your answer."))
        return redirect("grant-desk", pk=found.pk)
    context = {
        "grant": found,
        "form": form,
        "instalments": found.instalments.order_by("number"),
        "targets": found.targets.all(),
        "reports": found.reports.all(),
        "told": grant_words.what_others_will_see(found),
    }
    return render(request, "funding/grant_answer.html", context)


@login_required
def profile(request: Request, pk: UUID) -> HttpResponse:
    """Choose how much is shown of a grant."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.CHOOSE_PROFILE)
    form = ProfileChoiceForm(request.POST or None, initial={"to": found.profile})
    act = lambda: actions.change_grant_profile(found, to=form.cleaned_data["to"], by=person, now=request.now)  # noqa: E731
    if done(form, act):
        messages.success(request, _("It holds at once."))
        return redirect("grant-desk", pk=found.pk)
    words = [
        _("Open: amounts and days as soon as something is paid, and never what is coming."),
        _("Discreet: each payment as a band with its quarter, 90 days after that has ended, without the funder."),
        _("Protected: nowhere, but in the totals of the state where at least five are counted together."),
        _("Less holds at once, but copies that others took cannot be recalled."),
    ]
    title, action = _("How much is shown of the grant"), _("Choose")
    return form_page(request, form, title=title, action=action, back=desk_url(found), words=words, above=above(found))


def visible(request: Request, pk: UUID) -> Grant:
    """Return the grant, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(grants_visible_to(request.person, localdate(request.now)), pk=pk)


def inside_of(request: Request, pk: UUID) -> tuple[Grant, Person]:
    """Return the grant and the person, if they belong to one of its sides; otherwise it does not exist."""
    found, person = visible(request, pk), signed_in(request)
    if not is_inside(person, found):
        raise Http404
    return found, person


def desk_url(grant: Grant) -> str:
    """Return the address of the page of the two sides."""
    return f"{grant.get_absolute_url()}trabajo/"


def above(grant: Grant) -> tuple[str, str]:
    """Return what a small form stands beneath."""
    return grant.title, desk_url(grant)
