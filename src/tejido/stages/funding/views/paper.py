"""Pages of paper: the sheet to print, urns, slips, and sheets that two people type apart."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions import paper as actions
from tejido.stages.funding.ballot_paper import sheet_of
from tejido.stages.funding.choices import rules_of
from tejido.stages.funding.forms.ballot_codes import CodesForm
from tejido.stages.funding.forms.paper import ReadingForm, ReasonForm, SheetsForm, SizeForm, UrnForm
from tejido.stages.funding.models import Bundle, Call, Sheet
from tejido.stages.funding.paper_page import differing_of
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.views.voting_form import form_page
from tejido.stages.funding.voting_page import page_of


@require_safe
def sheet(request: Request, pk: UUID) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Give the ballot on paper as a PDF, without a code."""
    call = get_object_or_404(queries.calls_voted_on(), pk=pk)
    headers = {"Content-Disposition": 'inline; filename="boleta.pdf"'}
    return HttpResponse(sheet_of(call), content_type="application/pdf", headers=headers)


@login_required
def urns(request: Request, pk: UUID) -> HttpResponse:
    """Show the urns and bundles of a voting to those who count and who run it; announce another urn."""
    call = _counted(request, pk)
    form = UrnForm(request.POST or None)
    if done(
        form, lambda: actions.announce_urn(call, urn=form.cleaned_data["urn"], by=signed_in(request), now=request.now)
    ):
        messages.success(request, _("The urn is announced."))
        return redirect("voting-paper", call.pk)
    page = page_of(call, request.person, localdate(request.now))
    context = {"call": call, "page": page, "form": form, "is_over": queries.voting_is_over(call, page.today)}
    return render(request, "funding/voting/urns.html", context)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def slips(request: Request, pk: UUID) -> HttpResponse:
    """Use up the codes of slips that came out of an urn."""
    call = _counted(request, pk)
    form = CodesForm(request.POST or None)
    counted: list[tuple[int, int]] = []

    def act() -> None:
        codes, by = form.cleaned_data["codes"], signed_in(request)
        counted.append(actions.take_slips(call, codes=codes, by=by, now=request.now))

    if done(form, act):
        taken, refused = counted[0]
        messages.success(request, ngettext("%(n)d slip counts.", "%(n)d slips count.", taken) % {"n": taken})
        if refused:
            words = _("%(n)d do not: unknown, returned, or used before. The difference will be published.")
            messages.warning(request, words % {"n": refused})
        return redirect("voting-paper", call.pk)
    return form_page(
        request,
        form,
        call=call,
        title=_("Slips out of the urn"),
        action=_("Count these slips"),
        words=[
            _("Type what stands on the slips of the urn for slips. Each code is used up: nobody votes with it again.")
        ],
    )


@login_required
def bundle(request: Request, pk: UUID) -> HttpResponse:
    """Type the sheets of a bundle: begin it, type one's own side, or look at what differs."""
    found, call = _bundle(request, pk)
    if found.state == "waiting":
        return _begin(request, found, call)
    side = policies.side_of(request.person, found)
    can_type = not side and found.second_id is None and policies.counter(request.person, call) is not None
    if found.state == "typing" and (can_type or (side and not getattr(found, f"{side}_done"))):
        return _type(request, found, call, side)
    rules = rules_of(call)
    context = {"bundle": found, "call": call, "side": side}
    if found.state == "typing" and side and found.differing:
        context["differing"] = differing_of(found, rules, side)
    return render(request, "funding/voting/bundle.html", context)


@login_required
@require_POST
def read_sheet(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Propose what a sheet says that two typed differently, or agree to what the other proposes."""
    found, call = _bundle(request, pk)
    row = get_object_or_404(Sheet.objects.select_related("bundle__voting__call"), bundle=found, number=number)
    by, now = signed_in(request), request.now
    if "agree" in request.POST:
        told(request, lambda: actions.agree_reading(row, by=by, now=now), _("You both agree on this sheet."))
        return redirect("voting-bundle", found.pk)
    form = ReadingForm(request.POST, rules=rules_of(call))
    if done(form, lambda: actions.propose_reading(row, reading=form.cleaned_data["reading"], by=by, now=now)):
        messages.success(request, _("Kept. The other person has to agree."))
    else:
        for error in [*form.errors.get("reading", []), *form.non_field_errors()]:
            messages.error(request, _("Sheet %(number)d") % {"number": number} + f": {error}")
    return redirect("voting-bundle", found.pk)


@login_required
@require_POST
def another(request: Request, pk: UUID) -> HttpResponse:
    """Add a bundle of the same urn."""
    found, call = _bundle(request, pk)
    told(
        request,
        lambda: actions.add_bundle(found, by=signed_in(request), now=request.now),
        _("There is another bundle."),
    )
    return redirect("voting-paper", call.pk)


@login_required
def leave_out(request: Request, pk: UUID) -> HttpResponse:
    """Leave a bundle out of the count, with a reason."""
    found, call = _bundle(request, pk)
    policies.check_runs(request.person, call)
    form = ReasonForm(request.POST or None)
    if done(
        form,
        lambda: actions.leave_out_bundle(
            found, reason=form.cleaned_data["reason"], by=signed_in(request), now=request.now
        ),
    ):
        messages.success(request, _("It is left out, and everybody can read why."))
        return redirect("voting-paper", call.pk)
    words = [_("The votes on these sheets will not count. The reason stands in the public record for good.")]
    return form_page(
        request, form, call=call, title=_("Leave these sheets out"), action=_("Leave them out"), words=words
    )


def _begin(request: Request, found: Bundle, call: Call) -> HttpResponse:
    policies.check_counts(request.person, call)
    form = SizeForm(request.POST or None)
    if done(
        form,
        lambda: actions.begin_bundle(found, size=form.cleaned_data["size"], by=signed_in(request), now=request.now),
    ):
        return redirect("voting-bundle", found.pk)
    words = [
        _("Open the urn together. Shuffle the sheets, count them, number them. Then two people type them, each alone.")
    ]
    return form_page(request, form, call=call, title=str(found), action=_("Begin to type"), words=words)


def _type(request: Request, found: Bundle, call: Call, side: str) -> HttpResponse:
    rules = rules_of(call)
    sheets = list(found.sheets.all())
    form = SheetsForm(request.POST or None, sheets=sheets, side=side, rules=rules)
    if done(form, lambda: actions.type_sheets(found, typed=form.typed, by=signed_in(request), now=request.now)):
        messages.success(request, _("What you typed is kept."))
        return redirect("voting-bundle", found.pk)
    return render(request, "funding/voting/sheets.html", {"bundle": found, "call": call, "form": form, "rules": rules})


def _counted(request: Request, pk: UUID) -> Call:
    """Return the call, for those who count its paper or run it."""
    call = get_object_or_404(queries.calls_voted_on(), pk=pk)
    if policies.announcer(request.person, call) is None:
        raise NotAllowed
    return call


def _bundle(request: Request, pk: UUID) -> tuple[Bundle, Call]:
    found = get_object_or_404(Bundle.objects.select_related("voting__call__funder"), pk=pk)
    if policies.announcer(request.person, found.voting.call) is None:
        raise NotAllowed
    return found, found.voting.call
