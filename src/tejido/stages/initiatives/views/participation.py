"""Where one takes part, and what those who coordinate an initiative see of who does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.initiatives import answering, policies
from tejido.stages.initiatives.actions import participation as acting
from tejido.stages.initiatives.forms.joining import MessageForm
from tejido.stages.initiatives.models import Participation
from tejido.stages.initiatives.queries.joining import requests_of
from tejido.stages.initiatives.queries.participation import messages_in, participants_of, participations_of
from tejido.stages.initiatives.views.pages import visible


@login_required
def taking_part(request: Request) -> HttpResponse:
    """Show a person where they take part, what was told there, and what they asked; nobody else sees it."""
    person = signed_in(request)
    theirs = list(participations_of(person))
    told_in = messages_in([one.initiative_id for one in theirs])
    asked = [(one, answering.words_for(one)) for one in requests_of(person)]
    context = {"rows": [(one, told_in.get(one.initiative_id, [])) for one in theirs], "asked": asked}
    return render(request, "initiatives/joining/taking_part.html", context)


@login_required
@require_POST
def leave(request: Request, pk: object) -> HttpResponse:
    """Take part no longer."""
    own = _own(request, pk)
    words = _("You take part no longer, and nothing says that you did.")
    told(request, lambda: acting.leave(own, by=signed_in(request), now=request.now), words)
    return redirect("taking-part")


@login_required
@require_POST
def visibility(request: Request, pk: object) -> HttpResponse:
    """Let one's name be seen on an open initiative's page, or no longer."""
    own = _own(request, pk)
    to = request.POST.get("to") == "public"
    words = _("Your name may be seen there now.") if to else _("Your name is seen no longer.")
    told(request, lambda: acting.change_visibility(own, is_public=to, by=signed_in(request), now=request.now), words)
    return redirect("taking-part")


@login_required
@require_POST
def read(request: Request, pk: object) -> HttpResponse:
    """Say that one has read what was told."""
    acting.mark_messages_read(_own(request, pk), by=signed_in(request), now=request.now)
    return redirect("taking-part")


@login_required
def participants(request: Request, pk: object) -> HttpResponse:
    """Show those who coordinate an initiative who takes part, and let them tell these something."""
    found = visible(request, pk)
    policies.check_may_run(request.person, found)
    form = MessageForm(request.POST or None)

    def act() -> None:
        text = form.cleaned_data["text"]
        acting.message_participants(found, text=text, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("They read it when they next sign in."))
        return redirect("participants", found.pk)
    context = {
        "initiative": found,
        "participants": participants_of(found),
        "form": form,
        "told": messages_in([found.pk]).get(found.pk, []),
    }
    return render(request, "initiatives/joining/participants.html", context)


@login_required
def remove(request: Request, pk: object) -> HttpResponse:
    """End somebody's taking part, after asking."""
    one = get_object_or_404(Participation.objects.select_related("initiative", "person"), pk=pk)
    found = visible(request, one.initiative_id)
    policies.check_may_run(request.person, found)
    if request.method == "POST":
        acting.remove_participant(one, by=signed_in(request), now=request.now)
        messages.success(request, _("This person takes part no longer."))
        return redirect("participants", found.pk)
    words = {
        "title": _("End somebody's taking part"),
        "sentence": one.person.name,
        "losses": [_("They read no more messages of this initiative.")],
        "stays": [_("They may ask to join again.")],
        "action": _("End it"),
        "back": f"{found.get_absolute_url()}participantes/",
    }
    return render(request, "web/confirm.html", words)


def _own(request: Request, pk: object) -> Participation:
    return get_object_or_404(Participation, pk=pk, person=request.person)
