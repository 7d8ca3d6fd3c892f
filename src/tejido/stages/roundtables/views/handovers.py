"""A change of official: its dossier, on the page and on paper, and the answers of the new one."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.ground.organisations.models import Post
from tejido.ground.organisations.policies import speaks_for_post
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.roundtables.actions import handover as actions
from tejido.stages.roundtables.forms.handovers import BeginForm, RefuseForm, RenegotiateForm
from tejido.stages.roundtables.models import Handover, HandoverItem
from tejido.stages.roundtables.pdf.dossier import dossier
from tejido.stages.roundtables.policies.handover import check_may_answer, check_may_begin
from tejido.stages.roundtables.queries.handovers import handovers, items_visible_to
from tejido.stages.roundtables.views.moves import DONE


@require_safe
def handover(request: Request, pk: UUID) -> HttpResponse:
    """Show the open commitments of a post at a change of its official, and what the new one answered."""
    found, today = _handover(pk), localdate(request.now)
    context = {
        "handover": found,
        "items": items_visible_to(request.person, found, today),
        "may_answer": speaks_for_post(request.person, found.post) if request.person else False,
        "today": today,
    }
    return render(request, "roundtables/handover.html", context)


@require_safe
def paper(request: Request, pk: UUID) -> HttpResponse:
    """Send the dossier as a PDF."""
    found, today = _handover(pk), localdate(request.now)
    drawn = dossier(found, items_visible_to(request.person, found, today), today)
    return HttpResponse(drawn, "application/pdf", headers={"Content-Disposition": 'inline; filename="relevo.pdf"'})


@login_required
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Open a change of official for a post."""
    post = get_object_or_404(Post.objects.select_related("organisation"), pk=pk)
    person = signed_in(request)
    check_may_begin(person, post)
    form = BeginForm(request.POST or None)
    made: list[Handover] = []
    if done(form, lambda: made.append(actions.begin_handover(post, by=person, now=request.now, **form.cleaned_data))):
        return redirect(made[0])
    return render(request, "roundtables/handover_begin.html", {"form": form, "post": post})


@login_required
def answer(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """Acknowledge, renegotiate or refuse one commitment as the new official."""
    item = get_object_or_404(HandoverItem.objects.select_related("handover__post", "commitment"), pk=pk)
    person = signed_in(request)
    check_may_answer(person, item.handover)
    form, act, title = _answer(request, item, slug)
    if done(form, act):
        messages.success(request, DONE)
        return redirect(item.handover)
    context = {"form": form, "item": item, "title": title, "is_loss": slug == "rechazar"}
    return render(request, "roundtables/handover_answer.html", context)


def _answer(request: Request, item: HandoverItem, slug: str) -> tuple[forms.Form, Callable[[], object], str]:
    person, now, data = signed_in(request), request.now, request.POST or None
    form: forms.Form
    if slug == "reconocer":
        form = forms.Form(data)
        return form, lambda: actions.acknowledge_item(item, by=person, now=now), _("Acknowledge")
    if slug == "renegociar":
        stands = {"text": item.commitment.text, "due_on": item.commitment.due_on}
        form = RenegotiateForm(data, initial=stands)
        return form, lambda: actions.renegotiate_item(item, **form.cleaned_data, by=person, now=now), _("Renegotiate")
    if slug == "rechazar":
        form = RefuseForm(data)
        return form, lambda: actions.refuse_item(item, **form.cleaned_data, by=person, now=now), _("Refuse")
    raise Http404


def _handover(pk: UUID) -> Handover:
    return get_object_or_404(handovers(), pk=pk)
