"""The inboxes of whoever is here: which there are, what lies in one, searching, closing many, the daily mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.queries import listening_key_of
from tejido.ground.organisations.views.trying import told
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.unlocking import held, needs_key
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys
from tejido.stages.reports import reading
from tejido.stages.reports.actions import digest, handling
from tejido.stages.reports.forms.inbox import SearchForm
from tejido.stages.reports.policies.listening import may_describe_listening
from tejido.stages.reports.queries import inbox as queries
from tejido.stages.reports.queries.listening import profile_of, stands_still
from tejido.stages.reports.vocabulary.inbox import Box

PER_PAGE = 20


@never_cache
@login_required
def inboxes(request: Request) -> HttpResponse:
    """Show the inboxes of whoever is here; lead to the only one."""
    person = signed_in(request)
    mine = queries.inboxes_of(person)
    if len(mine) == 1:
        return redirect("inbox", pk=mine[0].pk)
    return render(request, "reports/inbox_list.html", {"organisations": mine})


@never_cache
@login_required
def inbox(request: Request, pk: UUID) -> HttpResponseBase:
    """Show a box of an inbox, with what this member's key opens; sealed where the organisation reads apart."""
    organisation = _organisation(request, pk)
    if reads_apart(organisation):
        return _page(request, organisation, None)
    return _opened_inbox(request, pk)


@needs_key
def _opened_inbox(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _organisation(request, pk), MemberKeys(held(request), signed_in(request)))


def _page(request: Request, organisation: Organisation, keys: MemberKeys | None) -> HttpResponse:
    asked = request.GET.get("caja", "")
    boxes = queries.boxes_of(organisation, None)
    first = next((one.box for one in boxes if one.count and one.box in {Box.UNREAD, Box.OURS}), Box.OURS)
    box = Box(asked) if asked in Box.values else first
    page = Paginator(queries.threads_in(organisation, box), PER_PAGE).get_page(request.GET.get("pagina", "1"))
    threads = queries.threads_in(organisation, box).filter(pk__in=[row.pk for row in page.object_list])
    sealed = [reading.Row(row, _("Sealed: you read it apart"), is_open=False) for row in page.object_list]
    person, profile = signed_in(request), profile_of(organisation)
    context = {
        "organisation": organisation,
        "boxes": queries.boxes_of(organisation, box),
        "box": box,
        "page": page,
        "rows": reading.rows_of(threads, keys) if keys else sealed,
        "reads_apart": keys is None,
        "old_wraps": queries.old_wraps_of(organisation).count() if keys else 0,
        "search": SearchForm(),
        "wants_digest": queries.wants_digest(person),
        "has_address": bool(person.email_sealed),
        "describes": may_describe_listening(person, organisation),
        "profile": profile,
        "stands_still": stands_still(),
    }
    return render(request, "reports/inbox.html", context)


@never_cache
@needs_key
def search(request: Request, pk: UUID) -> HttpResponse:
    """Show the reports in which some words stand. By POST: what one looks for stands in no address."""
    organisation = _organisation(request, pk)
    if request.method != "POST":
        return redirect("inbox", pk=pk)
    form, rows, is_more = SearchForm(request.POST), list[reading.Row](), False
    if form.is_valid():
        keys = MemberKeys(held(request), signed_in(request))
        rows, is_more = reading.found_in(organisation, form.cleaned_data["words"], keys)
    context = {"organisation": organisation, "form": form, "rows": rows, "is_more": is_more, "most": reading.SEARCHED}
    return render(request, "reports/inbox_search.html", context)


@never_cache
@login_required
@require_POST
def close_many(request: Request, pk: UUID) -> HttpResponse:
    """Close the ticked reports, after asking once."""
    organisation, person = _organisation(request, pk), signed_in(request)
    ticked = [text for text in request.POST.getlist("thread") if _is_id(text)]
    rows = list(Thread.objects.filter(pk__in=ticked, organisation=organisation, closed_on=None))
    if not rows:
        messages.error(request, _("Tick at least one report."))
        return redirect("inbox", pk=pk)
    if "sure" not in request.POST:
        return render(request, "reports/inbox_close_many.html", {"organisation": organisation, "threads": rows})
    closed = handling.close_reports(organisation, rows=rows, by=person, now=request.now)
    text = ngettext("%(count)d report is closed.", "%(count)d reports are closed.", closed)
    messages.success(request, text % {"count": closed})
    return redirect("inbox", pk=pk)


@never_cache
@needs_key
@require_POST
def renew(request: Request, pk: UUID) -> HttpResponse:
    """Wrap open reports to the organisation's newest key."""
    organisation, person = _organisation(request, pk), signed_in(request)
    keys = MemberKeys(held(request), person)
    left = handling.wrap_to_new_key(organisation, keys=keys, by=person, now=request.now)
    if left:
        text = ngettext(
            "%(count)d report is left under the earlier key. Try again; a colleague's key may open it.",
            "%(count)d reports are left under the earlier key. Try again; a colleague's key may open them.",
            left,
        )
        messages.warning(request, text % {"count": left})
    else:
        messages.success(request, _("All open reports are under the newest key."))
    return redirect("inbox", pk=pk)


@never_cache
@login_required
@require_POST
def choose_digest(request: Request) -> HttpResponse:
    """Begin or end the daily mail."""
    wanted, person = request.POST.get("wanted") == "yes", signed_in(request)
    done = _("You will get one mail a day.") if wanted else _("There will be no daily mail.")
    told(request, lambda: digest.choose_digest(wanted=wanted, by=person, now=request.now), done)
    return redirect("inbox-list")


def reads_apart(organisation: Organisation) -> bool:
    """Say whether the organisation's private key is not on this server."""
    key = listening_key_of(organisation)
    return key is not None and key.reads_apart


def _organisation(request: Request, pk: UUID) -> Organisation:
    """Return the organisation whose inbox this is; where it is not theirs, there is none."""
    found = queries.organisations_read_by(request.person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
