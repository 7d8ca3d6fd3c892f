"""What citizens see of a grant, and the doubts that they raise in public."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import grant_voices
from tejido.stages.funding.actions.grant_voices import Photo
from tejido.stages.funding.forms.grants import DoubtForm, GrantAnswerForm, VisitForm
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Grant
from tejido.stages.funding.policies.grants import check_may, check_may_look
from tejido.stages.funding.queries.published_grants import published_by_id
from tejido.stages.funding.views.form_page import ask, form_page
from tejido.stages.funding.views.grants import inside_of, visible


@login_required
def visit(request: Request, pk: UUID) -> HttpResponse:
    """Tell what one saw."""
    found, person = visible(request, pk), signed_in(request)
    check_may_look(person, found)
    today = localdate(request.now)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    milestones, rows = _milestones(found, request), {str(it.pk): it for it in found.instalments.all()}
    form = VisitForm(*sent, organisations=_coordinated(person), milestones=milestones, initial={"visited_on": today})

    def act() -> None:
        said: dict[str, Any] = dict(form.cleaned_data)
        photos = [
            Photo(said.pop(f"photo_{at}"), said.pop(f"caption_{at}")) if said.get(f"photo_{at}") else None
            for at in (1, 2)
        ]
        wanted = ("seen", "text", "visited_on", "organisation")
        grant_voices.write_visit(
            found,
            **{name: said[name] for name in wanted if name in said},
            instalment=rows.get(said.get("instalment", "")),
            photos=[it for it in photos if it is not None],
            by=person,
            now=request.now,
        )

    if done(form, act):
        messages.success(request, _("Thank you. Others read it as far as the grant is shown."))
        return redirect(found)
    words = [
        _("Others read what you saw as said by “a visitor”, or by your organisation. Nobody is shown who you are."),
        _("Do not go where it is dangerous, and ask nobody for their name."),
    ]
    title, action = _("Tell what you saw"), _("Tell it")
    return _page(request, found, form, title, action, words)


@login_required
def withdraw(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Ask, and take back what one told."""
    found, person = visible(request, pk), signed_in(request)
    row = get_object_or_404(found.visits.filter(person=person, withdrawn_on=None), pk=part)
    row.grant = found
    if request.method == "POST":
        act = lambda: grant_voices.withdraw_visit(row, by=person, now=request.now)  # noqa: E731
        if told(request, act, _("It is taken back.")):
            return redirect(found)
    return ask(
        request,
        title=_("Take back what you saw"),
        sentence=row.text,
        losses=[_("What you told, and your photos for good.")],
        stays=[_("The public record keeps that somebody told of a visit.")],
        action=_("Take it back"),
        back=found.get_absolute_url(),
    )


@login_required
def doubt(request: Request, pk: UUID) -> HttpResponse:
    """Ask in public."""
    found, person = visible(request, pk), signed_in(request)
    check_may_look(person, found)
    form = DoubtForm(request.POST or None, organisations=_coordinated(person))
    if done(form, lambda: grant_voices.raise_doubt(found, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, _("It is asked. The two sides have ten business days to answer."))
        return redirect(found)
    words = [_("All can read the doubt and its answer. The two sides have ten business days; the clock is public.")]
    return _page(request, found, form, _("Raise a doubt"), _("Ask it"), words)


@login_required
def answer(request: Request, pk: UUID, part: UUID) -> HttpResponse:
    """Answer a doubt in public."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.ANSWER_DOUBT)
    row = get_object_or_404(found.doubts.filter(hidden_on=None).select_related("grant"), pk=part)
    form = GrantAnswerForm(request.POST or None)
    if done(form, lambda: grant_voices.answer_doubt(row, **form.cleaned_data, by=person, now=request.now)):
        messages.success(request, _("The answer is kept."))
        return redirect(found)
    return _page(request, found, form, _("Answer a doubt"), _("Answer"), [row.text])


def _page(request: Request, grant: Grant, form: Any, title: str, action: str, words: list[str]) -> HttpResponse:
    above = (grant.title, grant.get_absolute_url())
    back = grant.get_absolute_url()
    return form_page(request, form, title=title, action=action, back=back, words=words, above=above)


def _coordinated(person: Person) -> QuerySet[Organisation]:
    held = memberships_of(person).filter(role=Role.COORDINATOR, organisation__kind=Kind.CIVIL_SOCIETY)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "id")


def _milestones(grant: Grant, request: Request) -> list[tuple[str, str]]:
    row = published_by_id([grant.pk], Output.PAGE, localdate(request.now)).get(grant.pk)
    return [(str(it.id), it.milestone) for it in row.payments] if row else []
