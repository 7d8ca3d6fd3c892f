"""Asking to join without an account, the way back with a code, and what coordinators read and answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tejido.engines.sealing import CannotOpen
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.unlocking import held, needs_key
from tejido.stages.initiatives import answering, policies
from tejido.stages.initiatives.actions import joining
from tejido.stages.initiatives.forms.joining import AnswerForm, AskForm, CodeForm
from tejido.stages.initiatives.models import JoinRequest
from tejido.stages.initiatives.queries.joining import (
    can_be_read,
    may_be_asked,
    read_with,
    requests_accepted,
    requests_waiting,
)
from tejido.stages.initiatives.views.pages import visible
from tejido.stages.initiatives.vocabulary import Answer, Asked

A_PAGE = 10  # requests opened at once; each costs two queries


@sensitive_post_parameters()
@sensitive_variables()
def ask(request: Request, pk: object, about: str = Asked.JOIN) -> HttpResponse:
    """Ask to join: two fields, sealed to those who coordinate it; without an account the answer comes by a code."""
    found = visible(request, pk)
    can_ask = may_be_asked(found, about)
    is_read = can_ask and can_be_read(found)
    form = AskForm(request.POST or None)
    if not is_read:
        context = {"initiative": found, "goes_on": can_ask}
        return render(request, "initiatives/joining/no_way.html", context)
    sent: list[joining.Sent] = []

    def act() -> None:
        if form.is_filled_by_a_machine:
            return
        said = {name: form.cleaned_data[name] for name in ("motive", "contact", "token")}
        sent.append(joining.ask_to_join(found, **said, about=about, by=request.person, now=request.now))

    if done(form, act):
        code = sent[0].code if sent else ""
        context = {"initiative": found, "code": code}
        return render(request, "initiatives/joining/sent.html", context)
    return render(request, "initiatives/joining/ask.html", {"initiative": found, "form": form, "about": about})


@sensitive_post_parameters()
@sensitive_variables()
def answer(request: Request) -> HttpResponse:
    """Show what became of a request to whoever has its code; the code goes by POST and is kept nowhere."""
    form = CodeForm(request.POST or None)
    context: dict[str, object] = {"form": form}

    def act() -> None:
        code = form.cleaned_data["code"]
        found = joining.request_by(code)
        try:
            words = answering.words_for(found, code)
        except CannotOpen:
            raise joining.NoSuchRequest from None
        context.update(asked=found, words=words, code=code, Answer=Answer)

    if done(form, act):
        return render(request, "initiatives/joining/answer.html", context)
    return render(request, "initiatives/joining/code.html", context)


@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def withdraw_by_code(request: Request) -> HttpResponse:
    """Erase a request by its code."""
    code = request.POST.get("code", "")
    told(request, lambda: joining.withdraw_by_code(code=code, now=request.now), _("It is erased."))
    return redirect("join-answer")


@login_required
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def take_up(request: Request) -> HttpResponse:
    """Take part with one's account, by the code of an accepted request."""
    code = request.POST.get("code", "")
    person = signed_in(request)
    told(request, lambda: joining.take_up_answer(code=code, by=person, now=request.now), _("You take part now."))
    return redirect("taking-part")


@login_required
@require_POST
def withdraw(request: Request, pk: object) -> HttpResponse:
    """Erase one's own request."""
    own = get_object_or_404(JoinRequest, pk=pk, person=request.person)
    told(request, lambda: joining.withdraw_request(own, by=signed_in(request), now=request.now), _("It is erased."))
    return redirect("taking-part")


@needs_key
def requests_to(request: Request, pk: object) -> HttpResponseBase:
    """Show those who coordinate an initiative who asks to join, opened with their key and kept nowhere."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    person, pair = signed_in(request), held(request)
    waiting = Paginator(requests_waiting(found), A_PAGE).get_page(request.GET.get("pagina"))
    accepted = requests_accepted(found)[:A_PAGE]
    context = {
        "initiative": found,
        "page": waiting,
        "waiting": read_with(list(waiting), person, pair),
        "accepted": read_with(list(accepted), person, pair),
        "form": AnswerForm(auto_id=False),
    }
    return render(request, "initiatives/joining/requests.html", context)


@needs_key
def respond(request: Request, pk: object) -> HttpResponseBase:
    """Accept a request, or say not this time; GET shows the one request with its form."""
    asked = get_object_or_404(JoinRequest.objects.select_related("initiative"), pk=pk)
    found = visible(request, asked.initiative_id)
    policies.check_may_run(request.person, found)
    person, pair = signed_in(request), held(request)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        accept = request.POST.get("to") == Answer.ACCEPTED
        joining.answer_request(asked, accept=accept, words=form.cleaned_data["words"], by=person, now=request.now)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("Your answer is on its way. Nobody else can read it."))
        return redirect("join-requests", found.pk)
    context = {"initiative": found, "read": read_with([asked], person, pair)[0], "form": form}
    return render(request, "initiatives/joining/respond.html", context)
