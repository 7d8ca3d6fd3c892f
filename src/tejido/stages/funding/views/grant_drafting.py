"""Drafting a grant: outside a call for an initiative, or for an application that was chosen."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.stages.funding.actions import grants as actions
from tejido.stages.funding.forms.grants import TermsForm, filled
from tejido.stages.funding.grant_terms import kept_terms, terms_of
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Application, Grant
from tejido.stages.funding.policies.calls import funders_of
from tejido.stages.funding.policies.grants import check_may, check_may_draft
from tejido.stages.funding.views.form_page import ask
from tejido.stages.funding.views.grants import desk_url, inside_of
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.queries import initiatives_visible_to

HALF_A_YEAR = timedelta(days=182)


@login_required
def draft(request: Request, initiative: UUID, funder: UUID) -> HttpResponse:
    """Write down a grant of one's funder to an initiative, outside any call."""
    person, today = signed_in(request), localdate(request.now)
    given = get_object_or_404(initiatives_visible_to(person, today), pk=initiative)
    ours = next((it for it in funders_of(person) if it.pk == funder), None)
    if ours is None:
        raise Http404
    return _write(request, given, ours, None)


@login_required
def from_application(request: Request, pk: UUID) -> HttpResponse:
    """Write down the grant that follows from an application that was chosen; what was applied for is filled in."""
    rows = Application.objects.select_related("call__funder", "initiative__organisation")
    found = get_object_or_404(rows.filter(state=ApplicationState.CHOSEN), pk=pk)
    check_may_draft(signed_in(request), found.call.funder, found.initiative)
    existing = Grant.objects.filter(application=found).first()
    if existing:
        return redirect(desk_url(existing))
    return _write(request, found.initiative, found.call.funder, found)


@login_required
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.EDIT)
    own, rows = filled(kept_terms(found))
    form = TermsForm(request.POST or None, initial=own | {"version": found.version}, rows=rows)

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        actions.edit_grant(found, form.terms(), version=version, by=person, now=request.now)

    if done(form, act, version=lambda: Grant.objects.values_list("version", flat=True).get(pk=found.pk)):
        messages.success(request, _("The draft is kept."))
        return redirect("grant-desk", pk=found.pk)
    return render(request, "funding/grant_form.html", {"form": form, "grant": found, "back": desk_url(found)})


@login_required
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Ask, and throw a draft away."""
    found, person = inside_of(request, pk)
    check_may(person, found, Move.DROP)

    def act() -> None:
        actions.drop_grant(found, by=person, now=request.now)

    if request.method == "POST" and told(request, act, _("The draft is gone.")):
        return redirect("grant-own")
    return ask(
        request,
        title=_("Throw this draft away"),
        sentence=_("Nobody but you has seen it."),
        losses=[_("All that was written in it.")],
        stays=[_("The initiative, and its application where there is one.")],
        action=_("Throw it away"),
        back=desk_url(found),
    )


def _write(
    request: Request, initiative: Initiative, funder: Organisation, application: Application | None
) -> HttpResponse:
    person, today = signed_in(request), localdate(request.now)
    check_may_draft(person, funder, initiative)
    own: dict[str, object] = {"begins_on": today, "ends_on": today + HALF_A_YEAR}
    rows: dict[str, object] = {}
    if application is not None:
        own, rows = filled(terms_of(application, begins_on=today, ends_on=today + HALF_A_YEAR))
    form = TermsForm(request.POST or None, initial=own, rows=rows)
    made: list[Grant] = []

    def act() -> None:
        terms, moment = form.terms(), request.now
        made.append(
            actions.draft_grant(initiative, funder=funder, terms=terms, application=application, by=person, now=moment)
        )

    if done(form, act):
        messages.success(request, _("The draft is kept. Only those of the funder see it."))
        return redirect("grant-desk", pk=made[0].pk)
    back = application.get_absolute_url() if application else initiative.get_absolute_url()
    context = {"form": form, "initiative": initiative, "funder": funder, "back": back}
    return render(request, "funding/grant_form.html", context)
